import 'temporal-polyfill/global';
import { describe, expect, it } from 'vitest';
import { facilityOpen, johannesburg } from '../../test/facility.ts';
import { onWall, zones } from '../../test/zones.ts';
import { addDays, dateOf, dayOf, isDate, openDayFrom, wallHoursOn } from './day.ts';
import { addMonths, firstOfWeek, monthGrid, weekOf } from './week.ts';

const openingHours = johannesburg;

describe('weeks', () => {
  it('begin on the day that the facility says, whatever day they are asked for by', () => {
    expect(['2026-11-16', '2026-11-18', '2026-11-22'].map((date) => firstOfWeek(date, 'MONDAY'))).toEqual([
      '2026-11-16',
      '2026-11-16',
      '2026-11-16',
    ]);
    expect(firstOfWeek('2027-01-01', 'MONDAY')).toBe('2026-12-28');
    expect(['2026-11-15', '2026-11-21'].map((date) => firstOfWeek(date, 'SUNDAY'))).toEqual([
      '2026-11-15',
      '2026-11-15',
    ]);
  });

  it('begin and end at midnight of the facility, not of whoever looks', () => {
    const week = weekOf('2026-11-18', 'Africa/Johannesburg', openingHours);
    expect(new Date(week.start).toISOString()).toBe('2026-11-15T22:00:00.000Z');
    expect(new Date(week.end).toISOString()).toBe('2026-11-22T22:00:00.000Z');
    for (const [zone] of zones) {
      const { start, end } = weekOf('2026-11-18', zone, openingHours);
      expect([start, end]).toEqual([onWall('2026-11-16T00:00', zone), onWall('2026-11-23T00:00', zone)]);
    }
  });

  it('tell the day of an instant by the facility too', () => {
    expect(dateOf(Date.parse('2026-11-15T22:30:00Z'), 'Africa/Johannesburg')).toBe('2026-11-16');
  });
});

describe('months', () => {
  it('are shown whole, in weeks', () => {
    const grid = monthGrid('2026-11-18', 'MONDAY');
    expect(grid[0]![0]).toBe('2026-10-26');
    expect(grid.flat()).toContain('2026-11-30');
    expect(grid.every((week) => week.length === 7)).toBe(true);
  });

  it('turn without running over their end', () => {
    expect(addMonths('2026-01-31', 1)).toBe('2026-02-01');
    expect(addMonths('2026-11-16', -11)).toBe('2025-12-01');
  });
});

describe('a day in an address', () => {
  it('is taken only if there is such a day', () => {
    expect(['2026-11-18', '2028-02-29'].every(isDate)).toBe(true);
    expect(
      ['2026-02-29', '2026-13-01', 'today', '20261118', '0000-01-01', '9999-12-31', '', null, 7].some(isDate),
    ).toBe(false);
  });

  it('moves over the ends of months and years', () => {
    expect(addDays('2026-12-31', 1)).toBe('2027-01-01');
    expect(addDays('2026-03-01', -7)).toBe('2026-02-22');
  });
});

describe.each(zones)('opening hours in %s', (zone, sundays) => {
  const closed = { opensAt: null, closesAt: null };
  const hours = {
    ...facilityOpen('08:00', '24:00'),
    openingHours: [
      closed,
      ...Array.from({ length: 5 }, () => ({ opensAt: '10:00', closesAt: '12:00' })),
      { opensAt: '08:00', closesAt: '24:00' },
    ] as (typeof johannesburg)['openingHours'],
  };

  it.each(sundays)('are those of the weekday, on the wall: %s', (sunday) => {
    const [monday, tuesday] = [addDays(sunday, 1), addDays(sunday, 2)];
    expect(dayOf(sunday, zone, hours).hours).toEqual({
      start: onWall(`${sunday}T08:00`, zone),
      end: onWall(`${monday}T00:00`, zone),
    });
    expect(dayOf(monday, zone, hours)).toMatchObject({
      hours: null,
      open: onWall(`${monday}T08:00`, zone),
      close: onWall(`${tuesday}T00:00`, zone),
    });
    expect(dayOf(tuesday, zone, hours).hours?.end).toBe(onWall(`${tuesday}T12:00`, zone));
    expect([sunday, monday, tuesday].map((date) => openDayFrom(date, hours))).toEqual([sunday, tuesday, tuesday]);
    expect(wallHoursOn(tuesday, hours)).toEqual({ opensAt: '10:00', closesAt: '12:00' });
    expect(wallHoursOn(monday, hours)).toMatchObject({ opensAt: '08:00', closesAt: '24:00' });
  });
});
