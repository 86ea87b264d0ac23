import { afterAll, beforeAll, describe, it } from 'vitest';
import { type Contest, openContest } from './double-booking.ts';
import { report } from './figures.ts';
import { raceSeriesAgainstOneOff } from './series-race.ts';

let contest: Contest;
beforeAll(async () => {
  contest = await openContest();
});
afterAll(() => contest.close());

describe('a series of 52 weeks and a booking in week 37 of it, at once through two servers', () => {
  it('end with all 52, or with none and the week named: never with 51', async () => {
    report('series against one-off', await raceSeriesAgainstOneOff(contest, 10));
  }, 120_000);
});
