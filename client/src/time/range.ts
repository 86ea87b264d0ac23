import { addDays, dayOf, type Day, type OpeningHours } from './day.ts';
import type { Interval } from './interval.ts';
import { addMonths, firstOfWeek, type WeekStart } from './week.ts';

/** How much of the calendar is looked at. */
export type View = 'day' | 'week' | 'month';

export type Range = Interval & {
  readonly view: View;
  /** Its first day, `2026-11-16`. */
  readonly first: string;
  readonly days: readonly Day[];
};

function firstOf(view: View, date: string, weekStart: WeekStart): string {
  if (view === 'day') return date;
  return view === 'week' ? firstOfWeek(date, weekStart) : Temporal.PlainDate.from(date).with({ day: 1 }).toString();
}

function lengthOf(view: View, first: string): number {
  if (view === 'day') return 1;
  return view === 'week' ? 7 : Temporal.PlainDate.from(first).daysInMonth;
}

/** The day, the week or the calendar month that a date lies in. */
export function rangeOf(
  view: View,
  date: string,
  timeZone: string,
  hours: OpeningHours & { readonly weekStartsOn: WeekStart },
): Range {
  const first = firstOf(view, date, hours.weekStartsOn);
  const days = Array.from({ length: lengthOf(view, first) }, (_, index) =>
    dayOf(addDays(first, index), timeZone, hours),
  );
  return { view, first, days, start: days[0]!.start, end: days.at(-1)!.end };
}

/** A date in the range so many further on. */
export function turnBy({ view, first }: Pick<Range, 'view' | 'first'>, steps: number): string {
  return view === 'month' ? addMonths(first, steps) : addDays(first, steps * (view === 'week' ? 7 : 1));
}
