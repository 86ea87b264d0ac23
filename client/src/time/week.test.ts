import 'temporal-polyfill/global';
import { describe, expect, it } from 'vitest';
import { addDays, dateOf, isDate } from './day.ts';
import { addMonths, mondayOf, monthGrid, weekOf } from './week.ts';

const openingHours = { opensAt: '07:00', closesAt: '19:00' };

describe('weeks', () => {
  it('begin on Monday, whatever day they are asked for by', () => {
    expect(['2026-11-16', '2026-11-18', '2026-11-22'].map(mondayOf)).toEqual([
      '2026-11-16',
      '2026-11-16',
      '2026-11-16',
    ]);
    expect(mondayOf('2027-01-01')).toBe('2026-12-28');
  });

  it('begin and end at midnight of the facility, not of whoever looks', () => {
    const week = weekOf('2026-11-18', 'Africa/Johannesburg', openingHours);
    expect(new Date(week.start).toISOString()).toBe('2026-11-15T22:00:00.000Z');
    expect(new Date(week.end).toISOString()).toBe('2026-11-22T22:00:00.000Z');
    expect(week.days.map(({ weekend }) => weekend)).toEqual([false, false, false, false, false, true, true]);
  });

  it('tell the day of an instant by the facility too', () => {
    expect(dateOf(Date.parse('2026-11-15T22:30:00Z'), 'Africa/Johannesburg')).toBe('2026-11-16');
  });
});

describe('months', () => {
  it('are shown whole, in weeks', () => {
    const grid = monthGrid('2026-11-18');
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
