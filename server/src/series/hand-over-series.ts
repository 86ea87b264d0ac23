import { mustBook, orMayNotBook } from '../bookings/bookers.ts';
import type { HandOver } from '../bookings/changing/hand-over-booking.ts';
import { bookingsTable } from '../bookings/bookings-table.ts';
import type { Outcome } from '../bookings/changing/under-locks.ts';
import type { Context } from '../platform/context.ts';
import { updateAll } from '../platform/database/table.ts';
import { refuse } from '../platform/input.ts';
import { type ChangedSeries, changeSeries, type SeriesRef } from './change-series.ts';

/**
 * Hands over a booking and those that follow it, or all open ones of a series, as handOverBooking does. The rule goes
 * along once all of them have one requester.
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
        const toHandOver = bookings.filter(({ requesterId }) => requesterId !== input.toUserId);
        if (toHandOver.length === 0) refuse('toUserId', 'They are already the requester.');
        await mustBook(context, input.toUserId, anchor.tenantId, 'toUserId');
        return {
          write: () =>
            updateAll(
              bookingsTable,
              toHandOver.map(({ id }) => id),
              { requesterId: input.toUserId },
            ),
        };
      },
    }),
  );
}
