import { intervalOf, type Interval } from '../../time/interval.ts';

type TimedBooking = {
  readonly startsAt: string;
  readonly endsAt: string;
  readonly offSite?: { readonly returnOn: string } | null | undefined;
};

/** When the devices of a booking are wanted: what leaves the building, to the end of its day of return. */
export function deviceTimeOf({ startsAt, endsAt, offSite }: TimedBooking, timeZone: string): Interval {
  const { start, end } = intervalOf(startsAt, endsAt);
  if (!offSite) return { start, end };
  const back = Temporal.PlainDate.from(offSite.returnOn).add({ days: 1 }).toZonedDateTime(timeZone);
  return { start, end: Math.max(end, back.epochMilliseconds) };
}
