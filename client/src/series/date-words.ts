import { withYear } from '../time/date-order.ts';
import { shortDateWords } from '../time/dated-words.ts';
import { dateOf } from '../time/day.ts';
import { now } from '../time/now.ts';

/** `Tue 8 Dec`, with the year where it is not this one. */
export function spokenDay(date: string, timeZone: string): string {
  const [year = ''] = date.split('-');
  const words = shortDateWords(date);
  return year === dateOf(now(), timeZone).slice(0, 4) ? words : withYear(words, year);
}
