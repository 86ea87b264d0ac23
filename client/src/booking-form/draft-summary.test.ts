import 'temporal-polyfill/global';
import { expect, test } from 'vitest';
import { blankDraft, repeatSegment, segmentOn, type BookingDraft } from './booking-draft.ts';
import { draftSummary, outcomeWords, submitWords } from './draft-summary.ts';
import { blankLine } from '../bookings/device-lines.ts';
import { johannesburg } from '../../test/facility.ts';

const around = {
  rooms: [{ id: 'r1', name: 'Dedication' }],
  timeZone: 'Africa/Johannesburg',
  categories: [{ id: 'c1', name: 'ASUS VIVO' }],
  direct: true,
};
const segment = { ...segmentOn('2026-11-17', {}, johannesburg), roomId: 'r1' };
const blank = blankDraft(segment, 't');
const draft: BookingDraft = {
  ...blank,
  body: {
    ...blank.body,
    numLearners: '20',
    coffeeTeaStation: true,
  },
  devices: [
    { ...blankLine('LAPTOP'), quantity: '12' },
    { ...blankLine('c1'), quantity: '2' },
  ],
};

test('one time is told in full', () => {
  expect(draftSummary(draft, around)).toEqual([
    'Tue 17 Nov, 07:30 – 16:30 · Dedication',
    '21 people · coffee and tea · 12 laptops + 2 ASUS VIVO',
  ]);
});

test('several are counted, and their days told', () => {
  const several = { ...draft, segments: [segment, repeatSegment(segment, johannesburg)] };
  expect(draftSummary(several, around)[0]).toBe('2 times, 17 – 18 November 2026 · Dedication');
  expect(submitWords(several, true)).toBe('Book 2');
});

test('whoever may not book directly sees that the room is a wish', () => {
  expect(draftSummary(draft, { ...around, direct: false })[0]).toBe(
    'Tue 17 Nov, 07:30 – 16:30 · preferred: Dedication',
  );
  expect(submitWords(draft, false)).toBe('Request');
  expect(outcomeWords(draft, false)).toBe('The Room Boss will assign a room.');
});

test('an interval that cannot be is left out rather than guessed', () => {
  const broken = { ...draft, segments: [{ ...segment, to: { date: '', time: '16:30' } }] };
  expect(draftSummary(broken, around)[0]).toBe('Dedication');
});

test('devices alone have no place', () => {
  const devices: BookingDraft = {
    ...draft,
    kind: 'DEVICES_ONLY',
    body: { ...draft.body, numLearners: '', numFacilitators: '0' },
  };
  expect(draftSummary(devices, around)).toEqual(['Tue 17 Nov, 07:30 – 16:30', '12 laptops + 2 ASUS VIVO']);
  expect(submitWords(devices, true)).toBe('Request');
});
