import { expect, test } from 'vitest';
import { bodyErrors, bodyInput, changedInput, countOf, type BookingBody } from './booking-body.ts';

const body: BookingBody = {
  clientName: 'Khula',
  clientContactPerson: 'A. Dlamini',
  clientEmail: 'a@khula.example',
  clientPhone: '011',
  numLearners: '20',
  numFacilitators: '1',
  coffeeTeaStation: false,
  morningCatering: 'NONE',
  lunchCatering: 'NONE',
  cateringNotes: 'No nuts',
  stationeryNeeded: false,
  waterBottles: '0',
  devicesNeeded: '0',
  deviceTypePreference: 'ANY',
  offSite: null,
};

test('an edit sends what was changed and nothing else', () => {
  expect(changedInput({ numLearners: '24', clientName: 'Khula ' }, body)).toEqual({ numLearners: 24 });
  expect(changedInput({}, body)).toEqual({});
});

test('where devices go is sent whole, and only when it is another', () => {
  const offSite = {
    rentalNumber: 'R-77',
    company: 'Khula',
    contactPerson: 'A. Dlamini',
    phone: '011',
    email: '',
    address: '1 Far Road',
    returnOn: '2026-11-18',
  };
  expect(changedInput({ offSite: { ...offSite } }, { ...body, offSite })).toEqual({});
  expect(changedInput({ offSite: { ...offSite, phone: '012' } }, { ...body, offSite })).toEqual({
    offSite: { ...offSite, email: null, phone: '012' },
  });
  expect(changedInput({ offSite: null }, { ...body, offSite })).toEqual({ offSite: null });
});

test('what was emptied is sent as nothing', () => {
  expect(changedInput({ cateringNotes: ' ' }, body)).toEqual({ cateringNotes: null });
});

test('counts are whole and small; nothing typed is none', () => {
  expect([countOf(' 12 '), countOf(''), countOf('1e3'), countOf('-1'), countOf('2.5')]).toEqual([
    12,
    0,
    null,
    null,
    null,
  ]);
});

test('how many people come is asked, not assumed', () => {
  expect(bodyErrors({ ...body, numLearners: ' ' })).toEqual({ numLearners: 'Enter a number (0 is allowed).' });
  expect(bodyErrors({ ...body, clientEmail: 'nobody' })).toEqual({ clientEmail: 'Enter a valid e-mail address.' });
});

test('a draft that is older than a field sends nothing of it, and nothing that the form no longer has', () => {
  const { waterBottles: _new, ...older } = { ...body, parking: '3' };
  expect(bodyInput(older as unknown as BookingBody)).toEqual({ ...bodyInput(body), waterBottles: 0 });
});
