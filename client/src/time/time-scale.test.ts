import 'temporal-polyfill/global';
import { describe, expect, it } from 'vitest';
import { hourMs, minuteMs } from './interval.ts';
import { rangeOf } from './range.ts';
import { timeScale } from './time-scale.ts';
import { weekOf } from './week.ts';
import { facilityOpen, johannesburg } from '../../test/facility.ts';
import { zones } from '../../test/zones.ts';

const openingHours = johannesburg;
const week = weekOf('2026-11-18', 'Africa/Johannesburg', openingHours);
const scale = timeScale(week.days);
const [monday, tuesday] = week.days as [(typeof week.days)[0], (typeof week.days)[0]];

describe('a week of open hours', () => {
  it('gives each day the same share and each open hour the same width', () => {
    expect(scale.place(monday.open)).toBe(0);
    expect(scale.place(tuesday.open)).toBeCloseTo(1 / 7);
    expect(scale.place(monday.open + 6 * hourMs)).toBeCloseTo(0.5 / 7);
    expect(scale.place(week.days[6]!.close)).toBeCloseTo(1);
  });

  it('draws what happens while the house is closed on the edge of its day', () => {
    expect(scale.place(monday.start + hourMs)).toBe(0);
    expect(scale.place(monday.close + hourMs)).toBeCloseTo(1 / 7);
    expect(scale.place(week.start - hourMs)).toBe(0);
    expect(scale.place(week.end + hourMs)).toBe(1);
  });

  it('spans several days as one bar', () => {
    const span = scale.span({ start: monday.open, end: tuesday.close });
    expect(span).toEqual({ left: 0, width: expect.closeTo(2 / 7, 6) });
  });

  it('keeps an end at midnight on the day that ends there', () => {
    const span = scale.span({ start: monday.open, end: tuesday.start });
    expect(span!.left + span!.width).toBeCloseTo(1 / 7);
  });

  it('leaves out what only touches it', () => {
    expect(scale.span({ start: week.start - hourMs, end: week.start })).toBeNull();
    expect(scale.span({ start: week.end, end: week.end + hourMs })).toBeNull();
    expect(scale.span({ start: week.start - hourMs, end: week.end + hourMs })).toEqual({ left: 0, width: 1 });
  });

  it('finds the instant at a place, and the place of that instant', () => {
    for (const fraction of [0, 0.1, 0.3337, 0.5, 0.77, 0.999]) {
      expect(scale.place(scale.instantAt(fraction))).toBeCloseTo(fraction, 6);
    }
  });
});

describe('a week in which the clocks change', () => {
  const spring = weekOf('2026-03-29', 'Europe/Berlin', facilityOpen('00:00', '23:00'));
  const autumn = weekOf('2026-10-25', 'Europe/Berlin', openingHours);

  it('has a day of 23 hours, and one of 25', () => {
    expect(spring.days.map((day) => (day.end - day.start) / hourMs)).toEqual([24, 24, 24, 24, 24, 24, 23]);
    expect(autumn.days.map((day) => (day.end - day.start) / hourMs)).toEqual([24, 24, 24, 24, 24, 24, 25]);
  });

  it('places noon by what the day really has before it', () => {
    const sunday = spring.days[6]!;
    const noon = Temporal.ZonedDateTime.from('2026-03-29T12:00[Europe/Berlin]').epochMilliseconds;
    expect(timeScale(spring.days).place(noon)).toBeCloseTo((6 + 11 / 22) / 7);
    expect((noon - sunday.open) / hourMs).toBe(11);
  });

  it('opens and closes by the clock on the wall', () => {
    const sunday = autumn.days[6]!;
    expect((sunday.close - sunday.open) / hourMs).toBe(12);
    expect(timeScale(autumn.days).place(sunday.open)).toBeCloseTo(6 / 7);
  });
});

const bothHours = ['open', 'all'] as const;

describe('all hours of the day', () => {
  it('have a place from midnight to midnight', () => {
    const all = timeScale(week.days, 'all');
    expect(all.place(monday.start)).toBe(0);
    expect(all.place(monday.open)).toBeCloseTo(7 / 24 / 7);
    expect(all.place(monday.close)).toBeCloseTo(19 / 24 / 7);
    expect(all.place(tuesday.start)).toBeCloseTo(1 / 7);
    expect(all.instantAt(1)).toBe(week.end);
  });
});

describe('the border between two days', () => {
  const ranges = [
    week,
    ...zones.flatMap(([zone, [[sunday] = ['']]]) =>
      (['month', 'day'] as const).map((view) => rangeOf(view, sunday, zone, openingHours)),
    ),
  ];

  it.each(bothHours)('is the close of the first for an end, and the opening of the second for a start: %s', (hours) => {
    for (const { days } of ranges) {
      const { shown, ...axis } = timeScale(days, hours);
      for (let border = 0; border <= days.length; border++) {
        const fraction = border / days.length;
        expect(axis.instantAt(fraction)).toBe(shown[border]?.start ?? shown.at(-1)!.end);
        expect(axis.endAt(fraction)).toBe(shown[border - 1]?.end ?? shown[0]!.start);
      }
    }
  });

  it.each(bothHours)('is met by a sum of days, whatever floating point makes of it: %s', (hours) => {
    for (const { days } of ranges) {
      const { shown, ...axis } = timeScale(days, hours);
      for (let from = 1; from < days.length; from++) {
        for (let further = 1; from + further < days.length; further++) {
          const fraction = axis.place(shown[from]!.start) + further / days.length;
          expect(axis.instantAt(fraction)).toBe(shown[from + further]!.start);
          expect(axis.endAt(fraction)).toBe(shown[from + further - 1]!.end);
        }
      }
    }
  });

  it.each(bothHours)('is told apart from what is a second away: %s', (hours) => {
    for (const { days } of ranges) {
      const { shown, ...axis } = timeScale(days, hours);
      for (const { start, end } of shown) {
        for (const instant of [start + 1000, end - 1000]) {
          expect([axis.instantAt(axis.place(instant)), axis.endAt(axis.place(instant))]).toEqual([instant, instant]);
        }
      }
    }
  });

  it('is not passed by what lies beyond the axis', () => {
    expect([scale.instantAt(-0.2), scale.endAt(-0.2)]).toEqual([monday.open, monday.open]);
    expect([scale.instantAt(1.2), scale.endAt(1.2)]).toEqual([week.days[6]!.close, week.days[6]!.close]);
  });
});

describe.each(zones.flatMap(([zone, sundays]) => sundays.map(([date, length]) => [date, length, zone] as const)))(
  'the %s with its %d hours in %s',
  (date, length, zone) => {
    const views = (['day', 'week', 'month'] as const).map((view) => rangeOf(view, date, zone, openingHours));

    it.each(bothHours)('has each quarter of an hour at a place of its own, and finds it there again: %s', (hours) => {
      for (const { days } of views) {
        const axis = timeScale(days, hours);
        const index = days.findIndex((day) => day.date === date);
        const { start, end } = axis.shown[index]!;
        const quarters = Array.from(
          { length: length * 4 },
          (_, quarter) => days[index]!.start + quarter * 15 * minuteMs,
        );
        expect(quarters.at(-1)! + 15 * minuteMs).toBe(days[index]!.end);
        const shown = quarters.filter((quarter) => quarter >= start && quarter < end);
        expect(shown.map((quarter) => axis.instantAt(axis.place(quarter)))).toEqual(shown);
        const ends = shown.map((quarter) => quarter + 15 * minuteMs);
        expect(ends.map((quarter) => axis.endAt(axis.place(quarter)))).toEqual(ends);
        expect(new Set(shown.map((quarter) => axis.place(quarter))).size).toBe(shown.length);
        for (const quarter of quarters.filter((one) => !shown.includes(one))) {
          expect(axis.place(quarter)).toBeCloseTo((index + (quarter < start ? 0 : 1)) / days.length, 9);
        }
      }
    });
  },
);

describe.each(zones.flatMap(([zone, [[sunday] = ['']]]) => bothHours.map((hours) => [hours, zone, sunday] as const)))(
  'any place and any time: %s, in %s',
  (hours, zone, sunday) => {
    const month = rangeOf('month', sunday, zone, openingHours);
    const { place, instantAt, endAt, span, shown } = timeScale(month.days, hours);

    it('lead to a time that is shown, and back to the place', () => {
      for (let step = 0; step <= 1500; step++) {
        const fraction = step / 1500;
        for (const instant of [instantAt(fraction), endAt(fraction)]) {
          expect(shown.some(({ start, end }) => start <= instant && instant <= end)).toBe(true);
          expect(place(instant)).toBeCloseTo(fraction, 8);
        }
      }
    });

    it('never put what is later further left, nor let neighbours overlap or part', () => {
      for (let middle = month.start + minuteMs; middle < month.end; middle += 37 * minuteMs) {
        const [start, end] = [middle - 37 * minuteMs, middle + 37 * minuteMs];
        expect(place(middle)).toBeGreaterThanOrEqual(place(start));
        const [first, second] = [span({ start, end: middle })!, span({ start: middle, end })!];
        expect(first.left + first.width).toBeCloseTo(second.left, 6);
      }
    });
  },
);
