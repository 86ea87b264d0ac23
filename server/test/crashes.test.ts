import { it } from 'vitest';
import { proveCrashes } from './crashes.ts';
import { report } from './figures.ts';

it('kill -9 of the server and of its PostgreSQL under 16 writers loses nothing acknowledged, and doubles nothing', async () => {
  report('crashes', await proveCrashes(['server', 'postgres'], Date.now() % 1_000_000));
}, 180_000);
