import 'temporal-polyfill/global';
import { expect, test } from 'vitest';
import { displaceable, isClosed, isSameTime, conflictWords, type Conflict } from './taken-room.ts';

const zone = 'Africa/Johannesburg';
const time = { startsAt: '2026-11-17T05:30:00Z', endsAt: '2026-11-17T14:30:00Z' };
const booking: NonNullable<Conflict['booking']> = {
  id: 'b1',
  version: 1,
  reference: 'BK-1',
  status: 'CONFIRMED',
  clientName: 'Khula',
  tenant: { id: 't', code: 'TECH' },
  ...time,
};
function standing(leaf: string, found: Conflict['booking']): Conflict {
  return {
    id: `o-${leaf}`,
    // Taken from half an hour before: setup.
    startsAt: '2026-11-17T05:00:00Z',
    endsAt: time.endsAt,
    room: { id: leaf, name: leaf },
    bookedRoom: null,
    booking: found,
    closure: null,
  };
}
function closed(leaf: string): Conflict {
  return {
    ...standing(leaf, null),
    closure: {
      id: 'c1',
      version: 1,
      reason: 'Projector repair',
      startsAt: '2026-11-17T05:00:00Z',
      endsAt: '2026-11-19T14:30:00Z',
    },
  };
}

test('what stands there is named once, also where a folded wall takes two rooms', () => {
  expect(conflictWords([standing('r5', booking), standing('r6', booking)], zone).map(({ words }) => words)).toEqual([
    'Khula, Tue 17 Nov, 07:30 – 16:30',
  ]);
});

test('what may not be known is busy, for as long as the room is taken', () => {
  expect(conflictWords([standing('r5', null)], zone).map(({ words }) => words)).toEqual([
    'Busy, Tue 17 Nov, 07:00 – 16:30',
  ]);
});

test('what is closed says why, once, and until when', () => {
  expect(conflictWords([closed('r5'), closed('r6'), standing('r6', booking)], zone).map(({ words }) => words)).toEqual([
    'Closed: Projector repair, Tue 17 – Thu 19 Nov, 07:00 – 16:30',
    'Khula, Tue 17 Nov, 07:30 – 16:30',
  ]);
  expect([
    isClosed([closed('r5')]),
    isClosed([closed('r5'), standing('r6', booking)]),
    isClosed([standing('r5', null)]),
    isClosed([]),
    isClosed('asking'),
  ]).toEqual([true, false, false, false, false]);
});

test('only what is known and not over can be asked to give way', () => {
  expect(displaceable([standing('r5', booking), standing('r6', booking)])).toEqual([booking]);
  expect(displaceable([standing('r5', booking), standing('r6', null)])).toBeNull();
  expect(displaceable([standing('r5', { ...booking, status: 'COMPLETED' })])).toBeNull();
  expect(displaceable([closed('r5'), standing('r6', booking)])).toBeNull();
  expect(displaceable([])).toBeNull();
});

test('an alternative is another room at that time, or the same room at another', () => {
  const alternative = { ...time, spareSeats: 1, reason: '', room: { id: 'r', name: 'r', capacity: 10 } };
  expect(isSameTime(alternative, time)).toBe(true);
  expect(isSameTime({ ...alternative, startsAt: '2026-11-18T05:30:00Z' }, time)).toBe(false);
});
