import type { BookingStatus, Room, User } from '../../generated/prisma/client.ts';
import type { Context } from '../../platform/context.ts';
import { roomColumns } from '../../resources/rooms.ts';
import { bookingBounds } from '../booking-bounds.ts';

type Named = Pick<User, 'id' | 'username' | 'displayName'>;

/** One change of a booking, as the triggers wrote it down. */
export type HistoryRow = {
  readonly bookingId: string;
  readonly at: Date;
  readonly type: string;
  readonly version: number;
  readonly statusBefore: BookingStatus | null;
  readonly statusAfter: BookingStatus | null;
  readonly roomBefore: Room | null;
  readonly roomAfter: Room | null;
  /** Its own hours, without setup and teardown. Null before it was made. */
  readonly startsAtBefore: Date | null;
  readonly endsAtBefore: Date | null;
  readonly startsAtAfter: Date | null;
  readonly endsAtAfter: Date | null;
  /** In minutes. */
  readonly setupBefore: number | null;
  readonly teardownBefore: number | null;
  readonly setupAfter: number | null;
  readonly teardownAfter: number | null;
  readonly actor: Named | null;
  /** Who asked for it before, where it was handed over. */
  readonly requesterBefore: Named | null;
  readonly requesterAfter: Named | null;
  readonly reason: string | null;
  /** The mutation or the job. */
  readonly cause: string | null;
  /** Written past every action: nobody said who or why. */
  readonly outside: boolean;
};

/** How many of a booking's changes may be asked for at once. */
export const mostHistory = bookingBounds.historyPage.value;

/** The newest changes of each booking, newest first, at most `first` of each; in one statement however many there are. */
export async function loadHistory(
  { db }: Pick<Context, 'db'>,
  bookingIds: readonly string[],
  first: number,
): Promise<Map<string, HistoryRow[]>> {
  return Map.groupBy(
    await db.sql<HistoryRow>('bookingHistory', bookingHistory, [[...new Set(bookingIds)], first]),
    (row) => row.bookingId,
  );
}

function personOf(column: string) {
  return `(select jsonb_build_object('id', u.id, 'username', u.username, 'displayName', u.display_name) from users u where u.id = ${column})`;
}
function roomOf(column: string) {
  return `(select to_jsonb(r) from (select ${roomColumns} from rooms where rooms.id = ${column}) r)`;
}
/** An event holds what was taken. */
function hoursOf(when: 'before' | 'after') {
  const When = when === 'before' ? 'Before' : 'After';
  return `e.taken_from_${when} + make_interval(mins => e.setup_${when}) as "startsAt${When}", e.taken_to_${when} - make_interval(mins => e.teardown_${when}) as "endsAt${When}",
    e.setup_${when} as "setup${When}", e.teardown_${when} as "teardown${When}"`;
}

/** By version: two transactions may have begun in one order and changed the booking in the other. */
const bookingHistory = `
  select e.subject as "bookingId", e.at, e.type, e.version, e.status_before as "statusBefore", e.status_after as "statusAfter",
    ${roomOf('e.room_before')} as "roomBefore", ${roomOf('e.room_after')} as "roomAfter",
    ${hoursOf('before')}, ${hoursOf('after')},
    ${personOf('e.actor')} as actor, ${personOf('h.from_id')} as "requesterBefore", ${personOf('h.to_id')} as "requesterAfter",
    e.reason, e.cause, e.cause is null as outside
  from (
    select *, row_number() over (partition by subject order by version desc, seq desc) as place from domain_events where subject = any ($1::uuid[])
  ) e
  left join handovers h on h.booking_id = e.subject and h.version = e.version
  where e.place <= $2 order by e.subject, e.place`;
