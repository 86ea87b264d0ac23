import type { Booking } from '../../generated/prisma/client.ts';
import type { Context } from '../../platform/context.ts';
import { statement, uuid } from '../../platform/database/statement.ts';
import { updateAll } from '../../platform/database/table.ts';
import { bookingsTable, bookingsById } from '../bookings-table.ts';
import { underLocks } from './under-locks.ts';

const atOnce = 100;

const bookingsDone = statement(
  'bookingsDone',
  { id: uuid },
  `select id from bookings where status in ('ROOM_ASSIGNED', 'CONFIRMED') and ends_at <= $1::timestamptz order by ends_at, id limit ${atOnce}`,
);

/** What took place although a device was missing, or although nobody confirmed it, is over as well. */
function tookPlace({ status }: Pick<Booking, 'status'>): boolean {
  return status === 'ROOM_ASSIGNED' || status === 'CONFIRMED';
}

/**
 * docs/domain.md, "Life of a booking": a booking with a room, or a confirmed one, is COMPLETED once its end has passed.
 * Safe on several servers at once, each booking changes once. It uses small transactions: a long one would hold up every reader of the events. Returns how many
 * changed.
 */
export async function completeBookings(context: Context): Promise<number> {
  const now = context.clock();
  const due = (await context.db.run(bookingsDone(now))).map(({ id }) => id);
  if (due.length === 0) return 0;
  const { changedCount } = await underLocks(
    context,
    { cause: 'completeBookings' },
    {
      read: (forUpdate) => ({ found: bookingsById(forUpdate ? 'ForUpdate' : '', due) }),
      decide: ({ found }) => {
        const ids = found.flatMap((booking) => (tookPlace(booking) && booking.endsAt <= now ? booking.id : []));
        return {
          locks: { bookings: ids },
          write: () => updateAll(bookingsTable, ids, { status: 'COMPLETED' }),
          result: { changedCount: ids.length },
        };
      },
    },
  );
  return due.length < atOnce ? changedCount : changedCount + (await completeBookings(context));
}
