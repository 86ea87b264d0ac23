import { expect, test } from 'vitest';
import { johannesburg } from '../../test/facility.ts';
import { draftOf, inputOf, mistakesIn } from './facility-draft.ts';

const settings = johannesburg;
const before = draftOf(settings);
const [monday, ...others] = before.days;

test('only what was changed is sent, so that what others change meanwhile stays', () => {
  expect(inputOf(before, before)).toEqual({});
  expect(inputOf({ ...before, name: ' The House ', weekStartsOn: 'SUNDAY' }, before)).toEqual({
    name: 'The House',
    weekStartsOn: 'SUNDAY',
  });
  expect(inputOf({ ...before, usualFrom: '09:00', bookYearsAhead: '2' }, before)).toEqual({
    usualFrom: '09:00',
    usualUntil: '16:30',
    bookYearsAhead: 2,
  });
});

test('a day that closes at midnight is entered as 00:00, and sent as the end of the day', () => {
  const late = draftOf({ ...settings, openingHours: [{ opensAt: '10:00', closesAt: '24:00' }] });
  expect(late.days).toEqual([{ open: true, opensAt: '10:00', closesAt: '00:00' }]);
  expect(mistakesIn(late)).toEqual({});
  expect(inputOf(late, before).openingHours).toEqual([{ weekday: 'MONDAY', opensAt: '10:00', closesAt: '24:00' }]);
});

test('a day that is closed is not sent, and offers the hours of the others when it is opened', () => {
  expect(before.days[6]).toEqual({ open: false, opensAt: '07:00', closesAt: '19:00' });
  const days = [{ ...monday!, open: false }, ...others];
  expect(inputOf({ ...before, days }, before).openingHours?.map(({ weekday }) => weekday)).toEqual([
    'TUESDAY',
    'WEDNESDAY',
    'THURSDAY',
    'FRIDAY',
  ]);
});

test.each([
  [{ name: '  ' }, 'name'],
  [{ days: before.days.map((day) => ({ ...day, open: false })) }, 'days.0'],
  [{ days: [{ open: true, opensAt: '19:00', closesAt: '07:00' }, ...others] }, 'days.0'],
  [{ days: [monday!, { open: true, opensAt: '', closesAt: '07:00' }] }, 'days.1'],
  [{ usualUntil: '07:30' }, 'usualUntil'],
  [{ bookYearsAhead: 'ten' }, 'bookYearsAhead'],
  [{ bookYearsAhead: '0' }, 'bookYearsAhead'],
])('a mistake is found before it is sent: %o', (change, field) => {
  expect(Object.keys(mistakesIn({ ...before, ...change }))).toEqual([field]);
});
