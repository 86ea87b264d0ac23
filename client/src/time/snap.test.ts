import 'temporal-polyfill/global';
import { describe, expect, it } from 'vitest';
import { onWall, zones } from '../../test/zones.ts';
import { addDays } from './day.ts';
import { hourMs, minuteMs } from './interval.ts';
import { endFollowing, fineSnapStep, sameTimeOn, shiftedAs, snapDown, snapTo, snapUp, snapStep } from './snap.ts';

const vienna = 'Europe/Vienna';
const kathmandu = 'Asia/Kathmandu';
function at(text: string) {
  return Temporal.ZonedDateTime.from(text).epochMilliseconds;
}

describe('rounding a time under the pointer', () => {
  it('takes the nearest quarter of an hour, or five minutes', () => {
    const seven = at('2026-11-17T07:00[Africa/Johannesburg]');
    expect(snapTo(seven + 7 * minuteMs, snapStep)).toBe(seven);
    expect(snapTo(seven + 8 * minuteMs, snapStep)).toBe(seven + 15 * minuteMs);
    expect(snapTo(seven + 8 * minuteMs, fineSnapStep)).toBe(seven + 10 * minuteMs);
    expect(snapDown(seven + 14 * minuteMs, snapStep)).toBe(seven);
    expect(snapUp(seven + minuteMs, snapStep)).toBe(seven + 15 * minuteMs);
    expect(snapUp(seven, snapStep)).toBe(seven);
  });

  it('rounds the time on the wall, where zones are off by quarters and on the days when clocks change', () => {
    const wall = (instant: number, zone: string) =>
      Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(zone).minute % 15;
    expect(wall(snapTo(at('2026-11-17T10:52[Asia/Kathmandu]'), snapStep), kathmandu)).toBe(0);
    expect(wall(snapTo(at('2026-03-29T03:08[Europe/Vienna]'), snapStep), vienna)).toBe(0);
    expect(wall(snapTo(at('2026-10-25T02:52[Europe/Vienna]'), snapStep), vienna)).toBe(0);
  });
});

describe('the end of what begins at another time', () => {
  const course = { start: at('2026-03-26T07:30[Europe/Vienna]'), end: at('2026-03-27T16:30[Europe/Vienna]') };

  it('keeps its days and its time of day across the night when clocks go forward', () => {
    expect(endFollowing(course, at('2026-03-28T07:30[Europe/Vienna]'), vienna)).toBe(
      at('2026-03-29T16:30[Europe/Vienna]'),
    );
  });

  it('keeps them across the night when clocks go back', () => {
    expect(endFollowing(course, at('2026-10-24T08:00[Europe/Vienna]'), vienna)).toBe(
      at('2026-10-25T17:00[Europe/Vienna]'),
    );
  });

  it('never ends before it begins', () => {
    const night = { start: at('2026-03-28T02:30[Europe/Vienna]'), end: at('2026-03-28T03:00[Europe/Vienna]') };
    const start = at('2026-03-29T03:00[Europe/Vienna]');
    expect(endFollowing(night, start, vienna)).toBeGreaterThan(start);
  });
});

it.each(zones)('keeps days and times of day over the clocks of %s, on either way', (zone, sundays) => {
  for (const [sunday] of sundays) {
    const [before, after] = [addDays(sunday, -1), addDays(sunday, 1)];
    const course = {
      start: onWall(`${addDays(before, -2)}T07:30`, zone),
      end: onWall(`${addDays(before, -1)}T16:30`, zone),
    };
    expect(endFollowing(course, onWall(`${before}T07:30`, zone), zone)).toBe(onWall(`${sunday}T16:30`, zone));
    expect(sameTimeOn(course.start, onWall(`${after}T15:00`, zone), zone)).toBe(onWall(`${after}T07:30`, zone));
    const days = { from: onWall(`${before}T11:00`, zone), to: onWall(`${after}T12:30`, zone) };
    const moved = shiftedAs(onWall(`${before}T08:00`, zone), days, zone);
    expect(moved).toBe(onWall(`${after}T09:30`, zone));
    expect(shiftedAs(moved, { from: days.to, to: days.from }, zone)).toBe(onWall(`${before}T08:00`, zone));
    for (const quarter of [0, 1, 2, 3, 4, 5].map((index) => onWall(`${sunday}T01:00`, zone) + index * snapStep))
      expect(snapTo(quarter + 7 * minuteMs, snapStep)).toBe(quarter);
  }
});

it('finds the same time of day on another day, also over a change of clocks', () => {
  const half = at('2026-03-27T07:30[Europe/Vienna]');
  expect(sameTimeOn(half, at('2026-03-30T15:00[Europe/Vienna]'), vienna)).toBe(at('2026-03-30T07:30[Europe/Vienna]'));
  expect(at('2026-03-30T07:30[Europe/Vienna]') - half).toBe(71 * hourMs);
});

it('moves by as much as the wall says, over a change of the clocks on either way', () => {
  const friday = at('2026-03-27T08:00[Europe/Vienna]');
  const [from, to] = [at('2026-03-30T11:00[Europe/Vienna]'), at('2026-04-02T12:30[Europe/Vienna]')];
  expect(shiftedAs(friday, { from, to }, vienna)).toBe(at('2026-03-30T09:30[Europe/Vienna]'));
  expect(shiftedAs(at('2026-03-30T09:30[Europe/Vienna]'), { from: to, to: from }, vienna)).toBe(friday);
});
