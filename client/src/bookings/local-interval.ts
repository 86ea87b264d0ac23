import { plainDateWords, shortDateWords } from '../time/dated-words.ts';
import { instantOf, localTimeOf, shiftDate, type LocalTime } from '../time/local-time.ts';
import { lastDayOf } from '../time/day.ts';
import type { Interval } from '../time/interval.ts';
import type { FieldErrors } from '../forms/field-errors.ts';

/** When, as a form holds it: on the wall of the facility. */
export type LocalInterval = {
  readonly from: LocalTime;
  readonly to: LocalTime;
  /** Somebody has set the end: it no longer follows the start. */
  readonly endTouched: boolean;
  /** The last whole day of the start, while a half-typed one stands there: the end is still at its distance from it. */
  readonly lastStart?: string;
};

export function localInterval(startsAt: string, endsAt: string, timeZone: string): LocalInterval {
  return { from: localTimeOf(startsAt, timeZone), to: localEndOf(endsAt, timeZone), endTouched: false };
}

const midnight = '00:00';

/** The moment that a form means by an end: 00:00 is the end of its day, and not its beginning. */
export function endInstantOf(to: LocalTime, timeZone: string): string | null {
  if (to.time !== midnight || !isDay(to.date)) return instantOf(to, timeZone);
  // The first moment of the next day, which is another one than 00:00 where the clock skips that.
  return Temporal.PlainDate.from(to.date).add({ days: 1 }).toZonedDateTime(timeZone).toInstant().toString();
}

/** The same backwards: what ends as a day begins has ended with the day before. */
export function localEndOf(endsAt: string, timeZone: string): LocalTime {
  const local = localTimeOf(endsAt, timeZone);
  const day = Temporal.PlainDate.from(local.date);
  const begins = day.toZonedDateTime(timeZone).epochMilliseconds === Date.parse(endsAt);
  return begins || local.time === midnight ? { date: day.subtract({ days: 1 }).toString(), time: midnight } : local;
}

/** What 00:00 comes to, said where it stands. */
export function midnightWords(to: LocalTime): string | undefined {
  if (to.time !== midnight || !isDay(to.date)) return undefined;
  return `00:00 is midnight at the end of ${shortDateWords(to.date)}.`;
}

/** The end keeps its distance in days for as long as nobody has touched it; days that are being typed are waited for. */
export function moveStart({ lastStart, ...when }: LocalInterval, from: LocalTime): LocalInterval {
  const before = isDay(when.from.date) ? when.from.date : lastStart;
  if (when.endTouched || before === undefined) return { ...when, from };
  if (!isDay(from.date)) return { ...when, from, lastStart: before };
  return { ...when, from, to: { ...when.to, date: shiftDate(when.to.date, before, from.date) } };
}

/** A date field is empty in between, and passes through the years of the Romans and those of six digits. */
function isDay(date: string): boolean {
  return /^[1-9]\d{3}-\d\d-\d\d$/.test(date);
}

export function moveEnd(when: LocalInterval, to: LocalTime): LocalInterval {
  return { ...when, to, endTouched: true };
}

export function moveDays(when: LocalInterval, days: number): LocalInterval {
  const shift = ({ date, time }: LocalTime): LocalTime =>
    date ? { date: Temporal.PlainDate.from(date).add({ days }).toString(), time } : { date, time };
  return { ...when, from: shift(when.from), to: shift(when.to) };
}

/** The instants, as the API takes them; null where one of them does not exist or the end is not after the start. */
export function utcInterval(
  { from, to }: LocalInterval,
  timeZone: string,
): { startsAt: string; endsAt: string } | null {
  const startsAt = instantOf(from, timeZone);
  const endsAt = endInstantOf(to, timeZone);
  return startsAt && endsAt && Date.parse(startsAt) < Date.parse(endsAt) ? { startsAt, endsAt } : null;
}

export function intervalIn(when: LocalInterval, timeZone: string): Interval | null {
  const utc = utcInterval(when, timeZone);
  return utc && { start: Date.parse(utc.startsAt), end: Date.parse(utc.endsAt) };
}

/** The last day that may be booked, and how that is said. */
export type Horizon = {
  readonly lastDay: string;
  readonly what: string;
};

/** "Bookings can be made up to 29 November 2036." */
export function horizonWords({ lastDay, what }: Horizon): string {
  return `${what} up to ${plainDateWords(lastDay)}.`;
}

const longestMs = 366 * 86_400_000;

/** What can be told without asking the server, by `startsAt` and `endsAt`. */
export function intervalErrors(when: LocalInterval, timeZone: string, now: number, what = 'A booking'): FieldErrors {
  const startsAt = instantOf(when.from, timeZone);
  const endsAt = endInstantOf(when.to, timeZone);
  const missing = ({ date, time }: LocalTime) =>
    date && time ? 'This time doesn’t exist on that day, because the clocks change.' : 'Enter a day and a time.';
  const errors: Record<string, string> = {};
  if (!startsAt) errors['startsAt'] = missing(when.from);
  if (!endsAt) errors['endsAt'] = missing(when.to);
  if (startsAt && endsAt) {
    const [start, end] = [Date.parse(startsAt), Date.parse(endsAt)];
    if (end <= start) errors['endsAt'] = 'The end must come after the start.';
    else if (end - start > longestMs) errors['endsAt'] = `${what} can last 366 days at most.`;
    else if (end <= now) errors['endsAt'] = 'This has already ended.';
  }
  return errors;
}

/** That it lies too far ahead, by `startsAt` or `endsAt`. */
export function horizonErrors(when: LocalInterval, timeZone: string, horizon: Horizon): FieldErrors {
  const interval = intervalIn(when, timeZone);
  if (!interval || lastDayOf(interval, timeZone) <= horizon.lastDay) return {};
  return { [when.from.date > horizon.lastDay ? 'startsAt' : 'endsAt']: horizonWords(horizon) };
}
