import { expect, test } from 'vitest';
import { addedDevices, addErrors, withSerialNamed, type AddDraft } from './added-devices.ts';

const draft: AddDraft = {
  serialNumbers: 'X515-1\nX515-2',
  name: '',
  categoryId: 'c1',
  place: ' Shelf 2 ',
  supplier: '',
  goesBackOn: '',
  purchaseDate: '2024-03-01',
  notes: '',
};

test('each serial number is a device with what all share, called by its serial number unless they have a name', () => {
  const shared = {
    categoryId: 'c1',
    place: 'Shelf 2',
    supplier: null,
    goesBackOn: null,
    purchaseDate: '2024-03-01',
    notes: null,
  };
  expect(addedDevices(draft)).toEqual([
    { serialNumber: 'X515-1', name: 'X515-1', ...shared },
    { serialNumber: 'X515-2', name: 'X515-2', ...shared },
  ]);
  expect(addedDevices({ ...draft, name: 'Laptop' }).map(({ name }) => name)).toEqual(['Laptop', 'Laptop']);
});

test('what is listed twice, and a category that is missing, are said before anything is sent', () => {
  expect(addErrors(draft)).toEqual({});
  expect(addErrors({ ...draft, serialNumbers: 'X515-1\nx515-1', categoryId: '' })).toEqual({
    serialNumbers: 'Listed twice: x515-1.',
    categoryId: 'Choose a category.',
  });
});

test('what the server says about one of them names its serial number', () => {
  expect(
    withSerialNamed(
      { 'devices.1.serialNumber': 'Another device has it.', 'devices.0.purchaseDate': 'Not in the future.' },
      ['X515-1', 'X515-2'],
    ),
  ).toEqual({ serialNumbers: 'X515-2: Another device has it.', purchaseDate: 'Not in the future.' });
});
