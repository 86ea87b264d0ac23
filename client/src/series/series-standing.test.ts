import 'temporal-polyfill/global';
import { expect, test } from 'vitest';
import { leaveOut, otherRoom, usualRepeat } from './repeat-draft.ts';
import { standingOf } from './series-standing.ts';
import type { PreviewedDate } from './use-series-preview.ts';

const repeat = usualRepeat('2026-11-17');
const free: PreviewedDate = {
  index: 0,
  date: '2026-11-17',
  startsAt: '2026-11-17T05:30:00Z',
  endsAt: '2026-11-17T14:30:00Z',
  overCapacity: false,
  problem: null,
  room: null,
  conflicts: [],
  alternatives: [],
};
function taken(date: string): PreviewedDate {
  return {
    ...free,
    date,
    conflicts: [{} as PreviewedDate['conflicts'][number]],
  };
}
const cannotBe: PreviewedDate = { ...free, date: '2026-12-01', problem: 'There is no such day.' };

test('while one date clashes nothing can be sent, until it is left out or has another room', () => {
  const dates = [free, taken('2026-11-24'), taken('2026-11-25')];
  expect(standingOf('every day', dates, repeat, true)).toMatchObject({
    booked: 3,
    reason: '2 dates clash: skip them or choose another room.',
  });
  const one = leaveOut(repeat, ['2026-11-24']);
  expect(standingOf('every day', dates, one, true)).toMatchObject({
    words: 'every day, 2 dates',
    reason: '1 date clashes: skip it or choose another room.',
  });
  const both = otherRoom(one, '2026-11-25', 'r2');
  // What was read says what stands in the other room: taken as well, until it is known to be free.
  expect(standingOf('every day', dates, both, true).reason).not.toBeNull();
  expect(
    standingOf('every day', [free, taken('2026-11-24'), { ...free, date: '2026-11-25' }], both, true),
  ).toMatchObject({ booked: 2, reason: null });
});

test('a wish stands in nobody’s way, but a day that is not there stands in its own', () => {
  expect(standingOf('every day', [free, taken('2026-11-24')], repeat, false).reason).toBeNull();
  expect(standingOf('every day', [free, cannotBe], repeat, false).reason).toMatch(/^1 date clashes/);
  expect(standingOf('every day', [free, cannotBe], leaveOut(repeat, ['2026-12-01']), false)).toMatchObject({
    words: 'every day, 1 date',
    reason: null,
  });
});

test('a series of which everything is left out is none', () => {
  expect(standingOf('every day', [free], leaveOut(repeat, ['2026-11-17']), true)).toMatchObject({
    booked: 0,
    reason: 'All dates are skipped.',
  });
});
