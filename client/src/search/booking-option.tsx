import { StatusIcon } from '../bookings/status-icon.tsx';
import { statusFacts } from '../bookings/status.ts';
import type { FoundBookingFragment } from '../graphql/generated/graphql.ts';
import { datedWords } from '../time/dated-words.ts';
import { dateOf } from '../time/day.ts';
import { intervalOf } from '../time/interval.ts';
import type { GoTo } from '../links/go-to.ts';
import type { SearchOption } from './search-option.ts';

type Surroundings = {
  readonly timeZone: string;
  readonly now: number;
  /** Whether the division has to be said. */
  readonly manyTenants: boolean;
  readonly goTo: GoTo;
};

export function bookingOption(
  booking: FoundBookingFragment,
  { timeZone, now, manyTenants, goTo }: Surroundings,
): SearchOption {
  const { id, clientName, reference, status, startsAt, endsAt, room, requestedRoom, tenant } = booking;
  const { words, look } = statusFacts[status];
  const where = room?.name ?? (requestedRoom ? `prefers ${requestedRoom.name}` : null);
  return {
    key: `booking-${id}`,
    icon: (
      <span className={`search-status status-${look}`}>
        <StatusIcon look={look} />
      </span>
    ),
    title: clientName,
    detail: [
      datedWords(intervalOf(startsAt, endsAt), timeZone, now),
      where,
      reference,
      manyTenants ? tenant.code : null,
    ].filter((part) => part !== null),
    end: words,
    run: () => goTo.booking(id, dateOf(Date.parse(startsAt), timeZone)),
  };
}
