import { Temporal } from 'temporal-polyfill';
import { ordinal } from './rule-words.ts';
import { seriesBounds } from './series-bounds.ts';

export type Frequency = 'DAILY' | 'WEEKLY' | 'MONTHLY';

export type Rule = {
  readonly frequency: Frequency;
  /** Each day, week or month; each second one; … */
  readonly every: number;
  /** ISO: 1 is Monday. Of a weekly rule alone; the weekday of the first date where none is given. */
  readonly weekdays: readonly number[];
  /** The last day on which it may begin. With a count as well, whichever comes first. */
  readonly until: string | null;
  /** Of all dates that the rule names, also of those that cannot be. */
  readonly count: number | null;
};

/** A time on the wall of the facility. */
export type LocalInterval = { readonly start: Temporal.PlainDateTime; readonly end: Temporal.PlainDateTime };

/** When that is; or why the wall never shows it. */
export type Moments =
  | { readonly startsAt: Date; readonly endsAt: Date; readonly problem: null }
  | { readonly startsAt: null; readonly endsAt: null; readonly problem: string };

/** One date that a rule names. Without a local time where the month has no such day. */
export type Occurrence = { readonly date: string; readonly local: LocalInterval | null } & Moments;

export const mostDates = seriesBounds.seriesDates.value;

/** An interval as the wall shows it. */
export function localInterval(startsAt: Date, endsAt: Date, timeZone: string): LocalInterval {
  return {
    start: localOf(startsAt, timeZone),
    end: localOf(endsAt, timeZone),
  };
}

export function localOf(moment: Date, timeZone: string): Temporal.PlainDateTime {
  return Temporal.Instant.fromEpochMilliseconds(moment.getTime()).toZonedDateTimeISO(timeZone).toPlainDateTime();
}

/** The moment at which the wall shows this; the first where it does so twice; null where the clock skips it. */
export function momentOf(local: Temporal.PlainDateTime, timeZone: string): Date | null {
  const zoned = local.toZonedDateTime(timeZone, { disambiguation: 'earlier' });
  return zoned.toPlainDateTime().equals(local) ? new Date(zoned.epochMilliseconds) : null;
}

/** The moments of an interval on the wall, or why it has none. */
export function momentsOf(local: LocalInterval, timeZone: string): Moments {
  const startsAt = momentOf(local.start, timeZone);
  const endsAt = momentOf(local.end, timeZone);
  if (startsAt && endsAt) return { startsAt, endsAt, problem: null };
  const skipped = startsAt ? local.end : local.start;
  return { startsAt: null, endsAt: null, problem: `The clock skips ${timeText(skipped)} on that day.` };
}

function timeText(local: Temporal.PlainDateTime): string {
  return local.toPlainTime().toString({ smallestUnit: 'minute' });
}

/**
 * The dates of a rule from the first interval on, which counts where the rule names its day. One more than `mostDates`
 * at most, so that a caller can tell that it is too many. Wall-clock times are kept across changes of the clock; a date
 * that cannot be is told, and never moved.
 */
export function datesOf(
  rule: Rule,
  first: { readonly startsAt: Date; readonly endsAt: Date },
  timeZone: string,
): Occurrence[] {
  const local = localInterval(first.startsAt, first.endsAt, timeZone);
  const time = local.start.toPlainTime();
  const length = local.start.until(local.end);
  const most = Math.min(rule.count ?? mostDates + 1, mostDates + 1);
  const dates: Occurrence[] = [];
  for (const day of daysOf(rule, local.start.toPlainDate())) {
    if (dates.length >= most || (rule.until !== null && day.date.toString() > rule.until)) break;
    dates.push(occurrenceOn(day));
  }
  return dates;

  function occurrenceOn({ date, missing }: Day): Occurrence {
    if (missing !== undefined)
      return { date: date.toString(), local: null, startsAt: null, endsAt: null, problem: missing };
    const start = date.toPlainDateTime(time);
    // Where the wall shows a time twice, the first date is the one that was meant.
    if (start.equals(local.start))
      return { date: date.toString(), local, startsAt: first.startsAt, endsAt: first.endsAt, problem: null };
    const interval = { start, end: start.add(length) };
    return { date: date.toString(), local: interval, ...momentsOf(interval, timeZone) };
  }
}

type Day = { readonly date: Temporal.PlainDate; readonly missing?: string };

/** Without an end: whoever takes from it stops. */
function* daysOf({ frequency, every, weekdays }: Rule, first: Temporal.PlainDate): Generator<Day> {
  // Eight thousand years of them are more than anybody takes.
  for (let turn = 0; turn < 100_000; turn += 1) {
    if (frequency === 'DAILY') yield { date: first.add({ days: turn * every }) };
    else if (frequency === 'MONTHLY') yield dayOfMonth(first, turn * every);
    else {
      const monday = first.subtract({ days: first.dayOfWeek - 1 }).add({ weeks: turn * every });
      for (const weekday of weekdays.length > 0 ? weekdays.toSorted((a, b) => a - b) : [first.dayOfWeek]) {
        const date = monday.add({ days: weekday - 1 });
        if (Temporal.PlainDate.compare(date, first) >= 0) yield { date };
      }
    }
  }
}

/** A month that has no such day is told by its last one. */
function dayOfMonth(first: Temporal.PlainDate, months: number): Day {
  const date = first.add({ months });
  if (date.day === first.day) return { date };
  return {
    date,
    missing: `${date.toLocaleString('en-GB', { month: 'long', year: 'numeric' })} has no ${ordinal(first.day)}.`,
  };
}
