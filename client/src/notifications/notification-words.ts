import type {
  NotificationLineFragment,
  NotificationType,
  NotifiedBookingFragment,
} from '../graphql/generated/graphql.ts';

/** What each type is called where one is chosen, and when it comes. */
export const typeWords: Record<NotificationType, { readonly words: string; readonly when: string }> = {
  BOOKING_PENDING: { words: 'Needs a room', when: 'a booking needs a room' },
  ROOM_ASSIGNED: { words: 'Room assigned', when: 'your booking gets a room' },
  BOOKING_REJECTED: { words: 'Rejected', when: 'your booking is rejected' },
  BOOKING_DISPLACED: { words: 'Lost its room', when: 'your booking loses its room and needs another' },
  BOOKING_CANCELLED: { words: 'Cancelled', when: 'a colleague cancels your booking' },
  BOOKING_CHANGED: {
    words: 'Changed',
    when: 'a colleague changes your booking; for the Room Boss, also a booking that needs a room',
  },
  BOOKING_CONFIRMED: { words: 'Confirmed', when: 'your booking is confirmed' },
  DEVICE_REQUEST: { words: 'Devices requested', when: 'a booking requests devices, or its devices or times change' },
  DAILY_SUMMARY: { words: 'Daily summary', when: 'each morning at 06:30' },
};

export const typeNames = Object.keys(typeWords) as readonly NotificationType[];

type BookingType = Exclude<NotificationType, 'DAILY_SUMMARY'>;

const countWords: Record<BookingType, readonly [one: string, many: string]> = {
  BOOKING_PENDING: ['needs a room', 'need a room'],
  ROOM_ASSIGNED: ['has a room', 'have a room'],
  BOOKING_REJECTED: ['was rejected', 'were rejected'],
  BOOKING_DISPLACED: ['lost its room and needs another', 'lost their rooms and need others'],
  BOOKING_CANCELLED: ['was cancelled', 'were cancelled'],
  BOOKING_CHANGED: ['was changed', 'were changed'],
  BOOKING_CONFIRMED: ['is confirmed', 'are confirmed'],
  DEVICE_REQUEST: ['needs other devices', 'need other devices'],
};

const handedOverWords = ['was handed over', 'were handed over'] as const;

type About = Pick<NotifiedBookingFragment, 'type' | 'room' | 'changed'> & {
  readonly before: object | null;
  readonly after: Pick<NonNullable<NotifiedBookingFragment['after']>, 'status' | 'devicesNeeded'> | null;
};

/** What happened to one booking, without whose it is: that stands above. */
export function itemWords({ type, room, changed, before, after }: About): string {
  switch (type) {
    case 'BOOKING_PENDING':
      return room ? `needs a room, prefers ${room.name}` : 'needs a room';
    case 'ROOM_ASSIGNED':
      return room ? `has a room: ${room.name}` : 'has a room';
    case 'BOOKING_REJECTED':
      return 'was rejected';
    case 'BOOKING_DISPLACED':
      return room ? `lost ${room.name} and needs another room` : 'lost its room and needs another';
    case 'BOOKING_CANCELLED':
      return 'was cancelled';
    case 'BOOKING_CHANGED':
      return before === null ? 'was added' : changed.includes('REQUESTER') ? 'was handed over' : 'was changed';
    case 'BOOKING_CONFIRMED':
      return 'is confirmed';
    case 'DEVICE_REQUEST':
      return after && (after.devicesNeeded === 0 || after.status === 'REJECTED' || after.status === 'CANCELLED')
        ? 'no longer needs devices'
        : 'needs devices';
    case 'DAILY_SUMMARY':
      return 'daily summary';
  }
}

type Line = Pick<NotificationLineFragment, 'type' | 'counts'> & { readonly items: readonly About[] };

/** How many bookings the act covered, as far as they are the reader's to see. */
export function countOf({ counts }: Pick<NotificationLineFragment, 'counts'>): number {
  return counts.reduce((sum, { count }) => sum + count, 0);
}

/** What happened: to the one booking that stands above, or to how many of those. */
export function lineWords(line: Line): string {
  const [first] = line.items;
  if (!first) return typeWords[line.type].words;
  if (countOf(line) === 1) return capitalized(itemWords(first));
  const [only, other] = line.counts;
  if (only && !other) return capitalized(severalWords(only));
  return line.counts.map((some) => `${some.count} ${severalWords(some)}`).join(', ');
}

function severalWords({ type, count, handedOver }: NotificationLineFragment['counts'][number]): string {
  if (type === 'DAILY_SUMMARY') return '';
  const [one, many] = type === 'BOOKING_CHANGED' && handedOver === count ? handedOverWords : countWords[type];
  return count === 1 ? one : many;
}

function capitalized(words: string): string {
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}`;
}

/** `4 bookings in rooms, 3 need a room (1 overdue), 2 rooms closed, 12 devices requested` */
export function summaryWords({
  bookings,
  waiting,
  overdue,
  roomsClosed,
  devicesWanted,
}: NonNullable<NotificationLineFragment['summary']>): string {
  const some = (count: number, one: string, many: string) => (count === 1 ? `1 ${one}` : `${count} ${many}`);
  return [
    some(bookings, 'booking in a room', 'bookings in rooms'),
    `${some(waiting, 'needs a room', 'need a room')}${overdue > 0 ? ` (${overdue} overdue)` : ''}`,
    ...(roomsClosed > 0 ? [some(roomsClosed, 'room closed', 'rooms closed')] : []),
    ...(devicesWanted > 0 ? [some(devicesWanted, 'device requested', 'devices requested')] : []),
  ].join(', ');
}

type Spoken = Line & { readonly items: readonly (About & { readonly booking: { readonly clientName: string } })[] };

/** As it is told to somebody who looks elsewhere: `Acme lost Honesty and needs another room.`, `12 bookings have a room.` */
export function spokenWords(line: Spoken): string {
  const [first] = line.items;
  if (!first) return `${lineWords(line)}.`;
  if (countOf(line) === 1) return `${first.booking.clientName} ${itemWords(first)}.`;
  const [only, other] = line.counts;
  return only && !other
    ? `${only.count} bookings ${severalWords(only)}.`
    : `${countOf(line)} bookings: ${lineWords(line)}.`;
}
