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

/** The last day that may be booked, on the wall of the facility: "2036-11-29". */
export function lastBookableDay(place: Place): string {
  return lastPlainDay(place).toString();
}

/** "Bookings can be made up to 29 November 2036." @param what "Bookings can be made" */
export function farthestWords(place: Place, what: string): string {
  return `${what} up to ${lastPlainDay(place).toLocaleString('en-GB', { day: 'numeric', month: 'long', year: 'numeric' })}.`;
}

/** Whether a moment is behind the last day that may be booked. */
export function isTooFar(place: Place, endsAt: Date): boolean {
  return (
    endsAt.getTime() > lastPlainDay(place).add({ days: 1 }).toZonedDateTime(place.facility.timeZone).epochMilliseconds
  );
}

type Interval = { readonly startsAt: Date; readonly endsAt: Date };

/**
 * What is wrong with a time that nobody may book yet, or null.
 * @param was where it lies already: what was booked further ahead may come nearer, and stay where it is
 */
export function tooFarAhead(
  place: Place,
  { startsAt, endsAt }: Interval,
  was: Interval | null = null,
  what = 'Bookings can be made',
): InvalidField | null {
  if (!isTooFar(place, endsAt) || (was !== null && endsAt <= was.endsAt)) return null;
  const wayOut =
    was !== null && isTooFar(place, was.endsAt)
      ? 'This one is further ahead already: it can be moved nearer, or cancelled.'
      : 'Choose an earlier day.';
  return {
    path: isTooFar(place, new Date(startsAt.getTime() + 1)) ? 'startsAt' : 'endsAt',
    message: `${farthestWords(place, what)} ${wayOut}`,
  };
}
