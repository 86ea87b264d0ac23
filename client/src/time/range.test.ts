import 'temporal-polyfill/global';
import { describe, expect, it } from 'vitest';
import { HOUR } from './interval.ts';
import { rangeOf, turnBy } from './range.ts';

const HOURS = { opensAt: '07:00', closesAt: '19:00' };
const ZONE = 'Europe/Vienna';

describe('what is looked at', () => {
  it('is the day, the week from Monday or the month that a date lies in', () => {
    expect(rangeOf('day', '2026-11-18', ZONE, HOURS).days.map(({ date }) => date)).toEqual(['2026-11-18']);
    const week = rangeOf('week', '2026-11-22', ZONE, HOURS);
    expect([week.first, week.days.length, week.days[6]!.date]).toEqual(['2026-11-16', 7, '2026-11-22']);
    const month = rangeOf('month', '2028-02-15', ZONE, HOURS);
    expect([month.first, month.days.length, month.days.at(-1)!.date]).toEqual(['2028-02-01', 29, '2028-02-29']);
  });

  it('has the length of its days, also where one has 23 or 25 hours', () => {
    const length = (date: string) => {
      const { start, end } = rangeOf('week', date, ZONE, HOURS);
      return (end - start) / HOUR;
    };
    expect([length('2026-03-23'), length('2026-03-29'), length('2026-10-25')]).toEqual([167, 167, 169]);
    const day = rangeOf('day', '2026-10-25', ZONE, HOURS);
    expect((day.end - day.start) / HOUR).toBe(25);
  });

  it('turns by its own length; the last of January is followed by February', () => {
    expect(turnBy(rangeOf('day', '2026-12-31', ZONE, HOURS), 1)).toBe('2027-01-01');
    expect(turnBy(rangeOf('week', '2026-11-18', ZONE, HOURS), -1)).toBe('2026-11-09');
    expect(turnBy(rangeOf('month', '2027-01-31', ZONE, HOURS), 1)).toBe('2027-02-01');
  });
});
