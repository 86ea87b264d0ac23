import { Temporal } from 'temporal-polyfill';
import type { Context } from '../platform/context.ts';
import type { InvalidField } from '../platform/errors.ts';

type Place = Pick<Context, 'clock' | 'facility'>;

function lastPlainDay({ clock, facility: { timeZone, bookYearsAhead } }: Place): Temporal.PlainDate {
  return Temporal.Instant.fromEpochMilliseconds(clock().getTime())
    .toZonedDateTimeISO(timeZone)
    .toPlainDate()
    .add({ years: bookYearsAhead });
}

/** The last day that may be booked, in the facility's zone: "2036-11-29". */
export function lastBookableDay(place: Place): string {
  return lastPlainDay(place).toString();
}

/** "Bookings can be made up to 29 November 2036." @param subject "Bookings can be made" */
export function farthestWords(place: Place, subject: string): string {
  return `${subject} up to ${lastPlainDay(place).toLocaleString(place.facility.locale, { day: 'numeric', month: 'long', year: 'numeric' })}.`;
}

/** Whether a moment is after the last day that may be booked. */
export function isTooFar(place: Place, endsAt: Date): boolean {
  return (
    endsAt.getTime() > lastPlainDay(place).add({ days: 1 }).toZonedDateTime(place.facility.timeZone).epochMilliseconds
  );
}

type Interval = { readonly startsAt: Date; readonly endsAt: Date };

/**
 * The fault of a time that may not be booked yet, or null.
 * @param was the current time: a booking that is further ahead already may come nearer, or stay
 */
export function tooFarAhead(
  place: Place,
  { startsAt, endsAt }: Interval,
  was: Interval | null = null,
  subject = 'Bookings can be made',
): InvalidField | null {
  if (!isTooFar(place, endsAt) || (was !== null && endsAt <= was.endsAt)) return null;
  const wayOut =
    was !== null && isTooFar(place, was.endsAt)
      ? 'This one is already further ahead: move it nearer, or cancel it.'
      : 'Choose an earlier day.';
  return {
    path: isTooFar(place, new Date(startsAt.getTime() + 1)) ? 'startsAt' : 'endsAt',
    message: `${farthestWords(place, subject)} ${wayOut}`,
  };
}
