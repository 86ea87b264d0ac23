import { it } from 'vitest';
import { proveFreeze, proveRestarts, proveTerminations } from './away-database.ts';
import { report } from './figures.ts';
import { proveCuts } from './lost-connections.ts';

it('200 cuts at every statement hold nothing, and every answer is true', async () => report('cuts', await proveCuts(200)));

it('400 ended sessions under load end no server', async () => report('terminations', await proveTerminations(400)));

it('ten orderly restarts under load: the first write comes soon after each', async () => report('restarts', await proveRestarts(10)));

it('five times a PostgreSQL that stands still', async () => {
  for (let round = 0; round < 5; round += 1) report('freeze', await proveFreeze());
});
