import { addDays, dayOf, type Day, type OpeningHours } from './day.ts';
import type { Interval } from './interval.ts';

export type Week = Interval & {
  /** Its first day, `2026-11-16`: what the address carries. */
  readonly first: string;
  readonly days: readonly Day[];
};

const weekdays = ['MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY', 'SATURDAY', 'SUNDAY'] as const;
export type WeekStart = (typeof weekdays)[number];

/** The first day of the week that a date lies in. */
export function firstOfWeek(date: string, weekStart: WeekStart): string {
  const plain = Temporal.PlainDate.from(date);
  return plain.subtract({ days: (plain.dayOfWeek - 1 - weekdays.indexOf(weekStart) + 7) % 7 }).toString();
}

export function weekOf(date: string, timeZone: string, hours: OpeningHours & { weekStartsOn: WeekStart }): Week {
  const first = firstOfWeek(date, hours.weekStartsOn);
  const days = Array.from({ length: 7 }, (_, index) => dayOf(addDays(first, index), timeZone, hours));
  return { first, days, start: days[0]!.start, end: days[6]!.end };
}

/** Six weeks that show the whole month of `date`. */
export function monthGrid(date: string, weekStart: WeekStart): readonly (readonly string[])[] {
  const first = Temporal.PlainDate.from(date).with({ day: 1 });
  const start = firstOfWeek(first.toString(), weekStart);
  return Array.from({ length: 6 }, (_, week) => Array.from({ length: 7 }, (_, day) => addDays(start, week * 7 + day)));
}

export function addMonths(date: string, months: number): string {
  return Temporal.PlainDate.from(date).with({ day: 1 }).add({ months }).toString();
}
