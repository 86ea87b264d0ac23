import { mustBook, orMayNotBook } from '../bookings/bookers.ts';
import type { HandOver } from '../bookings/changing/hand-over-booking.ts';
import { bookingsTable } from '../bookings/bookings-table.ts';
import type { Outcome } from '../bookings/changing/under-locks.ts';
import type { Context } from '../platform/context.ts';
import { updateAll } from '../platform/database/table.ts';
import { refuse } from '../platform/input.ts';
import { type ChangedSeries, changeSeries, type SeriesRef } from './change-series.ts';

/**
 * As handOverBooking, for a booking and what follows it, or for all of a series that is open. The rule goes along once all of
 * that is one person's.
 * @throws InvalidInputError NotAllowedError NotFoundError WrongStatusError StaleBookingError BusyError
 */
export function handOverSeries(context: Context, input: SeriesRef & HandOver): Promise<Outcome<ChangedSeries>> {
  return orMayNotBook('toUserId', () =>
    changeSeries(context, {
      action: 'HAND_OVER',
      cause: 'handOverSeries',
      ref: input,
      aboutPeople: true,
      plan: async ({ anchor, bookings }) => {
        const others = bookings.filter(({ requesterId }) => requesterId !== input.toUserId);
        if (others.length === 0) refuse('toUserId', 'They are theirs already.');
        await mustBook(context, input.toUserId, anchor.tenantId, 'toUserId');
        return {
          write: () =>
            updateAll(
              bookingsTable,
              others.map(({ id }) => id),
              { requesterId: input.toUserId },
            ),
        };
      },
    }),
  );
}
