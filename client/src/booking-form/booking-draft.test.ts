import 'temporal-polyfill/global';
import { expect, test } from 'vitest';
import {
  blankDraft,
  deviceTimesIn,
  drawnInto,
  isTouched,
  placeOf,
  nextSegment,
  repeatSegment,
  segmentOn,
  usualDay,
  withDeviceLines,
  withReturnInTime,
} from './booking-draft.ts';
import { blankLine } from '../bookings/device-lines.ts';
import { blankOffSite } from '../bookings/off-site-body.ts';
import { johannesburg } from '../../test/facility.ts';

function at(text: string) {
  return Date.parse(text);
}

test('a new booking begins today, as long as something of the day is left', () => {
  expect(usualDay('2026-11-16', at('2026-11-17T05:40:00Z'), johannesburg)).toBe('2026-11-17');
  expect(usualDay('2026-11-16', at('2026-11-17T14:30:00Z'), johannesburg)).toBe('2026-11-18');
});

test('at a weekend, or late on a Friday, it begins on Monday', () => {
  expect(usualDay('2026-11-16', at('2026-11-21T08:00:00Z'), johannesburg)).toBe('2026-11-23');
  expect(usualDay('2026-11-16', at('2026-11-20T15:00:00Z'), johannesburg)).toBe('2026-11-23');
});

test('it begins in the week on the screen, but never in one that is over', () => {
  expect(usualDay('2026-12-07', at('2026-11-17T08:00:00Z'), johannesburg)).toBe('2026-12-07');
  expect(usualDay('2026-10-05', at('2026-11-17T08:00:00Z'), johannesburg)).toBe('2026-11-17');
});

test('the usual hours are those on the wall; a place in the calendar brings its own', () => {
  expect(segmentOn('2026-11-17', {}, johannesburg)).toMatchObject({
    from: { date: '2026-11-17', time: '07:30' },
    to: { date: '2026-11-17', time: '16:30' },
    endTouched: false,
    roomId: '',
  });
  expect(
    segmentOn(
      '2026-11-17',
      { startsAt: '2026-11-19T08:00:00Z', endsAt: '2026-11-19T10:00:00Z', roomId: 'r1' },
      johannesburg,
    ),
  ).toMatchObject({
    from: { date: '2026-11-19', time: '10:00' },
    to: { date: '2026-11-19', time: '12:00' },
    endTouched: true,
    roomId: 'r1',
  });
});

test('a repeated segment follows on the next working day, in the same room, at the same hours and length', () => {
  const friday = { ...segmentOn('2026-11-20', {}, johannesburg), roomId: 'r1', note: 'U-shape' };
  const repeated = repeatSegment(friday, johannesburg);
  expect(repeated).toMatchObject({
    from: { date: '2026-11-23', time: '07:30' },
    to: { date: '2026-11-23', time: '16:30' },
    roomId: 'r1',
    note: 'U-shape',
  });
  expect(repeated.id).not.toBe(friday.id);
  const long = { ...friday, to: { date: '2026-11-24', time: '12:00' } };
  expect(repeatSegment(long, johannesburg)).toMatchObject({
    from: { date: '2026-11-25' },
    to: { date: '2026-11-29', time: '12:00' },
  });
});

test('an added segment leaves its place open', () => {
  const first = { ...segmentOn('2026-11-17', {}, johannesburg), roomId: 'r1', note: 'U-shape' };
  expect(nextSegment([first], johannesburg)).toMatchObject({ from: { date: '2026-11-18' }, roomId: '', note: '' });
});

test('devices out there come back with the end of the booking, unless a later day was chosen', () => {
  const blank = blankDraft(segmentOn('2026-11-20', {}, johannesburg), '');
  const due = (returnOn: string) =>
    withReturnInTime({ ...blank, body: { ...blank.body, offSite: { ...blankOffSite, returnOn } } }).body.offSite
      ?.returnOn;
  expect(due('2026-11-17')).toBe('2026-11-20');
  expect(due('2026-11-24')).toBe('2026-11-24');
  expect(due('')).toBe('');
  expect(withReturnInTime(blank)).toBe(blank);
});

test('a draft is worth keeping once something was typed into it', () => {
  const blank = blankDraft(segmentOn('2026-11-17', {}, johannesburg), '');
  expect(isTouched(blank)).toBe(false);
  expect(isTouched({ ...blank, tenantId: 't' })).toBe(false);
  expect(isTouched({ ...blank, body: { ...blank.body, clientName: 'K' } })).toBe(true);
  expect(isTouched({ ...blank, devices: [{ ...blankLine(), quantity: '1' }] })).toBe(true);
  expect(isTouched({ ...blank, devices: [blankLine('LAPTOP'), blankLine()] })).toBe(true);
  expect(isTouched({ ...blank, segments: [...blank.segments, ...blank.segments] })).toBe(true);
});

test('a copy is touched by what was typed over it', () => {
  const blank = blankDraft(segmentOn('2026-11-17', {}, johannesburg), '');
  const copied = { ...blank, body: { ...blank.body, clientName: 'K' } };
  expect(isTouched(copied, copied.body)).toBe(false);
  expect(isTouched({ ...copied, body: { ...copied.body, clientName: 'L' } }, copied.body)).toBe(true);
});

test('devices that leave the building are wanted to the end of their day of return', () => {
  const blank = blankDraft(segmentOn('2026-11-20', {}, johannesburg), '');
  const offSite = { ...blankOffSite, returnOn: '2026-11-24' };
  const ends = (draft: Parameters<typeof deviceTimesIn>[0]) =>
    deviceTimesIn(draft, johannesburg.timeZone).map(({ end }) => new Date(end).toISOString());
  expect(ends({ ...blank, kind: 'DEVICES_ONLY', body: { ...blank.body, offSite } })).toEqual([
    '2026-11-24T22:00:00.000Z',
  ]);
  expect(ends({ ...blank, body: { ...blank.body, offSite } })).toEqual(['2026-11-20T14:30:00.000Z']);
  expect(ends({ ...blank, kind: 'DEVICES_ONLY', body: { ...blank.body, offSite: blankOffSite } })).toEqual([
    '2026-11-20T14:30:00.000Z',
  ]);
});

test('devices that are copied are no typing; others are', () => {
  const devices = [{ ...blankLine('LAPTOP'), quantity: '12' }];
  const copied = { ...blankDraft(segmentOn('2026-11-17', {}, johannesburg), ''), devices };
  expect(isTouched(copied, copied.body, devices)).toBe(false);
  expect(isTouched({ ...copied, devices: [{ ...blankLine('LAPTOP'), quantity: '13' }] }, copied.body, devices)).toBe(
    true,
  );
});

test('a draft that is older than its lines of devices keeps what it asked for', () => {
  const { devices: _none, ...blank } = blankDraft(segmentOn('2026-11-17', {}, johannesburg), '');
  const older = { ...blank, body: { ...blank.body, devicesNeeded: '12', deviceTypePreference: 'LAPTOPS' } as const };
  expect(withDeviceLines(older).devices).toMatchObject([{ quantity: '12', preference: 'LAPTOP' }]);
});

test('what is drawn goes into a draft once: after a reload it is what was typed since that counts', () => {
  const start = { startsAt: '2026-11-17T08:00:00Z', endsAt: '2026-11-17T10:00:00Z', roomId: 'r' };
  const place = placeOf(start) ?? '';
  const blank = blankDraft(segmentOn('2026-11-17', {}, johannesburg), '');
  const segment = segmentOn('2026-11-17', start, johannesburg);
  const drawn = drawnInto(blank, segment, place);
  expect(drawn.segments).toMatchObject([{ from: { time: '10:00' }, to: { time: '12:00' }, roomId: 'r' }]);
  const typed = { ...drawn, segments: drawn.segments.map((one) => ({ ...one, to: { ...one.to, time: '15:00' } })) };
  expect(drawnInto(typed, segment, place)).toEqual(typed);
  const two = { ...typed, segments: [...typed.segments, nextSegment(typed.segments, johannesburg)] };
  expect(drawnInto(two, segment, place).segments).toHaveLength(2);
  expect(drawnInto(two, segment, 'elsewhere').segments).toHaveLength(3);
  expect(placeOf({})).toBeUndefined();
});

test('each draft has a key of its own', () => {
  const segment = segmentOn('2026-11-17', {}, johannesburg);
  expect(blankDraft(segment, '').idempotencyKey).not.toBe(blankDraft(segment, '').idempotencyKey);
});
