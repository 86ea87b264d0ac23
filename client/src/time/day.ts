import type { Interval } from './interval.ts';
import { wallOf } from './wall.ts';

/** One calendar day of a zone, with the hours the house is open. A day lasts 23 or 25 hours when clocks change. */
export type Day = Interval & {
  /** `2026-11-16` */
  readonly date: string;
  /** What of each day is looked at: from the earliest opening of a week to its latest closing. */
  readonly open: number;
  readonly close: number;
  /** When the facility is open on this day; null where it is closed. */
  readonly hours: Interval | null;
};

/** Times on the wall: `07:00`, and `24:00` for midnight as the end of a day. */
export type OpeningHours = {
  /** The earliest of the week. */
  readonly opensAt: string;
  /** The latest of the week. */
  readonly closesAt: string;
  /** Of each weekday, from Monday; null on one that is closed. One at least is open. */
  readonly openingHours: readonly { readonly opensAt: string | null; readonly closesAt: string | null }[];
};

function instantOf(date: Temporal.PlainDate, time: string, timeZone: string): number {
  if (time === '24:00') return date.add({ days: 1 }).toZonedDateTime(timeZone).epochMilliseconds;
  // An opening hour that the spring change skips is read as the next one that exists: the day still opens.
  return date.toZonedDateTime({ timeZone, plainTime: Temporal.PlainTime.from(time) }).epochMilliseconds;
}

function hoursOn(date: Temporal.PlainDate, { openingHours }: OpeningHours) {
  const { opensAt, closesAt } = openingHours[date.dayOfWeek - 1] ?? { opensAt: null, closesAt: null };
  return opensAt !== null && closesAt !== null ? { opensAt, closesAt } : null;
}

/** The next day on which the facility is open, that day included. */
export function openDayFrom(date: string, hours: OpeningHours): string {
  const plain = Temporal.PlainDate.from(date);
  const days = Array.from({ length: 7 }, (_, index) => plain.add({ days: index }));
  return (days.find((day) => hoursOn(day, hours) !== null) ?? plain).toString();
}

/** When the facility opens and closes on a day; on a closed one as on others. */
export function wallHoursOn(
  date: string,
  hours: OpeningHours,
): { readonly opensAt: string; readonly closesAt: string } {
  return hoursOn(Temporal.PlainDate.from(date), hours) ?? hours;
}

export function dayOf(date: string, timeZone: string, hours: OpeningHours): Day {
  const plain = Temporal.PlainDate.from(date);
  const own = hoursOn(plain, hours);
  return {
    date: plain.toString(),
    start: plain.toZonedDateTime(timeZone).epochMilliseconds,
    end: plain.add({ days: 1 }).toZonedDateTime(timeZone).epochMilliseconds,
    open: instantOf(plain, hours.opensAt, timeZone),
    close: instantOf(plain, hours.closesAt, timeZone),
    hours: own && {
      start: instantOf(plain, own.opensAt, timeZone),
      end: instantOf(plain, own.closesAt, timeZone),
    },
  };
}

export function dateOf(instant: number, timeZone: string): string {
  return wallOf(instant, timeZone).toISOString().slice(0, 10);
}

/** The day an interval ends on: one that ends at midnight is over the day before. */
export function lastDayOf({ end }: Interval, timeZone: string): string {
  return dateOf(end - 1, timeZone);
}

/** Without the first and the last years of four digits: a midnight of theirs is a moment that needs a fifth, or a sign. */
export function isDate(text: unknown): text is string {
  if (typeof text !== 'string' || !/^[1-9]\d{3}-\d{2}-\d{2}$/.test(text) || text >= '9999') return false;
  try {
    Temporal.PlainDate.from(text);
    return true;
  } catch {
    return false;
  }
}

export function addDays(date: string, days: number): string {
  return Temporal.PlainDate.from(date).add({ days }).toString();
}
