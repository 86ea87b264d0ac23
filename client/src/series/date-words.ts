import { dateOf } from '../time/day.ts';
import { now } from '../time/now.ts';

/** `Tue 8 Dec`, with the year where it is not this one. */
export function spokenDay(date: string, timeZone: string): string {
  const day = Temporal.PlainDate.from(date);
  const year = date.slice(0, 4) === dateOf(now(), timeZone).slice(0, 4) ? {} : ({ year: 'numeric' } as const);
  return day.toLocaleString('en-GB', { weekday: 'short', day: 'numeric', month: 'short', ...year }).replace(',', '');
}
