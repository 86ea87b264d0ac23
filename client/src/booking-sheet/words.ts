import type { EventWordsByType, FeatureWords, HistoryReader } from '../bookings/feature-words.ts';
import type { HistoryEntryFragment } from '../graphql/generated/graphql.ts';
import { timeMoved, turnaroundMoved } from './moved-words.ts';
import { timeWords } from '../time/words.ts';

type Entry = HistoryEntryFragment;

/** While it ran: when it was over sooner, or until when it went on. */
function endWords({ cause, endsAtAfter }: Entry, timeZone: string): string | null {
  if (endsAtAfter == null || (cause !== 'finishBooking' && cause !== 'extendBooking')) return null;
  return `${cause === 'finishBooking' ? 'finished early, at' : 'extended until'} ${timeWords(Date.parse(endsAtAfter), timeZone)}`;
}

function moved(entry: Entry, { timeZone }: HistoryReader): string {
  const ended = endWords(entry, timeZone);
  if (ended) return ended;
  const { roomBefore, roomAfter } = entry;
  const place =
    roomBefore && roomAfter && roomBefore.id !== roomAfter.id
      ? `moved from ${roomBefore.name} to ${roomAfter.name}`
      : null;
  return [place, timeMoved(entry, timeZone), turnaroundMoved(entry)].filter(Boolean).join(', ') || 'moved';
}

function created({ statusAfter, roomAfter }: Entry): string {
  if (statusAfter === 'PENDING') return 'requested';
  return roomAfter ? `booked in ${roomAfter.name}` : 'booked';
}

function assigned(entry: Entry, { timeZone }: HistoryReader): string {
  const { roomAfter } = entry;
  const words = roomAfter ? `room assigned: ${roomAfter.name}` : 'room assigned';
  return [words, timeMoved(entry, timeZone)].filter(Boolean).join(', ');
}

function isOnlyTurnaround(entry: Entry): boolean {
  return turnaroundMoved(entry) !== null && entry.startsAtAfter == null && entry.endsAtAfter == null;
}

const events: EventWordsByType = {
  booking_created: {
    short: ({ statusAfter }) => (statusAfter === 'PENDING' ? 'requested' : 'booked'),
    what: created,
  },
  booking_rescheduled: {
    short: (entry) => (isOnlyTurnaround(entry) ? 'setup or teardown changed' : 'moved'),
    what: moved,
  },
  room_assigned: { short: 'room assigned', what: assigned },
  booking_restored: { short: 'undone' },
  room_unassigned: { short: 'room unassigned' },
  booking_displaced: { short: 'displaced' },
  booking_confirmed: { short: 'confirmed' },
  booking_rejected: { short: 'rejected' },
  booking_cancelled: { short: 'cancelled' },
  booking_completed: { short: 'completed' },
};

export const bookingWords: FeatureWords = {
  actions: {
    createBookings: 'Book',
    updateBooking: 'Change a booking',
    rescheduleBooking: 'Move a booking',
    assignRoom: 'Assign a room',
    unassignRoom: 'Unassign a room',
    confirmBooking: 'Confirm a booking',
    rejectBooking: 'Reject a request',
    cancelBooking: 'Cancel a booking',
    finishBooking: 'Finish a booking early',
    extendBooking: 'Extend a booking',
    handOverBooking: 'Hand a booking over',
    completeBookings: 'Bookings ended',
    setDeviceRequests: 'Change the devices of a booking',
  },
  events,
};
