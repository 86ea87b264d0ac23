import { Temporal } from 'temporal-polyfill';
import { ordinal } from './ordinal.ts';
import { seriesBounds } from './series-bounds.ts';

export type Frequency = 'DAILY' | 'WEEKLY' | 'MONTHLY';

export type Rule = {
  readonly frequency: Frequency;
  /** Each day, week or month; each second one; … */
  readonly every: number;
  /** ISO: 1 is Monday. For weekly rules only; the weekday of the first date where none is given. */
  readonly weekdays: readonly number[];
  /** The last day on which a date may begin. With a count as well, whichever comes first. */
  readonly until: string | null;
  /** How many dates the rule names, impossible ones included. */
  readonly count: number | null;
};

/** A time in the facility's zone. */
export type LocalInterval = { readonly start: Temporal.PlainDateTime; readonly end: Temporal.PlainDateTime };

/** The moments of that time; or why it does not exist. */
export type Moments =
  | { readonly startsAt: Date; readonly endsAt: Date; readonly problem: null }
  | { readonly startsAt: null; readonly endsAt: null; readonly problem: string };

/** One date of a rule. Without a local time where the month has no such day. */
export type Occurrence = { readonly date: string; readonly local: LocalInterval | null } & Moments;

export const mostDates = seriesBounds.seriesDates.value;

/** An interval in local time. */
export function localInterval(startsAt: Date, endsAt: Date, timeZone: string): LocalInterval {
  return {
    start: localOf(startsAt, timeZone),
    end: localOf(endsAt, timeZone),
  };
}

export function localOf(moment: Date, timeZone: string): Temporal.PlainDateTime {
  return Temporal.Instant.fromEpochMilliseconds(moment.getTime()).toZonedDateTimeISO(timeZone).toPlainDateTime();
}

/** The moment of a local time; the first where it occurs twice; null where the clock skips it. */
export function momentOf(local: Temporal.PlainDateTime, timeZone: string): Date | null {
  const zoned = local.toZonedDateTime(timeZone, { disambiguation: 'earlier' });
  return zoned.toPlainDateTime().equals(local) ? new Date(zoned.epochMilliseconds) : null;
}

/** The moments of a local interval, or why it has none. */
export function momentsOf(local: LocalInterval, timeZone: string): Moments {
  const startsAt = momentOf(local.start, timeZone);
  const endsAt = momentOf(local.end, timeZone);
  if (startsAt && endsAt) return { startsAt, endsAt, problem: null };
  const skipped = startsAt ? local.end : local.start;
  return {
    startsAt: null,
    endsAt: null,
    problem: `${timeText(skipped)} doesn’t exist on that day, because the clocks change.`,
  };
}

function timeText(local: Temporal.PlainDateTime): string {
  return local.toPlainTime().toString({ smallestUnit: 'minute' });
}

/**
 * The dates of a rule from the first interval on, which counts where the rule names its day. It returns one more than
 * `mostDates` at most, so that a caller can tell that it is too many. Local times stay the same across changes of the
 * clock; an impossible date is reported, and never moved.
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
    // Where a local time occurs twice, the first date is the one that was meant.
    if (start.equals(local.start))
      return { date: date.toString(), local, startsAt: first.startsAt, endsAt: first.endsAt, problem: null };
    const interval = { start, end: start.add(length) };
    return { date: date.toString(), local: interval, ...momentsOf(interval, timeZone) };
  }
}

type Day = { readonly date: Temporal.PlainDate; readonly missing?: string };

/** Endless: the caller stops. */
function* daysOf({ frequency, every, weekdays }: Rule, first: Temporal.PlainDate): Generator<Day> {
  // Eight thousand years of dates are more than any caller takes.
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

/** A month without such a day is reported by its last day. */
function dayOfMonth(first: Temporal.PlainDate, months: number): Day {
  const date = first.add({ months });
  if (date.day === first.day) return { date };
  return {
    date,
    missing: `${date.toLocaleString('en', { month: 'long', year: 'numeric' })} has no ${ordinal(first.day)}.`,
  };
}
