import { expect, it } from 'vitest';
import { HOUR, MINUTE } from './interval.ts';
import { tickStep, ticksOf } from './ticks.ts';

const open = { start: 7 * HOUR, end: 19 * HOUR };

it('sets the lines of a day as close as they have room', () => {
  expect(tickStep(open, 1200, 24)).toBe(15 * MINUTE);
  expect(tickStep(open, 1200, 30)).toBe(30 * MINUTE);
  expect(tickStep(open, 160, 28)).toBe(3 * HOUR);
  expect(tickStep(open, 36, 28)).toBeNull();
});

it('draws a line at each step, and one more or less on a day of 25 or 23 hours', () => {
  expect(ticksOf(open, 3 * HOUR)).toEqual([7, 10, 13, 16].map((hour) => hour * HOUR));
  expect(ticksOf({ start: 0, end: 23 * HOUR }, HOUR)).toHaveLength(23);
  expect(ticksOf({ start: 0, end: 25 * HOUR }, HOUR)).toHaveLength(25);
});
