import { addDays } from './day.ts';
import { isMonthFirst } from './date-order.ts';
import { firstOfWeek, type WeekStart } from './week.ts';

const weekdays = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];
const months = [
  'january',
  'february',
  'march',
  'april',
  'may',
  'june',
  'july',
  'august',
  'september',
  'october',
  'november',
  'december',
];

/** How far back a day without its year may lie before the one of next year is meant. */
const monthsBack = { months: 3 };

/**
 * The day that somebody types into a search, or null where it is none: `17 nov`, `nov 17 2026`, `17.11.`, `17/11/26`
 * (in the order of the facility), `2026-11-17`, `tomorrow`, `friday`, `next monday`, `last week`, `in 3 days`, `2 weeks ago`.
 * `today` is that of the facility. A weekday alone is the first from today on; `next` and `last` are of the week
 * after this one and of the one before.
 */
export function spokenDate(text: string, today: string, weekStart: WeekStart): string | null {
  const phrase = text.trim().toLowerCase().replace(/,/g, ' ').replace(/\s+/g, ' ');
  return (
    dayIn(phrase, today) ?? weekdayIn(phrase, today, weekStart) ?? distanceIn(phrase, today) ?? dateIn(phrase, today)
  );
}

function dayIn(phrase: string, today: string): string | null {
  const days = { today: 0, tomorrow: 1, yesterday: -1 };
  return Object.hasOwn(days, phrase) ? addDays(today, days[phrase as keyof typeof days]) : null;
}

/** Short forms only where something says that a day is meant: "sun" alone begins the name of many a client. */
function weekdayIn(phrase: string, today: string, weekStart: WeekStart): string | null {
  const [, which, name = ''] = /^(?:(next|last|this|on) )?(\w+)$/.exec(phrase) ?? [];
  const first = firstOfWeek(today, weekStart);
  if (name === 'week' && which && which !== 'on') return addDays(first, weeksOf(which) * 7);
  const weekday = weekdays.findIndex((full) => full === name || (which && name.length > 2 && full.startsWith(name)));
  if (weekday < 0) return null;
  const ofThisWeek = Array.from({ length: 7 }, (_, days) => addDays(first, days)).find(
    (day) => Temporal.PlainDate.from(day).dayOfWeek === weekday + 1,
  );
  const date = addDays(ofThisWeek ?? first, weeksOf(which) * 7);
  const isNext = which === undefined || which === 'on';
  return isNext && date < today ? addDays(date, 7) : date;
}

function weeksOf(which: string | undefined): number {
  return which === 'next' ? 1 : which === 'last' ? -1 : 0;
}

function distanceIn(phrase: string, today: string): string | null {
  const [, ahead, count, unit = '', ago] =
    /^(in )?(\d{1,3}|an?|one|two|three) (day|week|month)s?( ago)?$/.exec(phrase) ?? [];
  // Either "in" before it or "ago" after it, not both.
  if (count === undefined || (ahead === undefined) === (ago === undefined)) return null;
  const words: Record<string, number> = { a: 1, an: 1, one: 1, two: 2, three: 3 };
  const steps = (words[count] ?? Number(count)) * (ago ? -1 : 1);
  return Temporal.PlainDate.from(today)
    .add({ [`${unit}s`]: steps })
    .toString();
}

function dateIn(phrase: string, today: string): string | null {
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(phrase);
  if (iso) return dateOfParts(Number(iso[3]), Number(iso[2]), iso[1], today);
  const numbers = /^(\d{1,2})([./])(\d{1,2})(?:\2(\d{4}|\d{2})?)?$/.exec(phrase);
  if (numbers) {
    const [one, other] = [Number(numbers[1]), Number(numbers[3])];
    // With dots the day is first everywhere.
    const [day, month] = isMonthFirst() && numbers[2] === '/' ? [other, one] : [one, other];
    return dateOfParts(day, month, numbers[4], today);
  }
  const dayFirst =
    /^(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]* )?(\d{1,2})(?:st|nd|rd|th)?\.? ?([a-z]{3,9})\.?(?: (\d{4}|\d{2}))?$/.exec(
      phrase,
    );
  if (dayFirst) return dateOfParts(Number(dayFirst[1]), monthCalled(dayFirst[2]!), dayFirst[3], today);
  const monthFirst = /^([a-z]{3,9})\.? (\d{1,2})(?:st|nd|rd|th)?(?: (\d{4}))?$/.exec(phrase);
  if (monthFirst) return dateOfParts(Number(monthFirst[2]), monthCalled(monthFirst[1]!), monthFirst[3], today);
  const month = /^([a-z]{3,9}) (\d{4})$/.exec(phrase);
  if (month) return dateOfParts(1, monthCalled(month[1]!), month[2], today);
  return null;
}

/** From 1; 0 where there is no such month. */
function monthCalled(name: string): number {
  return months.findIndex((full) => full.startsWith(name)) + 1;
}

function dateOfParts(day: number, month: number, year: string | undefined, today: string): string | null {
  if (year !== undefined) return existing(day, month, Number(year.length === 2 ? `20${year}` : year));
  const earliest = Temporal.PlainDate.from(today).subtract(monthsBack).toString();
  const from = Number(earliest.slice(0, 4));
  // Nine years, for 29 February over a century that has none.
  const dates = Array.from({ length: 9 }, (_, years) => existing(day, month, from + years));
  return dates.find((date) => date !== null && date >= earliest) ?? null;
}

function existing(day: number, month: number, year: number): string | null {
  try {
    return Temporal.PlainDate.from({ year, month, day }, { overflow: 'reject' }).toString();
  } catch {
    return null;
  }
}
