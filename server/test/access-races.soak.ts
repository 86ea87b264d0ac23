import { afterAll, beforeAll, describe, it } from 'vitest';
import { type AccessRaces, givers, openAccessRaces, raceAccess } from './access-races.ts';

let house: AccessRaces;
beforeAll(async () => {
  house = await openAccessRaces();
});
afterAll(() => house.close());

describe('200 rounds of what is given while the access it comes from is taken away', () => {
  it.each(givers)('outlive it in none: %s against %s', (name, taking) => raceAccess(house, name, taking, 200), 600_000);
});
