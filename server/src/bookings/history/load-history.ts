import type { BookingStatus, Room, User } from '../../generated/prisma/client.ts';
import {
  boolean,
  column,
  integer,
  jsonb,
  type RowOf,
  type Runner,
  statement,
  text,
  timestamptz,
  uuid,
} from '../../platform/database/statement.ts';
import { roomColumns } from '../../resources/rooms.ts';
import { bookingBounds } from '../booking-bounds.ts';

type PersonNames = Pick<User, 'id' | 'username' | 'displayName'>;

/** One change of a booking, as the triggers recorded it. */
const historyRow = {
  bookingId: uuid,
  at: timestamptz,
  type: text,
  version: integer,
  statusBefore: column<BookingStatus>('booking_status').orNull,
  statusAfter: column<BookingStatus>('booking_status').orNull,
  roomBefore: jsonb<Room>().orNull,
  roomAfter: jsonb<Room>().orNull,
  /** Its own hours, without setup and teardown. Null before it was made. */
  startsAtBefore: timestamptz.orNull,
  endsAtBefore: timestamptz.orNull,
  startsAtAfter: timestamptz.orNull,
  endsAtAfter: timestamptz.orNull,
  /** In minutes. */
  setupBefore: integer.orNull,
  teardownBefore: integer.orNull,
  setupAfter: integer.orNull,
  teardownAfter: integer.orNull,
  actor: jsonb<PersonNames>().orNull,
  /** The requester before, where it was handed over. */
  requesterBefore: jsonb<PersonNames>().orNull,
  requesterAfter: jsonb<PersonNames>().orNull,
  reason: text.orNull,
  /** The mutation or the job. */
  cause: text.orNull,
  /** Written outside of every action: no actor and no reason are recorded. */
  outside: boolean,
};
export type HistoryRow = RowOf<typeof historyRow>;

/** How many of a booking's changes may be requested at once. */
export const mostHistory = bookingBounds.historyPage.value;

/** The newest changes of each booking, newest first, at most `first` of each; in one statement however many there are. */
export async function loadHistory(
  { db }: { readonly db: Runner },
  bookingIds: readonly string[],
  first: number,
): Promise<Map<string, HistoryRow[]>> {
  return Map.groupBy(await db.run(bookingHistory([...new Set(bookingIds)], first)), (row) => row.bookingId);
}

function personOf(column: string) {
  return `(select jsonb_build_object('id', u.id, 'username', u.username, 'displayName', u.display_name) from users u where u.id = ${column})`;
}
function roomOf(column: string) {
  return `(select to_jsonb(r) from (select ${roomColumns} from rooms where rooms.id = ${column}) r)`;
}
/** An event contains the occupied span, setup and teardown included. */
function hoursOf(when: 'before' | 'after') {
  const When = when === 'before' ? 'Before' : 'After';
  return `e.taken_from_${when} + make_interval(mins => e.setup_${when}) as "startsAt${When}", e.taken_to_${when} - make_interval(mins => e.teardown_${when}) as "endsAt${When}",
    e.setup_${when} as "setup${When}", e.teardown_${when} as "teardown${When}"`;
}

/** Ordered by version: two transactions may have begun in one order and changed the booking in the other. */
const bookingHistory = statement(
  'bookingHistory',
  historyRow,
  `
  select e.subject as "bookingId", e.at, e.type, e.version, e.status_before as "statusBefore", e.status_after as "statusAfter",
    ${roomOf('e.room_before')} as "roomBefore", ${roomOf('e.room_after')} as "roomAfter",
    ${hoursOf('before')}, ${hoursOf('after')},
    ${personOf('e.actor')} as actor, ${personOf('h.from_id')} as "requesterBefore", ${personOf('h.to_id')} as "requesterAfter",
    e.reason, e.cause, e.cause is null as outside
  from (
    select *, row_number() over (partition by subject order by version desc, seq desc) as place from domain_events where subject = any ($1::uuid[])
  ) e
  left join handovers h on h.booking_id = e.subject and h.version = e.version
  where e.place <= $2 order by e.subject, e.place`,
);
