import { graphql } from '../graphql/generated/gql.ts';
import type { BookingFactsFragment } from '../graphql/generated/graphql.ts';
import { intervalOf } from '../time/interval.ts';
import { dayWords, whenWords } from '../time/words.ts';
import { attendees, cateringWords, devicesWords, peopleWords, sentence } from './booking-words.ts';
import { statusFacts } from './status.ts';

graphql(`
  fragment BookingFacts on Booking {
    id
    version
    kind
    status
    clientName
    clientContactPerson
    clientEmail
    clientPhone
    startsAt
    endsAt
    setupMinutes
    teardownMinutes
    setupSetByHand
    teardownSetByHand
    room {
      id
      name
      capacity
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
    cateringNotes
    stationeryNeeded
    waterBottles
    devicesNeeded
    devicesAssigned
    deviceTypePreference
    offSite {
      rentalNumber
      company
      contactPerson
      phone
      email
      address
      returnOn
    }
    notes
    bossNotes
    statusReason
  }
`);

export type FactName =
  | 'Status'
  | 'Client'
  | 'When'
  | 'Room'
  | 'Setup'
  | 'People'
  | 'Devices'
  | 'Off-site'
  | 'On-site contact'
  | 'Catering'
  | 'Catering notes'
  | 'Supplies'
  | 'Contact'
  | 'Phone'
  | 'E-mail'
  | 'Preferred room'
  | 'Notes'
  | 'Room Boss’s note'
  | 'Reason';

/** Everything about a booking in words, by name; null for what it does not have. */
export type BookingFacts = Readonly<Record<FactName, string | null>>;

function peopleFact({ room, ...booking }: BookingFactsFragment): string | null {
  const all = attendees(booking);
  if (booking.kind === 'DEVICES_ONLY' && all === 0) return null;
  return `${peopleWords(booking)} = ${all}${room ? ` of ${room.capacity} seats` : ''}`;
}

function offSiteFact({ offSite }: BookingFactsFragment): string | null {
  if (!offSite) return null;
  const due = dayWords(Date.parse(offSite.returnOn), 'UTC');
  return [`Rental ${offSite.rentalNumber}`, offSite.company, offSite.address, `back on ${due}`]
    .filter(Boolean)
    .join(' · ');
}

/** Where a boss set it, also that none is needed. */
function setupFact({
  setupMinutes,
  teardownMinutes,
  setupSetByHand,
  teardownSetByHand,
}: BookingFactsFragment): string | null {
  const part = (minutes: number, what: string, set: boolean) =>
    minutes > 0 || set ? [`${minutes} min ${what}${set ? ' (set by hand)' : ''}`] : [];
  return (
    [...part(setupMinutes, 'setup', setupSetByHand), ...part(teardownMinutes, 'teardown', teardownSetByHand)].join(
      ', ',
    ) || null
  );
}

function suppliesFact(booking: BookingFactsFragment): string | null {
  const sets = attendees(booking);
  const bottles = booking.waterBottles;
  const parts = [
    ...(booking.stationeryNeeded ? [`${sets} stationery ${sets === 1 ? 'set' : 'sets'}`] : []),
    ...(bottles > 0 ? [`${bottles} ${bottles === 1 ? 'bottle' : 'bottles'} of water per day`] : []),
  ];
  return parts.join(' · ') || null;
}

export function bookingFacts(booking: BookingFactsFragment, timeZone: string): BookingFacts {
  return {
    Status: statusFacts[booking.status].words,
    Client: booking.clientName,
    When: whenWords(intervalOf(booking.startsAt, booking.endsAt), timeZone),
    Room: booking.room?.name ?? null,
    Setup: setupFact(booking),
    People: peopleFact(booking),
    Devices: booking.devicesNeeded > 0 ? devicesWords(booking.devicesNeeded, booking.deviceTypePreference) : null,
    'Off-site': offSiteFact(booking),
    'On-site contact':
      [booking.offSite?.contactPerson, booking.offSite?.phone, booking.offSite?.email].filter(Boolean).join(' · ') ||
      null,
    Catering: sentence(cateringWords(booking)) || null,
    'Catering notes': booking.cateringNotes || null,
    Supplies: suppliesFact(booking),
    Contact: booking.clientContactPerson || null,
    Phone: booking.clientPhone || null,
    'E-mail': booking.clientEmail || null,
    'Preferred room': booking.requestedRoom?.name ?? null,
    Notes: booking.notes || null,
    'Room Boss’s note': booking.bossNotes || null,
    Reason: booking.statusReason || null,
  };
}
