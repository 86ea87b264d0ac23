import 'temporal-polyfill/global';
import { describe, expect, it } from 'vitest';
import { hourMs } from './interval.ts';
import { rangeOf, turnBy } from './range.ts';
import type { WeekStart } from './week.ts';
import { johannesburg } from '../../test/facility.ts';
import { zones } from '../../test/zones.ts';

const openingHours = johannesburg;

describe.each(zones)('what is looked at, in %s', (zone, sundays) => {
  it('is the day, the week from Monday or the month that a date lies in', () => {
    expect(rangeOf('day', '2026-11-18', zone, openingHours).days.map(({ date }) => date)).toEqual(['2026-11-18']);
    const week = rangeOf('week', '2026-11-22', zone, openingHours);
    expect([week.first, week.days.length, week.days[6]!.date]).toEqual(['2026-11-16', 7, '2026-11-22']);
    const month = rangeOf('month', '2028-02-15', zone, openingHours);
    expect([month.first, month.days.length, month.days.at(-1)!.date]).toEqual(['2028-02-01', 29, '2028-02-29']);
  });

  it('begins on the day that the facility begins its weeks with', () => {
    const from = (weekStartsOn: WeekStart) =>
      rangeOf('week', '2026-11-18', zone, { ...johannesburg, weekStartsOn }).days.map(({ date }) => date);
    expect([from('SUNDAY')[0], from('SUNDAY')[6]]).toEqual(['2026-11-15', '2026-11-21']);
    expect([from('SATURDAY')[0], from('WEDNESDAY')[0], from('THURSDAY')[0]]).toEqual([
      '2026-11-14',
      '2026-11-18',
      '2026-11-12',
    ]);
  });

  it.each(sundays)('has the length of its days, also on %s with its %d hours', (date, hours) => {
    const length = (view: 'day' | 'week') => {
      const { start, end } = rangeOf(view, date, zone, openingHours);
      return (end - start) / hourMs;
    };
    expect([length('day'), length('week')]).toEqual([hours, 6 * 24 + hours]);
  });

  it('turns by its own length; the last of January is followed by February', () => {
    expect(turnBy(rangeOf('day', '2026-12-31', zone, openingHours), 1)).toBe('2027-01-01');
    expect(turnBy(rangeOf('week', '2026-11-18', zone, openingHours), -1)).toBe('2026-11-09');
    expect(turnBy(rangeOf('month', '2027-01-31', zone, openingHours), 1)).toBe('2027-02-01');
  });
});
