import { afterAll, afterEach, beforeAll, describe, it } from 'vitest';
import { raceBulkAgainstBulk, raceToAssign } from './assign-race.ts';
import { type Contest, openContest, raceForOneRoom, raceForTheFoldedWall } from './double-booking.ts';
import { report } from './figures.ts';
import { raceSeriesAgainstOneOff } from './series-race.ts';

// One pair of servers for all of them, and each finds the rooms free.
let contest: Contest;
beforeAll(async () => {
  contest = await openContest();
});
afterEach(() => contest.facility.superuser.query('delete from bookings'));
afterAll(() => contest.close());

describe('fifty bookings of one room at once, through two servers, for both divisions', () => {
  it('give it to exactly one of them, and tell all others that it is taken', async () => {
    report('double booking', await raceForOneRoom(contest, 4));
  }, 120_000);

  it('give a folded wall to one as a whole, or each of its rooms to one', async () => {
    report('folded wall', await raceForTheFoldedWall(contest, 4));
  }, 120_000);
});

describe('bosses at two servers', () => {
  it('who give ten ghosts one room at once: one wins, nine are told what stands there, none skips a state', async () => {
    report('ten assignments of one room', await raceToAssign(contest, 10));
  }, 120_000);

  it('who assign lists that cross at once, at their ghosts or only at the rooms, never dead-lock: one list is done whole, the other not at all', async () => {
    report('lists that cross', await raceBulkAgainstBulk(contest, 10));
  }, 120_000);
});

describe('a series of 52 weeks and a booking in week 37 of it, at once through two servers', () => {
  it('end with all 52, or with none and the week named: never with 51', async () => {
    report('series against one-off', await raceSeriesAgainstOneOff(contest, 10));
  }, 120_000);
});
