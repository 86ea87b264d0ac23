import { afterAll, beforeAll, describe, it } from 'vitest';
import { type Contest, openContest, raceForOneRoom, raceForTheFoldedWall } from './double-booking.ts';
import { report } from './figures.ts';

let contest: Contest;
beforeAll(async () => {
  contest = await openContest();
});
afterAll(() => contest.close());

describe('fifty bookings of one room at once, through two servers, for both divisions', () => {
  it('give it to exactly one of them, and tell all others that it is taken', async () => {
    report('double booking', await raceForOneRoom(contest, 4));
  }, 120_000);

  it('give a folded wall to one as a whole, or each of its rooms to one', async () => {
    report('folded wall', await raceForTheFoldedWall(contest, 4));
  }, 120_000);
});
