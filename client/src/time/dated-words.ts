import { dateOf } from './day.ts';
import type { Interval } from './interval.ts';
import { longDayWords, whenWords } from './words.ts';

/** As `whenWords`, with the year where it is not that of now: `Tue 17 Nov 2027, 07:30 – 16:30`. */
export function datedWords(interval: Interval, timeZone: string, now: number): string {
  const words = whenWords(interval, timeZone);
  const [from, to] = [interval.start, interval.end - 1].map((at) => dateOf(at, timeZone).slice(0, 4));
  // Over the turn of a year it says both already.
  return from !== to || from === dateOf(now, timeZone).slice(0, 4) ? words : words.replace(',', ` ${from},`);
}

/** `Tuesday 17 November 2026` */
export function dateWords(date: string): string {
  return `${longDayWords(Date.parse(`${date}T12:00:00Z`), 'UTC')} ${date.slice(0, 4)}`;
}
