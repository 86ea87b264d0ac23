import 'temporal-polyfill/global';
import { expect, test } from 'vitest';
import { hourMs } from '../time/interval.ts';
import { deadlineOf, leftWords, urgencyOf } from './urgency.ts';

test('the deadline is the start; off-site it is the morning before, on the wall of the facility', () => {
  const zone = 'Africa/Johannesburg';
  expect(deadlineOf('2027-03-02T06:00:00Z', false, '07:00', zone)).toBe(Date.parse('2027-03-02T06:00:00Z'));
  expect(deadlineOf('2027-03-02T06:00:00Z', true, '07:00', zone)).toBe(Date.parse('2027-03-01T05:00:00Z'));
  // 22:30 UTC is the next day in Johannesburg.
  expect(deadlineOf('2027-03-01T22:30:00Z', true, '07:00', zone)).toBe(Date.parse('2027-03-01T05:00:00Z'));
});

test('a deadline is over, soon within half a working day, or later', () => {
  const now = Date.parse('2027-03-02T06:00:00Z');
  expect([0, 1, 4 * hourMs, 4 * hourMs + 1].map((left) => urgencyOf(now + left, now))).toEqual([
    'begun',
    'soon',
    'soon',
    'later',
  ]);
});

test('how much time is left is said where it is little', () => {
  const now = Date.parse('2027-03-02T06:00:00Z');
  expect([-1, 60_000, 2.4 * hourMs, 13 * hourMs].map((left) => leftWords(now + left, now))).toEqual([
    null,
    'in 1 min',
    'in 2 h',
    null,
  ]);
});
