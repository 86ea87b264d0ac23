import { expect, it } from 'vitest';
import { proveFreeze, proveRestarts, proveTerminations } from './away-database.ts';
import { report } from './figures.ts';

it('a PostgreSQL that ends connections under load, some of them just opened, ends no server and keeps no connection busy', async () => {
  const figures = await proveTerminations(60);
  report('terminations', figures);
  expect(figures.done).toBeGreaterThan(0);
}, 120_000);

it('a PostgreSQL that is restarted in order is written to again', async () => {
  report('restarts', await proveRestarts(1));
}, 120_000);

it('a PostgreSQL that stands still leaves nobody without an answer, and no server that calls itself ready', async () => {
  report('freeze', await proveFreeze());
}, 120_000);
