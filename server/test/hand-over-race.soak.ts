import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Contest, openContest, raceHandOver, rivals } from './hand-over-race.ts';

let contest: Contest;
beforeAll(async () => {
  contest = await openContest();
});
afterAll(() => contest.close());

describe('50 rounds of handing over, at once through two servers', () => {
  it.each(Object.keys(rivals))('and %s: one after the other, and it wins some', async (name) => {
    expect((await raceHandOver(contest, name, 50)).handedOver).toBeGreaterThan(0);
  });
});
