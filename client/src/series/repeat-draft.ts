import type { FieldErrors } from '../forms/field-errors.ts';
import type { SeriesFrequency, SeriesRuleInput, Weekday } from '../graphql/generated/graphql.ts';
import { addDays } from '../time/day.ts';

/** How a booking repeats, as a form holds it. */
export type RepeatDraft = {
  readonly frequency: SeriesFrequency;
  /** As it is typed. */
  readonly every: string;
  /** None: the weekday of the first date. */
  readonly weekdays: readonly Weekday[];
  readonly ends: 'until' | 'count';
  readonly until: string;
  readonly count: string;
  /** Dates that clash, and are not to be booked. */
  readonly leaveOut: readonly string[];
  /** Another room for these dates. */
  readonly rooms: Readonly<Record<string, string>>;
};

export const weekdays: readonly Weekday[] = [
  'MONDAY',
  'TUESDAY',
  'WEDNESDAY',
  'THURSDAY',
  'FRIDAY',
  'SATURDAY',
  'SUNDAY',
];

const mostDates = 200;

/** Weekly, for three months: what is asked for most. */
export function usualRepeat(first: string): RepeatDraft {
  return {
    frequency: 'WEEKLY',
    every: '1',
    weekdays: [],
    ends: 'count',
    until: first ? addDays(first, 84) : '',
    count: '12',
    leaveOut: [],
    rooms: {},
  };
}

/** The days it is on; the weekday of the first date where none was chosen. */
export function weekdaysOf(repeat: RepeatDraft, first: string): readonly Weekday[] {
  if (repeat.weekdays.length > 0 || !first) return repeat.weekdays;
  return [weekdays[Temporal.PlainDate.from(first).dayOfWeek - 1]!];
}

/** The last one stays: a week without a day is none. */
export function toggleWeekday(repeat: RepeatDraft, day: Weekday, first: string): RepeatDraft {
  const chosen = weekdaysOf(repeat, first);
  const next = chosen.includes(day)
    ? chosen.filter((one) => one !== day)
    : weekdays.filter((one) => one === day || chosen.includes(one));
  return next.length > 0 ? { ...repeat, weekdays: next } : repeat;
}

function whole(text: string): number | null {
  return /^\d{1,4}$/.test(text.trim()) ? Number(text) : null;
}

export function repeatErrors(repeat: RepeatDraft, first: string): FieldErrors {
  const errors: Record<string, string> = {};
  const every = whole(repeat.every);
  if (every === null || every < 1 || every > 99) errors['rule.every'] = 'Enter a number from 1 to 99.';
  if (repeat.ends === 'count') {
    const count = whole(repeat.count);
    if (count === null || count < 1 || count > mostDates)
      errors['rule.count'] = `Enter a number from 1 to ${mostDates}.`;
  } else if (!repeat.until) errors['rule.until'] = 'Choose the last day.';
  else if (first && repeat.until < first) errors['rule.until'] = 'This is before the first date.';
  return errors;
}

/** Null while something of it is missing. */
export function ruleInput(repeat: RepeatDraft, first: string): SeriesRuleInput | null {
  if (Object.keys(repeatErrors(repeat, first)).length > 0) return null;
  return {
    frequency: repeat.frequency,
    every: whole(repeat.every) ?? 1,
    weekdays: repeat.frequency === 'WEEKLY' ? [...weekdaysOf(repeat, first)] : null,
    until: repeat.ends === 'until' ? repeat.until : null,
    count: repeat.ends === 'count' ? whole(repeat.count) : null,
  };
}

export function leaveOut(repeat: RepeatDraft, dates: readonly string[]): RepeatDraft {
  return {
    ...repeat,
    leaveOut: [...new Set([...repeat.leaveOut, ...dates])].toSorted(),
    rooms: without(repeat.rooms, dates),
  };
}

export function takeBackIn(repeat: RepeatDraft, date: string): RepeatDraft {
  return { ...repeat, leaveOut: repeat.leaveOut.filter((one) => one !== date), rooms: without(repeat.rooms, [date]) };
}

export function otherRoom(repeat: RepeatDraft, date: string, roomId: string): RepeatDraft {
  return {
    ...repeat,
    leaveOut: repeat.leaveOut.filter((one) => one !== date),
    rooms: { ...repeat.rooms, [date]: roomId },
  };
}

function without(rooms: RepeatDraft['rooms'], dates: readonly string[]): RepeatDraft['rooms'] {
  return Object.fromEntries(Object.entries(rooms).filter(([date]) => !dates.includes(date)));
}
