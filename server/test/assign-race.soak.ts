import { afterAll, beforeAll, describe, it } from 'vitest';
import { raceBulkAgainstBulk, raceToAssign } from './assign-race.ts';
import { type Contest, openContest } from './double-booking.ts';
import { report } from './figures.ts';

let contest: Contest;
beforeAll(async () => {
  contest = await openContest();
});
afterAll(() => contest.close());

describe('bosses at two servers, 100 rounds', () => {
  it('who give ten ghosts one room at once: one wins, nine are told what stands there, none skips a state', async () => {
    report('ten assignments of one room', await raceToAssign(contest, 100));
  });

  it('who assign lists that cross at once, at their ghosts or only at the rooms, never dead-lock', async () => {
    report('lists that cross', await raceBulkAgainstBulk(contest, 100));
  });
});
