import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Contest, openContest, raceForOneRoom, raceForTheFoldedWall } from './double-booking.ts';
import { report } from './figures.ts';

let contest: Contest;
beforeAll(async () => {
  contest = await openContest();
});
afterAll(() => contest.close());

describe('200 rounds of fifty bookings of one room at once, through two servers, for both divisions', () => {
  it('give it to exactly one of them, p99 under 500 ms', async () => {
    const figures = await raceForOneRoom(contest, 200);
    report('double booking', figures);
    expect(figures.p99).toBeLessThan(500);
  });

  it('give a folded wall to one as a whole, or each of its rooms to one, p99 under 500 ms', async () => {
    const figures = await raceForTheFoldedWall(contest, 200);
    report('folded wall', figures);
    expect(figures.p99).toBeLessThan(500);
  });
});
