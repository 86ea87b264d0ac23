import 'temporal-polyfill/global';
import { expect, test } from 'vitest';
import type { LocalInterval } from '../bookings/local-interval.ts';
import { dayLonger, openHours, wholeDays } from './whole-days.ts';
import { johannesburg } from '../../test/facility.ts';

const hours = johannesburg;
function when(from: string, to: string): LocalInterval {
  const [[fromDay = '', fromTime = ''], [toDay = '', toTime = '']] = [from.split(' '), to.split(' ')];
  return { from: { date: fromDay, time: fromTime }, to: { date: toDay, time: toTime }, endTouched: false };
}

test('whole days go from the first midnight to the end of the last day, which is its 00:00, and stay the same days when asked for again', () => {
  const whole = when('2026-11-17 00:00', '2026-11-17 00:00');
  expect(wholeDays(when('2026-11-17 09:00', '2026-11-17 12:00'))).toEqual(whole);
  expect(wholeDays(whole)).toEqual(whole);
  expect(wholeDays(when('2026-11-17 09:00', '2026-11-19 12:00'))).toEqual(when('2026-11-17 00:00', '2026-11-19 00:00'));
});

test('opening hours are those of the same days', () => {
  expect(openHours(when('2026-11-17 00:00', '2026-11-17 00:00'), hours)).toEqual(
    when('2026-11-17 07:00', '2026-11-17 19:00'),
  );
  expect(openHours(when('2026-11-17 09:00', '2026-11-18 12:00'), hours)).toEqual(
    when('2026-11-17 07:00', '2026-11-18 19:00'),
  );
});

test('a day longer moves the end over the end of a month; what has no day yet stays as it is', () => {
  expect(dayLonger(when('2026-11-30 07:00', '2026-11-30 19:00'))).toEqual(when('2026-11-30 07:00', '2026-12-01 19:00'));
  const blank = when(' 07:00', ' 19:00');
  expect([wholeDays(blank), openHours(blank, hours), dayLonger(blank)]).toEqual([blank, blank, blank]);
});
