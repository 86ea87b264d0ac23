import { graphql } from '../graphql/generated/gql.ts';
import type { StillMissingFragment } from '../graphql/generated/graphql.ts';
import { intervalOf } from '../time/interval.ts';
import { attendees, cateringWords, devicesWords } from '../bookings/booking-words.ts';
import { menuFor } from '../bookings/kitchen-menu.ts';

graphql(`
  fragment StillMissing on Booking {
    id
    version
    kind
    status
    startsAt
    endsAt
    numLearners
    numFacilitators
    room {
      id
      name
      capacity
    }
    requestedRoom {
      id
      name
    }
    coffeeTeaStation
    morningCatering
    lunchCatering
    cateringNotes
    devicesNeeded
    devicesAssigned
    deviceTypePreference
  }
`);

export type Requirement = {
  readonly what: string;
  readonly state: 'done' | 'open';
  /** How it stands, and who owes it. */
  readonly note: string;
};

type Booking = StillMissingFragment;

function roomOf(booking: Booking): Requirement | null {
  if (booking.kind === 'DEVICES_ONLY') return null;
  const { room, requestedRoom } = booking;
  if (!room) {
    const wish = requestedRoom ? `prefers ${requestedRoom.name} · ` : '';
    return { what: 'Room', state: 'open', note: `${wish}Room Boss` };
  }
  const spare = room.capacity - attendees(booking);
  const fit =
    spare < 0
      ? `${-spare} more than it seats`
      : spare === 0
        ? 'exactly full'
        : `${spare} ${spare === 1 ? 'seat' : 'seats'} spare`;
  return { what: 'Room', state: 'done', note: `${room.name}, ${fit}` };
}

function devicesOf({ devicesNeeded, devicesAssigned, deviceTypePreference }: Booking): Requirement | null {
  if (devicesNeeded === 0) return null;
  const devices = devicesWords(devicesNeeded, deviceTypePreference);
  const missing = devicesNeeded - devicesAssigned;
  if (missing <= 0) return { what: 'Devices', state: 'done', note: `${devices} assigned` };
  const words = devicesAssigned === 0 ? devices : `${missing} of ${devices}`;
  return { what: 'Devices', state: 'open', note: `${words} · IT desk` };
}

function kitchenOf(booking: Booking, timeZone: string): Requirement | null {
  const words = cateringWords(booking);
  if (words.length === 0) return null;
  const menu = menuFor(booking.lunchCatering, intervalOf(booking.startsAt, booking.endsAt), timeZone);
  const kitchen = { what: 'Kitchen', state: 'done' } as const;
  if (menu === 'alternating') return { ...kitchen, note: 'alternating menu' };
  if (menu === 'as-wished') {
    if (booking.cateringNotes) return { ...kitchen, note: 'client’s requests noted' };
    return { what: 'Kitchen', state: 'open', note: 'lunch requests · ask the client' };
  }
  const cooked = cateringWords({ ...booking, lunchCatering: 'NONE' });
  return { ...kitchen, note: cooked.join(', ') || 'self-catered, no work' };
}

function confirmationOf({ status, kind, devicesNeeded, devicesAssigned }: Booking): Requirement | null {
  if (status === 'CONFIRMED' || (status === 'PENDING' && kind === 'ROOM')) return null;
  const owner = kind === 'DEVICES_ONLY' || devicesNeeded > devicesAssigned ? 'with the last device' : 'Room Boss';
  return { what: 'Confirmation', state: 'open', note: owner };
}

/** Finds what a booking needs before it can take place, in the order in which people see to it. Empty for one that is over. */
export function requirementsOf(booking: Booking, timeZone: string): readonly Requirement[] {
  if (!['PENDING', 'ROOM_ASSIGNED', 'CONFIRMED'].includes(booking.status)) return [];
  const all = [roomOf(booking), devicesOf(booking), kitchenOf(booking, timeZone), confirmationOf(booking)];
  return all.filter((requirement) => requirement !== null);
}
