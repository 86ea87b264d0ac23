import { afterAll, beforeAll, describe, it } from 'vitest';
import { openDeskContest, raceAtTheDesk, raceForACategory } from './desk-race.ts';
import type { Contest } from './double-booking.ts';
import { report } from './figures.ts';

let contest: Contest;
beforeAll(async () => {
  contest = await openDeskContest();
});
afterAll(() => contest.close());

describe('fifty people at the desk, through two servers, for both divisions', () => {
  it('who assign one serial number at once: one gets it, and each of the others is offered one that is free', async () => {
    report('one serial number at the desk', await raceAtTheDesk(contest, 4));
  }, 120_000);

  it('who follow what is offered to them share ten devices, and nobody gives up before the last is gone', async () => {
    report('ten devices for fifty', await raceForACategory(contest, 2));
  }, 120_000);
});
