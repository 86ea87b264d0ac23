import { expect, test } from 'vitest';
import {
  entriesOf,
  inPortions,
  noChoices,
  placedWords,
  stillDone,
  withRefusals,
  withTicks,
  type Placement,
} from './plan-entries.ts';

function placement(id: string, version = 1) {
  return { booking: { id }, version } as Placement;
}
const plan = [placement('a'), placement('b'), placement('c')];
function waiting(id: string, version = 1, status = 'PENDING') {
  return { id, version, status };
}
function ticks(...given: Parameters<typeof entriesOf>) {
  return entriesOf(...given).flatMap(({ booking, ticked }) => (ticked ? booking.id : []));
}

test('all are ticked to begin with, and each can be left out and put back', () => {
  expect(ticks(plan, noChoices, null)).toEqual(['a', 'b', 'c']);
  const without = withTicks(noChoices, ['b'], false);
  expect(ticks(plan, without, null)).toEqual(['a', 'c']);
  expect(ticks(plan, withTicks(without, ['a', 'b'], true), null)).toEqual(['a', 'b', 'c']);
});

test('what changed since, has a room by now, or is gone is marked and not ticked, however it was ticked', () => {
  const live = [waiting('a', 2), waiting('b', 1, 'ROOM_ASSIGNED')];
  const entries = entriesOf(plan, withTicks(noChoices, ['a', 'b', 'c'], true), live);
  expect(entries.map(({ ticked }) => ticked)).toEqual([false, false, false]);
  expect(entries.map(({ stale }) => stale)).toEqual([
    'Changed since the plan was made. Plan again.',
    'No longer needs a room.',
    'No longer needs a room.',
  ]);
});

test('what the calendar shows older than the plan is not a change', () => {
  expect(ticks([placement('a', 3)], noChoices, [waiting('a', 2)])).toEqual(['a']);
});

test('what was refused says why and is left out of the next try; the rest stays ticked', () => {
  const entries = entriesOf(plan, withRefusals(noChoices, [{ bookingId: 'b', message: 'Taken.' }]), null);
  expect(entries.map(({ ticked, refused }) => [ticked, refused])).toEqual([
    [true, null],
    [false, 'Taken.'],
    [true, null],
  ]);
});

test('what was accepted and undone waits again; a calendar that lags behind undoes nothing', () => {
  const done = new Map([
    ['a', 2],
    ['b', 2],
  ]);
  expect([...stillDone(done, [waiting('a', 3), waiting('b', 1)])]).toEqual(['b']);
  expect([...stillDone(done, [waiting('a', 3, 'ROOM_ASSIGNED')])]).toEqual(['a', 'b']);
  expect([...stillDone(done, null)]).toEqual(['a', 'b']);
});

test('counts in words', () => {
  expect(placedWords(17, 3)).toBe('17 of 20 placed · 3 not');
  expect(placedWords(17, 0)).toBe('All 17 placed');
  expect(placedWords(1, 0)).toBe('1 of 1 placed');
  expect(placedWords(0, 2)).toBe('0 of 2 placed · 2 not');
  expect(placedWords(1, 2, 5)).toBe('5 assigned · 1 more could be · 2 not placed');
  expect(placedWords(0, 0, 5)).toBe('5 assigned');
  expect(placedWords(0, 0)).toBe('No bookings need a room in this period');
});

test('more than the server takes at once go in portions', () => {
  expect(inPortions([1, 2, 3, 4, 5], 2)).toEqual([[1, 2], [3, 4], [5]]);
  expect(inPortions([], 2)).toEqual([]);
});
