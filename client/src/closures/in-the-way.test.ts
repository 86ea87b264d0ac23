import 'temporal-polyfill/global';
import { expect, test } from 'vitest';
import { intervalOf } from '../time/interval.ts';
import type { Conflict, ConflictingBooking } from '../bookings/taken-room.ts';
import { withoutCombinedRooms, sortOut, conflictsIn, takenWords } from './in-the-way.ts';

const zone = 'Africa/Johannesburg';
const times = { startsAt: '2026-11-17T06:00:00Z', endsAt: '2026-11-17T10:00:00Z' };
function booking(id: string, fields: Partial<ConflictingBooking> = {}): ConflictingBooking {
  return {
    id,
    version: 1,
    reference: id,
    status: 'CONFIRMED',
    clientName: id,
    ...times,
    tenant: { id: 't', code: 'TECH' },
    ...fields,
  };
}
function standing(leaf: string, of: ConflictingBooking | null, closure: Conflict['closure'] = null): Conflict {
  return {
    id: `${leaf} ${of?.id}`,
    ...times,
    room: { id: leaf, name: leaf },
    bookedRoom: null,
    booking: of,
    closure,
  };
}
const closure = { id: 'c', version: 1, ...times, reason: 'Paint' };

test('bookings that can give way are named once each, in the order of their start', () => {
  const early = booking('early', { startsAt: '2026-11-17T05:00:00Z' });
  const wall = booking('wall');
  expect(sortOut([standing('5', wall), standing('6', wall), standing('7', early)], zone)).toEqual({
    giving: [early, wall],
    staying: [],
  });
});

test('what is over, closed already, or not ours to know cannot', () => {
  const { giving, staying } = sortOut(
    [
      standing('4', booking('on')),
      standing('5', booking('past', { status: 'COMPLETED' })),
      standing('6', null),
      standing('7', null, closure),
    ],
    zone,
  );
  expect(giving.map(({ id }) => id)).toEqual(['on']);
  expect(staying.map(({ words }) => words)).toEqual([
    'past, Tue 17 Nov, 08:00 – 12:00, completed',
    'Busy, Tue 17 Nov, 08:00 – 12:00',
    'Closed: Paint, Tue 17 Nov, 08:00 – 12:00',
  ]);
});

test('a room is in the way by what stands in it at that time, a combined one by what stands in its parts', () => {
  const all = [standing('5', booking('b')), standing('6', null)];
  const during = (from: string, to: string) => intervalOf(`2026-11-17T${from}:00Z`, `2026-11-17T${to}:00Z`);
  const wall = { id: '24', parts: [{ id: '5' }, { id: '6' }] };
  expect(conflictsIn({ id: '5', parts: [] }, during('10:00', '12:00'), all)).toEqual([]);
  expect(conflictsIn({ id: '5', parts: [] }, during('09:59', '12:00'), all)).toEqual([all[0]]);
  expect(conflictsIn(wall, during('09:00', '12:00'), all)).toEqual(all);
});

test('a line says how many stand in a room, or that it is closed', () => {
  const wall = booking('wall');
  expect(
    [
      [],
      [standing('5', wall), standing('6', wall)],
      [standing('5', wall), standing('6', null)],
      [standing('5', null, closure)],
    ].map(takenWords),
  ).toEqual(['', '1 booking', '2 bookings', 'closed']);
});

test('a combined room is not named beside all of its parts', () => {
  const rooms = [
    { id: '4', parts: [] },
    { id: '5', parts: [] },
    { id: '6', parts: [] },
    { id: '24', parts: [{ id: '5' }, { id: '6' }] },
  ];
  const named = (...ids: readonly string[]) =>
    withoutCombinedRooms(rooms.filter(({ id }) => ids.includes(id)))
      .map(({ id }) => id)
      .join();
  expect([named('4', '5', '6', '24'), named('5', '24'), named('24'), named()]).toEqual(['4,5,6', '5,24', '24', '']);
});
