import { withYear } from './date-order.ts';
import { dateOf } from './day.ts';
import type { Interval } from './interval.ts';
import { dayWords, longDayWords, whenWords } from './words.ts';

/** As `whenWords`, with the year where it is not that of now: `Tue 17 Nov 2027, 07:30 – 16:30`. */
export function datedWords(interval: Interval, timeZone: string, now: number): string {
  const words = whenWords(interval, timeZone);
  const [from, to] = [interval.start, interval.end - 1].map((at) => dateOf(at, timeZone).slice(0, 4));
  // Over the turn of a year it says both already.
  return from !== to || from === dateOf(now, timeZone).slice(0, 4)
    ? words
    : words.replace(',', `${withYear('', from ?? '')},`);
}

function noonOf(date: string): number {
  return Date.parse(`${date}T12:00:00Z`);
}

/** `Tue 8 Dec` */
export function shortDateWords(date: string): string {
  return dayWords(noonOf(date), 'UTC');
}

/** `29 November 2036` */
export function plainDateWords(date: string): string {
  const [, ...words] = dateWords(date).split(' ');
  return words.join(' ');
}

/** `Tuesday 17 November 2026` */
export function dateWords(date: string): string {
  return withYear(longDayWords(noonOf(date), 'UTC'), date.slice(0, 4));
}
