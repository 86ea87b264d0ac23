import { afterAll, beforeAll, describe, it } from 'vitest';
import { report } from './figures.ts';
import { openRefreshRace, raceForOneSuccessor, type RefreshRace } from './refresh-race.ts';

let race: RefreshRace;
beforeAll(async () => {
  race = await openRefreshRace();
});
afterAll(() => race.close());

describe('twenty uses of one refresh token at once, through two servers', () => {
  it('make one successor, which all of them are given', async () => {
    report('refresh race', await raceForOneSuccessor(race, 5));
  }, 120_000);
});
