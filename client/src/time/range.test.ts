import 'temporal-polyfill/global';
import { describe, expect, it } from 'vitest';
import { hourMs } from './interval.ts';
import { rangeOf, turnBy } from './range.ts';

const openingHours = { opensAt: '07:00', closesAt: '19:00' };
const zone = 'Europe/Vienna';

describe('what is looked at', () => {
  it('is the day, the week from Monday or the month that a date lies in', () => {
    expect(rangeOf('day', '2026-11-18', zone, openingHours).days.map(({ date }) => date)).toEqual(['2026-11-18']);
    const week = rangeOf('week', '2026-11-22', zone, openingHours);
    expect([week.first, week.days.length, week.days[6]!.date]).toEqual(['2026-11-16', 7, '2026-11-22']);
    const month = rangeOf('month', '2028-02-15', zone, openingHours);
    expect([month.first, month.days.length, month.days.at(-1)!.date]).toEqual(['2028-02-01', 29, '2028-02-29']);
  });

  it('has the length of its days, also where one has 23 or 25 hours', () => {
    const length = (date: string) => {
      const { start, end } = rangeOf('week', date, zone, openingHours);
      return (end - start) / hourMs;
    };
    expect([length('2026-03-23'), length('2026-03-29'), length('2026-10-25')]).toEqual([167, 167, 169]);
    const day = rangeOf('day', '2026-10-25', zone, openingHours);
    expect((day.end - day.start) / hourMs).toBe(25);
  });

  it('turns by its own length; the last of January is followed by February', () => {
    expect(turnBy(rangeOf('day', '2026-12-31', zone, openingHours), 1)).toBe('2027-01-01');
    expect(turnBy(rangeOf('week', '2026-11-18', zone, openingHours), -1)).toBe('2026-11-09');
    expect(turnBy(rangeOf('month', '2027-01-31', zone, openingHours), 1)).toBe('2027-02-01');
  });
});
