import 'temporal-polyfill/global';
import { expect, test } from 'vitest';
import type { StillMissingFragment } from '../graphql/generated/graphql.ts';
import { requirementsOf } from './missing.ts';

const ghost: StillMissingFragment = {
  id: 'b',
  version: 1,
  kind: 'ROOM',
  status: 'PENDING',
  startsAt: '2026-11-17T05:30:00Z',
  endsAt: '2026-11-17T14:30:00Z',
  numLearners: 20,
  numFacilitators: 1,
  room: null,
  requestedRoom: { id: 'r', name: 'Innovation' },
  coffeeTeaStation: false,
  morningCatering: 'NONE',
  lunchCatering: 'NONE',
  cateringNotes: null,
  devicesNeeded: 0,
  devicesAssigned: 0,
  deviceTypePreference: 'ANY',
};
const room = { id: 'r', name: 'Dedication', capacity: 25 };
function told(change: Partial<StillMissingFragment>) {
  return requirementsOf({ ...ghost, ...change }, 'Africa/Johannesburg').map(
    ({ what, state, note }) => `${what} ${state}: ${note}`,
  );
}

test('a ghost waits for the Room Boss, who is told the wish', () => {
  expect(told({})).toEqual(['Room open: prefers Innovation · Room Boss']);
});

test('a room says how many seats stay empty, or how many are missing', () => {
  expect(told({ status: 'CONFIRMED', room })).toEqual(['Room done: Dedication, 4 seats spare']);
  expect(told({ status: 'CONFIRMED', room, numLearners: 24 })).toEqual(['Room done: Dedication, exactly full']);
  expect(told({ status: 'CONFIRMED', room, numLearners: 27 })).toEqual(['Room done: Dedication, 3 more than it seats']);
});

test('with devices wanted it is confirmed with the last of them, without them by the Room Boss', () => {
  expect(told({ status: 'ROOM_ASSIGNED', room, devicesNeeded: 12, deviceTypePreference: 'LAPTOPS' }).slice(1)).toEqual([
    'Devices open: 12 laptops · IT desk',
    'Confirmation open: with the last device',
  ]);
  expect(told({ status: 'ROOM_ASSIGNED', room }).slice(1)).toEqual(['Confirmation open: Room Boss']);
});

test('devices that are assigned are counted, and what is missing is said until none is', () => {
  const laptops = { room, devicesNeeded: 12, deviceTypePreference: 'LAPTOPS' } as const;
  expect(told({ ...laptops, status: 'ROOM_ASSIGNED', devicesAssigned: 7 }).slice(1)).toEqual([
    'Devices open: 5 of 12 laptops · IT desk',
    'Confirmation open: with the last device',
  ]);
  expect(told({ ...laptops, status: 'CONFIRMED', devicesAssigned: 10 })).toContain(
    'Devices open: 2 of 12 laptops · IT desk',
  );
  expect(told({ ...laptops, status: 'CONFIRMED', devicesAssigned: 12 })).toContain('Devices done: 12 laptops assigned');
});

test('an in-house lunch under three days needs the client’s wishes', () => {
  const lunch = { status: 'CONFIRMED', room, lunchCatering: 'IN_HOUSE' } as const;
  expect(told(lunch)[1]).toBe('Kitchen open: lunch requests · ask the client');
  expect(told({ ...lunch, cateringNotes: 'No nuts' })[1]).toBe('Kitchen done: client’s requests noted');
  expect(told({ ...lunch, endsAt: '2026-11-19T14:30:00Z' })[1]).toBe('Kitchen done: alternating menu');
});

test('self-catered is no work for the kitchen', () => {
  expect(told({ status: 'CONFIRMED', room, lunchCatering: 'SELF_CATERED' })[1]).toBe(
    'Kitchen done: self-catered, no work',
  );
  expect(told({ status: 'CONFIRMED', room, lunchCatering: 'SELF_CATERED', coffeeTeaStation: true })[1]).toBe(
    'Kitchen done: coffee and tea',
  );
});

test('devices alone need no room; what is over needs nothing', () => {
  expect(told({ kind: 'DEVICES_ONLY', devicesNeeded: 4 })).toEqual([
    'Devices open: 4 devices · IT desk',
    'Confirmation open: with the last device',
  ]);
  expect(told({ status: 'CANCELLED' })).toEqual([]);
  expect(told({ status: 'COMPLETED', room })).toEqual([]);
});
