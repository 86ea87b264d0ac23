import type { Interval } from './interval.ts';
import { wallOf } from './wall.ts';

/** One calendar day of a zone, with the hours the house is open. A day lasts 23 or 25 hours when clocks change. */
export type Day = Interval & {
  /** `2026-11-16` */
  readonly date: string;
  readonly open: number;
  readonly close: number;
  readonly weekend: boolean;
};

export type OpeningHours = {
  /** `07:00` */
  readonly opensAt: string;
  /** `19:00` */
  readonly closesAt: string;
};

function instantOf(date: Temporal.PlainDate, time: string, timeZone: string): number {
  // An opening hour that the spring change skips is read as the next one that exists: the day still opens.
  return date.toZonedDateTime({ timeZone, plainTime: Temporal.PlainTime.from(time) }).epochMilliseconds;
}

export function dayOf(date: string, timeZone: string, hours: OpeningHours): Day {
  const plain = Temporal.PlainDate.from(date);
  return {
    date: plain.toString(),
    start: plain.toZonedDateTime(timeZone).epochMilliseconds,
    end: plain.add({ days: 1 }).toZonedDateTime(timeZone).epochMilliseconds,
    open: instantOf(plain, hours.opensAt, timeZone),
    close: instantOf(plain, hours.closesAt, timeZone),
    weekend: plain.dayOfWeek > 5,
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
