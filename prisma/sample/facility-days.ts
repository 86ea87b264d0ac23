import { Temporal } from 'temporal-polyfill';

/** Half-open, like a booking. */
export type Span = { readonly startsAt: Date; readonly endsAt: Date };

/** Days of the facility, counted from today: −1 is yesterday. */
export type FacilityDays = {
  /** "2026-11-21" */
  readonly today: string;
  /** "2026-11-24" */
  day(day: number): string;
  /** A wall-clock time of that day. */
  at(day: number, time: string): Date;
  /** 1 for Monday to 7 for Sunday. */
  weekday(day: number): number;
};

export function facilityDays(now: Date, timeZone: string): FacilityDays {
  const today = Temporal.Instant.fromEpochMilliseconds(now.getTime()).toZonedDateTimeISO(timeZone).toPlainDate();
  return {
    today: today.toString(),
    day: (day) => today.add({ days: day }).toString(),
    at: (day, time) =>
      new Date(today.add({ days: day }).toZonedDateTime({ timeZone, plainTime: time }).epochMilliseconds),
    weekday: (day) => today.add({ days: day }).dayOfWeek,
  };
}
