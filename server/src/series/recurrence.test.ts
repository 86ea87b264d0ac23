import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import { Random } from '../../test/random.ts';
import { datesOf, type Frequency, momentOf, mostDates, type Rule } from './recurrence.ts';
import { ruleWords } from './rule-words.ts';

const zones = ['Europe/Berlin', 'Europe/Vienna', 'Australia/Lord_Howe', 'America/New_York', 'Africa/Johannesburg'];
function rule(frequency: Frequency, more: Partial<Rule> = {}): Rule {
  return {
    frequency,
    every: 1,
    weekdays: [],
    until: null,
    count: null,
    ...more,
  };
}
function at(local: string, zone: string): Date {
  return new Date(Temporal.PlainDateTime.from(local).toZonedDateTime(zone).epochMilliseconds);
}
function first(start: string, end: string, zone: string) {
  return { startsAt: at(start, zone), endsAt: at(end, zone) };
}
const clocks = new Map(
  zones.map((timeZone) => [
    timeZone,
    new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit' }),
  ]),
);
function wall(moment: Date | null, zone: string): string | undefined {
  return moment === null ? undefined : clocks.get(zone)?.format(moment);
}

describe('the dates of a rule', () => {
  it('keep their time on the wall across a change of the clock', () => {
    const dates = datesOf(
      rule('WEEKLY', { count: 4 }),
      first('2027-03-16T07:30', '2027-03-16T16:00', 'Europe/Berlin'),
      'Europe/Berlin',
    );
    expect(dates.map(({ date, startsAt }) => [date, startsAt?.toISOString().slice(11, 16)])).toEqual([
      ['2027-03-16', '06:30'],
      ['2027-03-23', '06:30'],
      ['2027-03-30', '05:30'],
      ['2027-04-06', '05:30'],
    ]);
  });

  it.each([
    // The clocks of Lord Howe go by half an hour.
    ['Europe/Vienna', '2027-03-21', 60],
    ['Australia/Lord_Howe', '2027-09-26', 30],
    ['Africa/Johannesburg', '2027-03-21', 0],
  ])('keep it in %s', (zone, day, minutes) => {
    const dates = datesOf(rule('WEEKLY', { count: 3 }), first(`${day}T07:30`, `${day}T16:00`, zone), zone);
    expect(dates.map(({ startsAt }) => wall(startsAt, zone))).toEqual(['07:30', '07:30', '07:30']);
    const [one, next, last] = dates.map(({ startsAt }) => startsAt?.getTime() ?? 0) as [number, number, number];
    expect([next - one, last - next].map((ms) => 7 * 24 * 60 - ms / 60_000)).toEqual([minutes, 0]);
  });

  it('that the clock skips are told with the reason, and those around them stay', () => {
    const dates = datesOf(
      rule('DAILY', { count: 3 }),
      first('2027-03-13T02:30', '2027-03-13T04:00', 'America/New_York'),
      'America/New_York',
    );
    expect(dates.map(({ date, problem }) => [date, problem])).toEqual([
      ['2027-03-13', null],
      ['2027-03-14', '02:30 doesn’t exist on that day, because the clocks change.'],
      ['2027-03-15', null],
    ]);
    expect(dates[1]?.startsAt).toBeNull();
  });

  it('in months that have no such day are told, and not moved to another', () => {
    const dates = datesOf(
      rule('MONTHLY', { count: 5 }),
      first('2026-12-31T09:00', '2026-12-31T10:00', 'Africa/Johannesburg'),
      'Africa/Johannesburg',
    );
    expect(dates.map(({ date, problem }) => [date, problem])).toEqual([
      ['2026-12-31', null],
      ['2027-01-31', null],
      ['2027-02-28', 'February 2027 has no 31st.'],
      ['2027-03-31', null],
      ['2027-04-30', 'April 2027 has no 31st.'],
    ]);
  });

  it('of given weekdays begin with the first of them, every second week counted from Monday', () => {
    // A Wednesday.
    const dates = datesOf(
      rule('WEEKLY', { every: 2, weekdays: [2, 4], until: '2027-01-31' }),
      first('2027-01-06T09:00', '2027-01-06T10:00', 'Africa/Johannesburg'),
      'Africa/Johannesburg',
    );
    expect(dates.map(({ date }) => date)).toEqual(['2027-01-07', '2027-01-19', '2027-01-21']);
  });

  it('keep the moment of the first one, also where the wall shows its time twice', () => {
    const second = new Date('2027-10-31T01:30:00Z');
    const dates = datesOf(
      rule('DAILY', { count: 2 }),
      { startsAt: second, endsAt: new Date('2027-10-31T03:00:00Z') },
      'Europe/Berlin',
    );
    expect(dates[0]?.startsAt).toEqual(second);
    expect(wall(dates[1]?.startsAt ?? null, 'Europe/Berlin')).toBe('02:30');
  });

  it('end with the day, or with the number, whichever comes first', () => {
    const start = first('2027-01-04T09:00', '2027-01-04T10:00', 'Africa/Johannesburg');
    expect(datesOf(rule('DAILY', { until: '2027-01-06', count: 10 }), start, 'Africa/Johannesburg')).toHaveLength(3);
    expect(datesOf(rule('DAILY', { until: '2027-01-06', count: 2 }), start, 'Africa/Johannesburg')).toHaveLength(2);
    expect(datesOf(rule('DAILY', { until: '2030-01-06' }), start, 'Africa/Johannesburg')).toHaveLength(mostDates + 1);
  });

  it('are in order, on the days the rule names, at the same time on the wall, or say why not: 200 rules in five zones', () => {
    const random = new Random(7);
    for (let round = 0; round < 200; round += 1) {
      const zone = random.pick(zones);
      const start = Temporal.PlainDateTime.from({
        year: 2027,
        month: 1 + random.below(12),
        day: 1 + random.below(28),
        hour: random.below(24),
        minute: random.pick([0, 15, 30, 45]),
      });
      if (!momentOf(start, zone)) continue;
      const some = first(start.toString(), start.add({ minutes: 60 + 15 * random.below(40) }).toString(), zone);
      if (!momentOf(start.add({ minutes: (some.endsAt.getTime() - some.startsAt.getTime()) / 60_000 }), zone)) continue;
      const frequency = random.pick(['DAILY', 'WEEKLY', 'MONTHLY'] as const);
      const weekdays = [1, 2, 3, 4, 5, 6, 7].filter(() => random.chance(0.3));
      const count = 1 + random.below(40);
      const asked = rule(frequency, { every: 1 + random.below(3), weekdays, count });
      const dates = datesOf(asked, some, zone);
      expect(dates).toHaveLength(count);
      expect(dates.map(({ date }) => date)).toEqual(dates.map(({ date }) => date).toSorted());
      expect(
        dates.filter(
          ({ startsAt, problem }) => startsAt === null && !/doesn’t exist on that day|has no/.test(problem ?? ''),
        ),
      ).toEqual([]);
      const isNamed = (day: Temporal.PlainDate) =>
        frequency === 'WEEKLY' && weekdays.length > 0
          ? weekdays.includes(day.dayOfWeek)
          : frequency !== 'MONTHLY' || day.day === start.day;
      for (const { date, startsAt, endsAt } of dates) {
        if (startsAt === null) continue;
        expect(wall(startsAt, zone)).toBe(start.toPlainTime().toString({ smallestUnit: 'minute' }));
        expect(
          Temporal.Instant.fromEpochMilliseconds(startsAt.getTime()).toZonedDateTimeISO(zone).toPlainDate().toString(),
        ).toBe(date);
        expect(startsAt < endsAt).toBe(true);
        expect(isNamed(Temporal.PlainDate.from(date)), `${date}, ${frequency} on ${weekdays.join()}`).toBe(true);
      }
    }
  });
});

describe('a rule in words', () => {
  const day = Temporal.PlainDate.from('2026-12-01');
  it.each([
    [rule('DAILY', { count: 5 }), 'every day'],
    [rule('DAILY', { every: 3, count: 5 }), 'every 3 days'],
    [rule('WEEKLY', { weekdays: [4, 2], until: '2026-12-11' }), 'every Tuesday and Thursday until 11 December 2026'],
    [rule('WEEKLY', { every: 2, weekdays: [1, 3, 5], count: 5 }), 'every 2 weeks on Monday, Wednesday and Friday'],
    [rule('WEEKLY', { count: 5 }), 'every Tuesday'],
    [rule('MONTHLY', { count: 5 }), 'every month on the 1st'],
  ])('%o is "%s"', (given, words) => {
    expect(ruleWords(given, day, 'en-ZA')).toBe(words);
  });

  it('says from when on a part of it was moved', () => {
    expect(ruleWords(rule('WEEKLY', { count: 5 }), day, 'en-ZA', '2026-12-16')).toBe(
      'every Tuesday, moved from 16 December 2026 on',
    );
  });
});
