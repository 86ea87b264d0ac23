import { expect, it } from 'vitest';
import { hourMs, minuteMs } from './interval.ts';
import { tickStep, ticksOf } from './ticks.ts';

const open = { start: 7 * hourMs, end: 19 * hourMs };

it('sets the lines of a day as close as they have room', () => {
  expect(tickStep(open, 1200, 24)).toBe(15 * minuteMs);
  expect(tickStep(open, 1200, 30)).toBe(30 * minuteMs);
  expect(tickStep(open, 160, 28)).toBe(3 * hourMs);
  expect(tickStep(open, 36, 28)).toBeNull();
});

it('draws a line at each step, and one more or less on a day of 25 or 23 hours', () => {
  expect(ticksOf(open, 3 * hourMs)).toEqual([7, 10, 13, 16].map((hour) => hour * hourMs));
  expect(ticksOf({ start: 0, end: 23 * hourMs }, hourMs)).toHaveLength(23);
  expect(ticksOf({ start: 0, end: 25 * hourMs }, hourMs)).toHaveLength(25);
});
