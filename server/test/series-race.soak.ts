import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Contest, openContest } from './double-booking.ts';
import { report } from './figures.ts';
import { raceSeriesAgainstOneOff } from './series-race.ts';

let contest: Contest;
beforeAll(async () => {
  contest = await openContest();
});
afterAll(() => contest.close());

describe('100 rounds of a series of 52 weeks and a booking in week 37 of it, at once through two servers', () => {
  it('end with all 52, or with none and the week named: never with 51; each of the two wins some', async () => {
    const figures = await raceSeriesAgainstOneOff(contest, 100);
    report('series against one-off', figures);
    expect(figures.wonBySeries).toBeGreaterThan(0);
    expect(figures.wonBySeries).toBeLessThan(100);
  });
});
