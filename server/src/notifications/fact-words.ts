import type { BookingStatus, DeviceTypePreference, LunchCatering, MorningCatering } from '../generated/prisma/enums.ts';
import type { Facility } from '../platform/facility.ts';
import { type BookingFactName, changedFacts, type Facts, type Item } from './load-items.ts';

/** How a facility says times. */
type Wall = Pick<Facility, 'timeZone' | 'locale'>;

/** "Tue, 2 June 2026, 09:00 to 12:00", or with both days where there are two. */
export function timeWords(startsAt: Date, endsAt: Date, { timeZone, locale }: Wall): string {
  const day = (at: Date) =>
    at.toLocaleDateString(locale, { timeZone, weekday: 'short', day: 'numeric', month: 'long', year: 'numeric' });
  const time = (at: Date) =>
    at.toLocaleTimeString(locale, { timeZone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
  const [first, last] = [day(startsAt), day(endsAt)];
  return `${first}, ${time(startsAt)} to ${first === last ? '' : `${last}, `}${time(endsAt)}`;
}

/** A count in words: "1 booking", "3 bookings". */
export function countWords(count: number, one: string, many: string): string {
  return `${count} ${count === 1 ? one : many}`;
}

/**
 * The changes of a booking, a line each: "Room: Honesty → Courage". The status only where nothing else shows the
 * change.
 */
export function changeWords(item: Pick<Item, 'type' | 'before' | 'after'>, wall: Wall): string[] {
  const { before, after } = item;
  if (before === null || after === null) return [];
  return changedFacts(item)
    .filter((name) => name !== 'STATUS' || item.type === 'BOOKING_CHANGED')
    .map((name) => {
      const [was, is] = [before, after].map((facts) => wordsOf[name](facts, wall));
      return was === is ? `${labels[name]}: notes changed` : `${labels[name]}: ${was} → ${is}`;
    });
}

const labels: Record<BookingFactName, string> = {
  STATUS: 'Status',
  TIMES: 'Time',
  ROOM: 'Room',
  REQUESTED_ROOM: 'Preferred room',
  PEOPLE: 'People',
  CATERING: 'Catering',
  SUPPLIES: 'Supplies',
  DEVICES: 'Devices',
  REQUESTER: 'Requester',
};

const statuses: Record<BookingStatus, string> = {
  PENDING: 'needs a room',
  ROOM_ASSIGNED: 'room assigned',
  CONFIRMED: 'confirmed',
  COMPLETED: 'completed',
  REJECTED: 'rejected',
  CANCELLED: 'cancelled',
};
const mornings: Record<MorningCatering, string | null> = {
  NONE: null,
  PASTRY: 'morning pastry',
  SANDWICHES: 'morning sandwiches',
};
const lunches: Record<LunchCatering, string | null> = {
  NONE: null,
  SELF_CATERED: 'self-catered lunch',
  IN_HOUSE: 'in-house lunch',
};
const devices: Record<DeviceTypePreference, readonly [one: string, many: string]> = {
  ANY: ['device', 'devices'],
  LAPTOPS: ['laptop', 'laptops'],
  DESKTOPS: ['desktop', 'desktops'],
};

function listed(parts: readonly (string | null | false)[]): string {
  return parts.filter((part) => typeof part === 'string').join(', ') || 'none';
}

const wordsOf: Record<BookingFactName, (facts: Facts, wall: Wall) => string> = {
  STATUS: ({ status }) => statuses[status],
  TIMES: ({ startsAt, endsAt }, wall) => timeWords(new Date(startsAt), new Date(endsAt), wall),
  ROOM: ({ room }) => room?.name ?? 'none',
  REQUESTED_ROOM: ({ requestedRoom }) => requestedRoom?.name ?? 'none',
  PEOPLE: ({ numLearners, numFacilitators }) =>
    `${countWords(numLearners, 'learner', 'learners')}, ${countWords(numFacilitators, 'facilitator', 'facilitators')}`,
  CATERING: ({ coffeeTeaStation, morningCatering, lunchCatering }) =>
    listed([coffeeTeaStation && 'coffee and tea', mornings[morningCatering], lunches[lunchCatering]]),
  SUPPLIES: ({ stationeryNeeded, waterBottles }) =>
    listed([
      stationeryNeeded && 'stationery',
      waterBottles > 0 && `${countWords(waterBottles, 'water bottle', 'water bottles')} per day`,
    ]),
  DEVICES: ({ devicesNeeded, deviceTypePreference }) =>
    devicesNeeded === 0 ? 'none' : countWords(devicesNeeded, ...devices[deviceTypePreference]),
  REQUESTER: ({ requester }) => requester?.displayName ?? 'unknown',
};
