import type { LunchCatering } from '../graphql/generated/graphql.ts';
import { dateOf } from '../time/day.ts';
import type { Interval } from '../time/interval.ts';

/** From so many days on the kitchen cooks its alternating menu; for less it asks what the client would like. */
const daysOfAlternatingMenu = 3;

export type Menu = 'alternating' | 'as-wished' | null;

/** Days on the facility's calendar that it touches: one that ends at midnight does not touch the next. */
export function daysTouched({ start, end }: Interval, timeZone: string): number {
  const first = Temporal.PlainDate.from(dateOf(start, timeZone));
  return first.until(Temporal.PlainDate.from(dateOf(end - 1, timeZone))).days + 1;
}

/** What the in-house lunch is; null where the kitchen cooks none. */
export function menuFor(lunch: LunchCatering, interval: Interval, timeZone: string): Menu {
  if (lunch !== 'IN_HOUSE') return null;
  return daysTouched(interval, timeZone) >= daysOfAlternatingMenu ? 'alternating' : 'as-wished';
}
