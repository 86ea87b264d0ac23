import { addDays, dayOf, type Day, type OpeningHours } from './day.ts';
import type { Interval } from './interval.ts';

export type Week = Interval & {
  /** The Monday, `2026-11-16`: what the address carries. */
  readonly monday: string;
  readonly days: readonly Day[];
};

/** ISO weeks: Monday first. */
export function mondayOf(date: string): string {
  const plain = Temporal.PlainDate.from(date);
  return plain.subtract({ days: plain.dayOfWeek - 1 }).toString();
}

export function weekOf(date: string, timeZone: string, hours: OpeningHours): Week {
  const monday = mondayOf(date);
  const days = Array.from({ length: 7 }, (_, index) => dayOf(addDays(monday, index), timeZone, hours));
  return { monday, days, start: days[0]!.start, end: days[6]!.end };
}

/** Six weeks that show the whole month of `date`, Mondays first. */
export function monthGrid(date: string): readonly (readonly string[])[] {
  const first = Temporal.PlainDate.from(date).with({ day: 1 });
  const start = mondayOf(first.toString());
  return Array.from({ length: 6 }, (_, week) => Array.from({ length: 7 }, (_, day) => addDays(start, week * 7 + day)));
}

export function addMonths(date: string, months: number): string {
  return Temporal.PlainDate.from(date).with({ day: 1 }).add({ months }).toString();
}
