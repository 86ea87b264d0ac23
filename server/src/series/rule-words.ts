import { Temporal } from 'temporal-polyfill';
import { ordinal } from './ordinal.ts';
import type { Rule } from './recurrence.ts';

const names = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];

/**
 * A rule as people say it: "every Tuesday and Thursday until 11 December 2026".
 * @param locale how days are written
 */
export function ruleWords(
  rule: Rule,
  first: Temporal.PlainDate,
  locale: string,
  movedFrom: string | null = null,
): string {
  const until = rule.until === null ? '' : ` until ${dayWords(rule.until, locale)}`;
  const moved = movedFrom === null ? '' : `, moved from ${dayWords(movedFrom, locale)} on`;
  return `${howOften(rule, first)}${until}${moved}`;
}

function howOften({ frequency, every, weekdays }: Rule, first: Temporal.PlainDate): string {
  if (frequency === 'DAILY') return every === 1 ? 'every day' : `every ${every} days`;
  if (frequency === 'MONTHLY')
    return `${every === 1 ? 'every month' : `every ${every} months`} on the ${ordinal(first.day)}`;
  const days = listWords(
    (weekdays.length > 0 ? weekdays : [first.dayOfWeek]).toSorted((a, b) => a - b).map((day) => names[day - 1] ?? ''),
  );
  return every === 1 ? `every ${days}` : `every ${every} weeks on ${days}`;
}

function listWords(words: readonly string[]): string {
  return words.length > 1 ? `${words.slice(0, -1).join(', ')} and ${words.at(-1)}` : (words[0] ?? '');
}

function dayWords(day: string, locale: string): string {
  return Temporal.PlainDate.from(day).toLocaleString(locale, { day: 'numeric', month: 'long', year: 'numeric' });
}
