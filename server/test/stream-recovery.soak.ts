import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { report } from './figures.ts';
import { disasters, promisedMs, RecoveringHouse } from './stream-recovery.ts';

const times = 10;
let house: RecoveringHouse;

beforeAll(async () => {
  house = await RecoveringHouse.open();
}, 120_000);
afterAll(() => house.close());

describe('ten times each, under a running server', () => {
  it.each(disasters)('%s leaves every screen true within 30 s', async (disaster) => {
    const took: number[] = [];
    for (let time = 0; time < times; time += 1) took.push(Math.round(await house.survive(disaster)));
    report(`every screen true after ${disaster}, ms`, {
      ...Object.fromEntries(took.map((ms, time) => [`${time + 1}`, ms])),
      longest: Math.max(...took),
    });
    expect(Math.max(...took)).toBeLessThan(promisedMs);
  });
});
