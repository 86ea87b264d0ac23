import 'temporal-polyfill/global';
import { expect, test } from 'vitest';
import { blankDraft, segmentOn, type BookingDraft } from './booking-draft.ts';
import { draftErrors, draftInput, leavesAndRepeats, seriesInput } from './draft-input.ts';
import { blankLine } from '../bookings/device-lines.ts';
import { usualRepeat } from '../series/repeat-draft.ts';
import { johannesburg } from '../../test/facility.ts';

const zone = 'Africa/Johannesburg';
const now = Date.parse('2026-11-16T08:00:00Z');
const lastDay = '2036-11-16';

function draft(change: Partial<BookingDraft> = {}, body: Partial<BookingDraft['body']> = {}): BookingDraft {
  const blank = blankDraft({ ...segmentOn('2026-11-17', {}, johannesburg), roomId: 'r1' }, 't1');
  const client = {
    clientName: ' Khula ',
    clientContactPerson: 'A. Dlamini',
    clientEmail: 'a@khula.example',
    clientPhone: '011',
  };
  return { ...blank, body: { ...blank.body, ...client, numLearners: '20', ...body }, ...change };
}

const fourLaptops = [{ ...blankLine('LAPTOP'), quantity: '4' }];

test('a draft becomes the input: trimmed, counted, in UTC, with its key', () => {
  const full = draft();
  expect(draftErrors(full, zone, now, lastDay)).toEqual({});
  expect(draftInput(full, zone)).toEqual({
    idempotencyKey: full.idempotencyKey,
    tenantId: 't1',
    kind: 'ROOM',
    clientName: 'Khula',
    clientContactPerson: 'A. Dlamini',
    clientEmail: 'a@khula.example',
    clientPhone: '011',
    numLearners: 20,
    numFacilitators: 1,
    coffeeTeaStation: false,
    morningCatering: 'NONE',
    lunchCatering: 'NONE',
    cateringNotes: null,
    stationeryNeeded: false,
    waterBottles: 0,
    offSite: null,
    devices: [],
    acknowledgeOverCapacity: false,
    segments: [{ startsAt: '2026-11-17T05:30:00Z', endsAt: '2026-11-17T14:30:00Z', roomId: 'r1', note: null }],
  });
});

test('the same draft is the same input each time it is sent, so that the server knows it again', () => {
  const same = draft();
  expect(JSON.stringify(draftInput(same, zone))).toBe(JSON.stringify(draftInput(structuredClone(same), zone)));
});

test('mistakes carry the paths of the server', () => {
  const blank = blankDraft(segmentOn('2026-11-17', {}, johannesburg), '');
  const past = { ...segmentOn('2026-11-13', {}, johannesburg) };
  const errors = draftErrors({ ...blank, segments: [...blank.segments, past] }, zone, now, lastDay);
  expect(Object.keys(errors).toSorted()).toEqual(
    [
      'clientContactPerson',
      'clientEmail',
      'clientName',
      'clientPhone',
      'numLearners',
      'segments.1.endsAt',
      'tenantId',
    ].toSorted(),
  );
  expect(errors['segments.1.endsAt']).toBe('This has already ended.');
});

test('counts are whole numbers, and somebody comes', () => {
  expect(draftErrors(draft({}, { numLearners: '2.5' }), zone, now, lastDay)).toEqual({
    numLearners: 'Enter a whole number.',
  });
  expect(draftErrors(draft({}, { waterBottles: '-1' }), zone, now, lastDay)).toEqual({
    waterBottles: 'Enter a whole number.',
  });
  expect(draftErrors(draft({}, { numLearners: '0', numFacilitators: '0' }), zone, now, lastDay)).toEqual({
    numLearners: 'Enter at least one person.',
  });
});

test('devices alone take no room and no catering, and are at least one', () => {
  const body = { numLearners: '0', numFacilitators: '0', lunchCatering: 'IN_HOUSE', waterBottles: 'many' } as const;
  expect(draftErrors(draft({ kind: 'DEVICES_ONLY' }, body), zone, now, lastDay)).toEqual({
    'devices.0.quantity': 'Enter at least one device.',
  });
  const input = draftInput(draft({ kind: 'DEVICES_ONLY', devices: fourLaptops }, body), zone);
  expect(input).toMatchObject({
    kind: 'DEVICES_ONLY',
    devices: [{ kind: 'LAPTOP', categoryId: null, quantity: 4, note: null }],
    lunchCatering: 'NONE',
    waterBottles: 0,
    segments: [{ roomId: null }],
  });
});

const offSite = {
  rentalNumber: ' R-77 ',
  company: 'Khula',
  contactPerson: 'A. Dlamini',
  phone: '011',
  email: '',
  address: '1 Far Road',
  returnOn: '2026-11-18',
};

test('devices alone may leave the building; with a room they stay, whatever was typed before', () => {
  const devices = { offSite };
  expect(draftInput(draft({ kind: 'DEVICES_ONLY', devices: fourLaptops }, devices), zone).offSite).toEqual({
    ...offSite,
    rentalNumber: 'R-77',
    email: null,
  });
  expect(draftInput(draft({}, devices), zone).offSite).toBeNull();
  expect(draftErrors(draft({}, { offSite: { ...offSite, address: '' } }), zone, now, lastDay)).toEqual({});
  const errors = draftErrors(
    draft(
      { kind: 'DEVICES_ONLY', devices: fourLaptops },
      { offSite: { ...offSite, address: ' ', email: 'nobody', returnOn: '' } },
    ),
    zone,
    now,
    lastDay,
  );
  expect(errors).toEqual({
    'offSite.address': 'Enter the address.',
    'offSite.email': 'Enter a valid e-mail address.',
    'offSite.returnOn': 'Enter the return date.',
  });
});

test('a series is its first date, its rule, and what was decided about the dates that it still has', () => {
  const repeat = {
    ...usualRepeat('2026-11-17'),
    count: '3',
    leaveOut: ['2026-11-24', '2026-11-25'],
    rooms: { '2026-12-01': 'r2', '2026-12-02': 'r3' },
  };
  const repeated = draft({ repeat });
  const { first, rule, leaveOut, rooms, ...request } = seriesInput(repeated, zone, [
    '2026-11-17',
    '2026-11-24',
    '2026-12-01',
  ]);
  expect({ first, rule, leaveOut, rooms }).toEqual({
    first: { startsAt: '2026-11-17T05:30:00Z', endsAt: '2026-11-17T14:30:00Z', roomId: 'r1', note: null },
    rule: { frequency: 'WEEKLY', every: 1, weekdays: ['TUESDAY'], until: null, count: 3 },
    leaveOut: ['2026-11-24'],
    rooms: [{ date: '2026-12-01', roomId: 'r2' }],
  });
  expect(request).toMatchObject({ clientName: 'Khula', idempotencyKey: repeated.idempotencyKey });
  expect(request).not.toHaveProperty('segments');
  expect(draftErrors(draft({ repeat: { ...repeat, count: '201' } }), zone, now, lastDay)).toEqual({
    'rule.count': 'Enter a number from 1 to 200.',
  });
});

test('what leaves the building does not repeat; what stays does', () => {
  const repeat = usualRepeat('2026-11-17');
  const devices = { offSite };
  expect(leavesAndRepeats(draft({ kind: 'DEVICES_ONLY', repeat }, devices))).toMatch(/its own return date/);
  expect(leavesAndRepeats(draft({ kind: 'DEVICES_ONLY' }, devices))).toBeNull();
  expect(leavesAndRepeats(draft({ kind: 'DEVICES_ONLY', repeat }))).toBeNull();
  // With a room they stay, whatever was typed before.
  expect(leavesAndRepeats(draft({ repeat }, devices))).toBeNull();
});

test('what is too far ahead is said at its field, with the last day; a series as well says so', () => {
  const [segment] = draft().segments;
  const at = (from: string, to: string) => [
    { ...segment!, from: { date: from, time: '08:00' }, to: { date: to, time: '00:00' } },
  ];
  const words = 'Bookings can be made up to 16 November 2036.';
  expect(draftErrors(draft({ segments: at('3028-01-04', '3028-01-05') }), zone, now, lastDay)).toEqual({
    'segments.0.startsAt': words,
  });
  expect(draftErrors(draft({ segments: at('2036-11-16', '2036-11-17') }), zone, now, lastDay)).toEqual({
    'segments.0.endsAt': words,
  });
  expect(draftErrors(draft({ segments: at('2036-11-16', '2036-11-16') }), zone, now, lastDay)).toEqual({});
  const repeat = { ...usualRepeat('2026-11-17'), ends: 'until' as const };
  expect(draftErrors(draft({ repeat: { ...repeat, until: '3028-01-04' } }), zone, now, lastDay)).toEqual({
    'rule.until': words,
  });
  expect(draftErrors(draft({ repeat: { ...repeat, until: lastDay } }), zone, now, lastDay)).toEqual({});
  const offSite = {
    rentalNumber: 'R-1',
    company: 'Khula',
    contactPerson: 'A. Dlamini',
    phone: '011',
    email: '',
    address: '1 Main Road',
    returnOn: '3028-01-04',
  };
  expect(draftErrors(draft({ kind: 'DEVICES_ONLY', devices: fourLaptops }, { offSite }), zone, now, lastDay)).toEqual({
    'offSite.returnOn': 'Devices can be lent up to 16 November 2036.',
  });
});
