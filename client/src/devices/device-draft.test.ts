import { expect, test } from 'vitest';
import { changedDevice, type DeviceDraft } from './device-draft.ts';

const before: DeviceDraft = {
  serialNumber: 'X515-1',
  name: 'X515-1',
  categoryId: 'c1',
  place: 'Shelf 2',
  supplier: '',
  goesBackOn: '',
  purchaseDate: '2024-03-01',
  officeAccount: '',
  anydeskId: '',
  notes: '',
};

test('only what differs is sent, trimmed', () => {
  expect(changedDevice({ name: ' X515-1 ', place: ' Shelf 3 ' }, before)).toEqual({ place: 'Shelf 3' });
  expect(changedDevice({}, before)).toEqual({});
});

test('what was emptied is taken away, but a device keeps its serial number, name and category', () => {
  expect(changedDevice({ place: '', purchaseDate: ' ' }, before)).toEqual({ place: null, purchaseDate: null });
  expect(changedDevice({ serialNumber: '' }, before)).toEqual({ serialNumber: '' });
});
