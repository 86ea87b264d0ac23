import 'temporal-polyfill/global';
import { expect, it } from 'vitest';
import { changeWords } from './change-words.ts';

const facts = {
  status: 'CONFIRMED',
  startsAt: '2026-12-01T06:00:00Z',
  endsAt: '2026-12-01T08:00:00Z',
  room: { id: '1', name: 'Honesty' },
  requestedRoom: null,
  numLearners: 20,
  numFacilitators: 1,
  coffeeTeaStation: false,
  morningCatering: 'NONE',
  lunchCatering: 'NONE',
  stationeryNeeded: false,
  waterBottles: 0,
  devicesNeeded: 0,
  deviceTypePreference: 'ANY',
  requester: null,
};
function words(changed: readonly string[], after: object, type = 'BOOKING_CHANGED') {
  return changeWords(
    { type, changed, before: facts, after: { ...facts, ...after } } as never,
    'Africa/Johannesburg',
    Date.parse('2026-11-20T06:00:00Z'),
  );
}

it('says before and after of all that changed, with the year where it is another', () => {
  expect(
    words(['TIMES', 'ROOM', 'PEOPLE'], {
      startsAt: '2027-01-05T06:00:00Z',
      endsAt: '2027-01-05T08:00:00Z',
      room: null,
      numLearners: 25,
    }),
  ).toEqual([
    { name: 'When', before: 'Tue 1 Dec, 08:00 – 10:00', after: 'Tue 5 Jan 2027, 08:00 – 10:00' },
    { name: 'Room', before: 'Honesty', after: 'none' },
    { name: 'People', before: '20 + 1', after: '25 + 1' },
  ]);
  expect(
    words(['SUPPLIES', 'DEVICES'], {
      stationeryNeeded: true,
      waterBottles: 3,
      devicesNeeded: 1,
      deviceTypePreference: 'LAPTOPS',
    }),
  ).toEqual([
    { name: 'Supplies', before: 'none', after: 'stationery, 3 water' },
    { name: 'Devices', before: 'none', after: '1 laptop' },
  ]);
});

it('tells other wishes where the words stay the same, and the status only of what was changed', () => {
  expect(words(['CATERING'], {})).toEqual([{ name: 'Catering', before: 'none', after: null }]);
  expect(words(['STATUS'], { status: 'PENDING' })).toEqual([
    { name: 'Status', before: 'confirmed', after: 'needs a room' },
  ]);
  expect(words(['STATUS'], { status: 'REJECTED' }, 'BOOKING_REJECTED')).toEqual([]);
});
