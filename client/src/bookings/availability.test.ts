import { expect, test } from 'vitest';
import { intervalOf } from '../time/interval.ts';
import { fitOf, groupRooms, inTheWay, isTaken, type RoomOption, type RoomsTaken } from './availability.ts';
import type { Conflict } from './taken-room.ts';

function room(id: string, capacity: number, more: Partial<RoomOption> = {}): RoomOption {
  return {
    id,
    name: id,
    capacity,
    position: Number(id.replaceAll(/\D/g, '')) || 1,
    active: true,
    longTerm: false,
    parts: [],
    ...more,
  };
}

function standing(leaf: string, startsAt: string, endsAt: string, bookingId: string | null = null): Conflict {
  return {
    id: `${leaf} ${startsAt}`,
    startsAt,
    endsAt,
    room: { id: leaf, name: leaf },
    bookedRoom: null,
    closure: null,
    booking:
      bookingId === null
        ? null
        : {
            id: bookingId,
            version: 1,
            reference: 'BK-1',
            status: 'CONFIRMED',
            clientName: 'Khula',
            startsAt,
            endsAt,
            tenant: { id: 't', code: 'TECH' },
          },
  };
}

const ten = '2026-11-17T10:00:00Z';
const noon = '2026-11-17T12:00:00Z';
const two = '2026-11-17T14:00:00Z';
function taken(occupancies: readonly Conflict[], turnaround: RoomsTaken['turnaround'] = new Map()): RoomsTaken {
  return {
    occupancies,
    turnaround,
  };
}

test('what ends at noon does not stand in the way of what starts at noon', () => {
  const known = taken([standing('r1', ten, noon)]);
  expect(inTheWay(room('r1', 20), { interval: intervalOf(noon, two) }, known)).toEqual([]);
  expect(inTheWay(room('r1', 20), { interval: intervalOf('2026-11-17T11:59:00Z', two) }, known)).toHaveLength(1);
});

test('setup and teardown are part of what is taken', () => {
  const known = taken([standing('r1', ten, noon)], new Map([['r1', { setupMinutes: 30, teardownMinutes: 0 }]]));
  expect(inTheWay(room('r1', 20), { interval: intervalOf(noon, two) }, known)).toHaveLength(1);
  expect(inTheWay(room('r1', 20), { interval: intervalOf('2026-11-17T12:30:00Z', two) }, known)).toEqual([]);
});

test('a folded wall is taken as soon as one of its rooms is, and leaves the other free', () => {
  const known = taken([standing('r5', ten, noon)]);
  const wanted = { interval: intervalOf(ten, noon) };
  expect(inTheWay(room('r24', 50, { parts: [{ id: 'r5' }, { id: 'r6' }] }), wanted, known)).toHaveLength(1);
  expect(inTheWay(room('r6', 25), wanted, known)).toEqual([]);
});

test('a booking does not stand in its own way; one that may not be known does', () => {
  const known = taken([standing('r1', ten, noon, 'own'), standing('r1', noon, two)]);
  expect(inTheWay(room('r1', 20), { interval: intervalOf(ten, two), without: 'own' }, known)).toHaveLength(1);
});

test('what is not known is not taken', () => {
  expect(isTaken('asking')).toBe(false);
  expect(isTaken([])).toBe(false);
  expect(isTaken([standing('r1', ten, noon)])).toBe(true);
});

test('above nine tenths a room is full, above its seats it is over', () => {
  expect(fitOf(18, 20)).toBe('fits');
  expect(fitOf(19, 20)).toBe('full');
  expect(fitOf(20, 20)).toBe('full');
  expect(fitOf(21, 20)).toBe('over');
});

test('rooms come best fit first; taken ones, offices and closed ones apart', () => {
  const rooms = [
    room('r1', 40),
    room('r2', 20),
    room('r3', 10),
    room('r4', 30),
    room('r5', 6, { longTerm: true }),
    room('r6', 30, { active: false }),
  ];
  const groups = groupRooms(rooms, 18, ({ id }) => id !== 'r4');
  expect(groups.map(({ label, rooms }) => [label, rooms.map(({ id }) => id)])).toEqual([
    ['Free', ['r2', 'r1']],
    ['Free, but too small', ['r3']],
    ['Taken', ['r4']],
    ['Long-term leases', ['r5']],
  ]);
});

test('while nobody knows what is free, rooms come in the order of the calendar', () => {
  expect(groupRooms([room('r2', 10), room('r1', 40)], 5, null)).toEqual([
    { label: 'Rooms', rooms: [room('r1', 40), room('r2', 10)] },
  ]);
});

test('a closed room is listed as closed, and no longer as taken', () => {
  const rooms = [room('r1', 20), room('r2', 20), room('r3', 20)];
  const names = groupRooms(
    rooms,
    10,
    ({ id }) => id === 'r1',
    ({ id }) => id === 'r3',
  ).map(({ label, rooms: some }) => `${label}: ${some.map(({ id }) => id).join()}`);
  expect(names).toEqual(['Free: r1', 'Taken: r2', 'Closed: r3']);
});
