import { expect, test } from 'vitest';
import { firstOf, mergeRows } from './steady-rows.ts';

function row(id: string, place = 'shelf') {
  return { id, place };
}

test('rows keep their places: what is gone is marked, what is back is a row again, what is new comes last', () => {
  const first = mergeRows([], [row('a'), row('b'), row('c')]);
  expect(first.map(({ isGone }) => isGone)).toEqual([false, false, false]);
  const second = mergeRows(first, [row('c', 'trolley'), row('d'), row('a')]);
  expect(second).toEqual([
    { row: row('a'), isGone: false },
    { row: row('b'), isGone: true },
    { row: row('c', 'trolley'), isGone: false },
    { row: row('d'), isGone: false },
  ]);
  expect(mergeRows(second, [row('b')])[1]).toEqual({ row: row('b'), isGone: false });
});

test('what is suggested stands first in its own order; what is not listed is left out', () => {
  const rows = mergeRows([], [row('a'), row('b'), row('c')]);
  expect(firstOf(rows, ['c', 'x', 'b']).map(({ row: { id } }) => id)).toEqual(['c', 'b', 'a']);
});
