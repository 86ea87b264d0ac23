import { afterAll, beforeAll, describe, it } from 'vitest';
import { type Contest, openContest, raceHandOver, rivals } from './hand-over-race.ts';

let contest: Contest;
beforeAll(async () => {
  contest = await openContest();
});
afterAll(() => contest.close());

describe('handing over, at once through two servers', () => {
  it.each(Object.keys(rivals))(
    'and %s: one after the other',
    async (name) => {
      await raceHandOver(contest, name, 10);
    },
    60_000,
  );
});
