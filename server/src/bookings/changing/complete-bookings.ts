import type { Context } from '../../platform/context.ts';
import { sqlIn } from '../../platform/database/sql-in.ts';
import { lockInOrder } from '../placing/locks.ts';

const atOnce = 100;

/**
 * domain.md, 7: a confirmed booking whose end has passed is COMPLETED. Safe on several servers at once, each booking
 * changes once. Small transactions: a long one would hold up every reader of the events. Gives back how many changed.
 */
export async function completeBookings(context: Context): Promise<number> {
  const now = context.clock();
  const changed = await context.db.transaction({ cause: 'completeBookings' }, async (tx) => {
    const due = await sqlIn(tx)<{ id: string }>(
      'bookingsDone',
      `select id from bookings where status = 'CONFIRMED' and ends_at <= $1::timestamptz order by ends_at, id limit ${atOnce}`,
      [now],
    );
    const ids = due.map((booking) => booking.id);
    if (ids.length === 0) return 0;
    await lockInOrder(tx, { bookings: ids });
    const { count } = await tx.booking.updateMany({
      where: { id: { in: ids }, status: 'CONFIRMED', endsAt: { lte: now } },
      data: { status: 'COMPLETED' },
    });
    return count;
  });
  return changed < atOnce ? changed : changed + (await completeBookings(context));
}
