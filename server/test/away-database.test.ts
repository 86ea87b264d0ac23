import { afterAll, beforeAll, expect, it } from 'vitest';
import { OwnHouse, proveFreeze, proveRestarts, proveTerminations } from './away-database.ts';
import { report } from './figures.ts';

let house: OwnHouse;

beforeAll(async () => {
  house = await OwnHouse.open();
});
afterAll(() => house.close());

it('a PostgreSQL that ends connections under load, some of them just opened, ends no server and keeps no connection busy', async () => {
  const figures = await proveTerminations(house, 40);
  report('terminations', figures);
  expect(figures.done).toBeGreaterThan(0);
}, 120_000);

it(
  'a PostgreSQL that is restarted in order is written to again',
  async () => report('restarts', await proveRestarts(house, 1)),
  120_000,
);

it(
  'a PostgreSQL that stands still leaves nobody without an answer, and no server that calls itself ready',
  async () => report('freeze', await proveFreeze(house)),
  120_000,
);
