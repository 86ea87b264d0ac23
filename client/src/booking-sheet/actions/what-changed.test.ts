import 'temporal-polyfill/global';
import { expect, test } from 'vitest';
import type { BookingFactsFragment } from '../../graphql/generated/graphql.ts';
import { whatChanged } from './what-changed.ts';

const before: BookingFactsFragment = {
  id: 'b',
  version: 3,
  kind: 'ROOM',
  status: 'PENDING',
  clientName: 'Khula Logistics',
  clientContactPerson: 'A. Dlamini',
  clientEmail: 'a@khula.example',
  clientPhone: '011',
  startsAt: '2026-11-17T05:30:00Z',
  endsAt: '2026-11-17T14:30:00Z',
  setupMinutes: 0,
  teardownMinutes: 0,
  setupSetByHand: false,
  teardownSetByHand: false,
  room: null,
  requestedRoom: null,
  numLearners: 20,
  numFacilitators: 1,
  coffeeTeaStation: false,
  morningCatering: 'NONE',
  lunchCatering: 'NONE',
  cateringNotes: null,
  stationeryNeeded: false,
  waterBottles: 0,
  devicesNeeded: 0,
  devicesAssigned: 0,
  deviceTypePreference: 'ANY',
  offSite: null,
  notes: null,
  bossNotes: null,
  statusReason: null,
};
function told(change: Partial<BookingFactsFragment>) {
  return whatChanged(before, { ...before, version: 4, ...change }, 'Africa/Johannesburg');
}

test('what differs is told in the words of the drawer', () => {
  expect(told({ startsAt: '2026-11-18T05:30:00Z', endsAt: '2026-11-18T14:30:00Z' })).toEqual([
    { name: 'When', before: 'Tue 17 Nov, 07:30 – 16:30', now: 'Wed 18 Nov, 07:30 – 16:30' },
  ]);
  expect(told({ numLearners: 24, notes: 'U-shape' })).toEqual([
    { name: 'People', before: '20 + 1 = 21', now: '24 + 1 = 25' },
    { name: 'Notes', before: null, now: 'U-shape' },
  ]);
});

test('a room that was given changes status, room and seats', () => {
  const names = told({ status: 'ROOM_ASSIGNED', room: { id: 'r', name: 'Dedication', capacity: 25 } }).map(
    ({ name }) => name,
  );
  expect(names).toEqual(['Status', 'Room', 'People']);
});

test('a version in which nothing shown is different says so by saying nothing', () => {
  expect(told({})).toEqual([]);
});
