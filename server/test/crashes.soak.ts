import { expect, it } from 'vitest';
import { proveCrashes, type Victim } from './crashes.ts';
import { report } from './figures.ts';

it('20 times kill -9 of the server, 5 times of its PostgreSQL, under 16 writers: nothing acknowledged is lost, nothing doubled', async () => {
  const victims = Array.from({ length: 25 }, (_, index): Victim => (index % 5 === 2 ? 'postgres' : 'server'));
  const figures = await proveCrashes(victims, Date.now() % 1_000_000);
  report('crashes', figures);
  expect(figures).toMatchObject({ serverKills: 20, postgresKills: 5 });
});
