import { closedWords } from '../rooms/facts/closure-words.ts';
import { graphql } from '../graphql/generated/gql.ts';
import type { TakenRoomFragment } from '../graphql/generated/graphql.ts';
import { intervalOf } from '../time/interval.ts';
import { whenWords } from '../time/words.ts';

graphql(`
  fragment TakenRoom on RoomTakenError {
    segments {
      index
      date
      startsAt
      endsAt
      conflicts {
        ...StandingOccupancy
      }
      alternatives {
        startsAt
        endsAt
        spareSeats
        reason
        room {
          id
          name
          capacity
        }
      }
    }
  }
`);

graphql(`
  fragment StandingOccupancy on Occupancy {
    id
    startsAt
    endsAt
    room {
      id
      name
    }
    bookedRoom {
      id
      name
    }
    booking {
      id
      version
      reference
      status
      clientName
      startsAt
      endsAt
      tenant {
        id
        code
      }
    }
    closure {
      id
      version
      startsAt
      endsAt
      reason
    }
  }
`);

export type TakenSegment = TakenRoomFragment['segments'][number];
export type Alternative = TakenSegment['alternatives'][number];
export type Conflict = TakenSegment['conflicts'][number];
export type ConflictingBooking = NonNullable<Conflict['booking']>;

/** Says who stands there, once each: a folded wall is taken as two rooms. Closed ones say why, busy ones of others have no name. */
export function conflictWords(
  conflicts: readonly Conflict[],
  timeZone: string,
): readonly { key: string; words: string }[] {
  const found = new Map<string, string>();
  for (const { startsAt, endsAt, booking, closure } of conflicts) {
    if (closure) {
      found.set(
        closure.id,
        `${closedWords(closure)}, ${whenWords(intervalOf(closure.startsAt, closure.endsAt), timeZone)}`,
      );
      continue;
    }
    const when = whenWords(
      booking ? intervalOf(booking.startsAt, booking.endsAt) : intervalOf(startsAt, endsAt),
      timeZone,
    );
    found.set(booking?.id ?? `${startsAt} ${endsAt}`, booking ? `${booking.clientName}, ${when}` : `Busy, ${when}`);
  }
  return [...found].map(([key, words]) => ({ key, words }));
}

/** Nothing but closures stands there. */
export function isClosed(conflicts: readonly Conflict[] | string): boolean {
  return typeof conflicts !== 'string' && conflicts.length > 0 && conflicts.every(({ closure }) => closure);
}

/** The bookings that would have to give way; null where one of them is not known or past giving way, or the room is closed. */
export function displaceable(conflicts: readonly Conflict[]): readonly ConflictingBooking[] | null {
  const found = new Map<string, ConflictingBooking>();
  for (const { booking } of conflicts) {
    if (!booking || booking.status === 'COMPLETED') return null;
    found.set(booking.id, booking);
  }
  return found.size > 0 ? [...found.values()] : null;
}

export function isSameTime(
  alternative: Pick<Alternative, 'startsAt' | 'endsAt'>,
  segment: Pick<TakenSegment, 'startsAt' | 'endsAt'>,
): boolean {
  return alternative.startsAt === segment.startsAt && alternative.endsAt === segment.endsAt;
}
