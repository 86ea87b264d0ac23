import { graphql } from '../graphql/generated/gql.ts';
import { cateringWords, devicesWords, peopleWords } from '../bookings/booking-words.ts';
import type { BookingFactName, NotifiedBookingFragment, NotifiedFactsFragment } from '../graphql/generated/graphql.ts';
import { datedWords } from '../time/dated-words.ts';
import { intervalOf } from '../time/interval.ts';

graphql(`
  fragment NotifiedFacts on BookingFacts {
    status
    startsAt
    endsAt
    room {
      id
      name
    }
    requestedRoom {
      id
      name
    }
    numLearners
    numFacilitators
    coffeeTeaStation
    morningCatering
    lunchCatering
    stationeryNeeded
    waterBottles
    devicesNeeded
    deviceTypePreference
    requester {
      id
      displayName
    }
  }
`);

export type Change = {
  readonly name: string;
  readonly before: string;
  /** Null where both read alike: the client's wishes are others. */
  readonly after: string | null;
};

const factNames: Record<BookingFactName, string> = {
  STATUS: 'Status',
  TIMES: 'When',
  ROOM: 'Room',
  REQUESTED_ROOM: 'Preferred room',
  PEOPLE: 'People',
  CATERING: 'Catering',
  SUPPLIES: 'Supplies',
  DEVICES: 'Devices',
  REQUESTER: 'Requester',
};

const statusWords: Record<NotifiedFactsFragment['status'], string> = {
  PENDING: 'needs a room',
  ROOM_ASSIGNED: 'room assigned',
  CONFIRMED: 'confirmed',
  COMPLETED: 'completed',
  REJECTED: 'rejected',
  CANCELLED: 'cancelled',
};

/** What of a booking is different, in words for before and after. Its status only where nothing else tells of it. */
export function changeWords(
  { type, changed, before, after }: NotifiedBookingFragment,
  timeZone: string,
  now: number,
): readonly Change[] {
  if (!before || !after) return [];
  return changed
    .filter((name) => name !== 'STATUS' || type === 'BOOKING_CHANGED')
    .map((name) => {
      const [was, is] = [factWords(name, before, timeZone, now), factWords(name, after, timeZone, now)];
      return { name: factNames[name], before: was, after: was === is ? null : is };
    });
}

function factWords(name: BookingFactName, facts: NotifiedFactsFragment, timeZone: string, now: number): string {
  switch (name) {
    case 'STATUS':
      return statusWords[facts.status];
    case 'TIMES':
      return datedWords(intervalOf(facts.startsAt, facts.endsAt), timeZone, now);
    case 'ROOM':
      return facts.room?.name ?? 'none';
    case 'REQUESTED_ROOM':
      return facts.requestedRoom?.name ?? 'none';
    case 'PEOPLE':
      return peopleWords(facts);
    case 'CATERING':
      return cateringWords(facts).join(', ') || 'none';
    case 'SUPPLIES':
      return (
        [
          ...(facts.stationeryNeeded ? ['stationery'] : []),
          ...(facts.waterBottles > 0 ? [`${facts.waterBottles} water`] : []),
        ].join(', ') || 'none'
      );
    case 'DEVICES':
      return facts.devicesNeeded === 0 ? 'none' : devicesWords(facts.devicesNeeded, facts.deviceTypePreference);
    case 'REQUESTER':
      return facts.requester?.displayName ?? 'unknown';
  }
}
