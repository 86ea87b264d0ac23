import type { BookingFactsFragment } from '../../graphql/generated/graphql.ts';
import { bookingFacts, type FactName } from '../../bookings/booking-facts.ts';

export type ChangedFact = {
  readonly name: FactName;
  readonly before: string | null;
  readonly now: string | null;
};

/** What is different between two versions of a booking, in words that both stand in the drawer. */
export function whatChanged(
  before: BookingFactsFragment,
  now: BookingFactsFragment,
  timeZone: string,
): readonly ChangedFact[] {
  const then = bookingFacts(before, timeZone);
  const today = bookingFacts(now, timeZone);
  return (Object.keys(today) as FactName[])
    .filter((name) => then[name] !== today[name])
    .map((name) => ({ name, before: then[name], now: today[name] }));
}
