import { afterAll, beforeAll, it } from 'vitest';
import { OwnHouse, proveFreeze, proveRestarts, proveTerminations } from './away-database.ts';
import { report } from './figures.ts';
import { proveCuts } from './lost-connections.ts';

let house: OwnHouse;

beforeAll(async () => {
  house = await OwnHouse.open();
});
afterAll(() => house.close());

it('200 cuts at every statement hold nothing, and every answer is true', async () =>
  report('cuts', await proveCuts(200, 12)));

it('400 ended sessions under load end no server', async () =>
  report('terminations', await proveTerminations(house, 400)));

it('ten orderly restarts under load: the first write comes soon after each', async () =>
  report('restarts', await proveRestarts(house, 10)));

it('five times a PostgreSQL that stands still', async () => {
  for (let round = 0; round < 5; round += 1) report('freeze', await proveFreeze(house));
});
