import { cancellation } from '../bookings/changing/cancel-booking.ts';
import { reasonOnly } from '../bookings/input.ts';
import { bookingsTable } from '../bookings/bookings-table.ts';
import type { Outcome } from '../bookings/changing/under-locks.ts';
import type { Context } from '../platform/context.ts';
import { updateAll } from '../platform/database/table.ts';
import { parse } from '../platform/input.ts';
import { type ChangedSeries, changeSeries, type SeriesRef } from './change-series.ts';

/**
 * Cancels a series, or what is left of it from one booking on.
 * @throws InvalidInputError NotAllowedError NotFoundError WrongStatusError StaleBookingError BusyError
 */
export async function cancelSeries(
  context: Context,
  input: SeriesRef & { readonly reason: string },
): Promise<Outcome<ChangedSeries>> {
  const { reason } = parse(reasonOnly, { reason: input.reason });
  return changeSeries(context, {
    action: 'CANCEL',
    cause: 'cancelSeries',
    ref: input,
    reason,
    plan: ({ bookings }) => ({
      write: () =>
        updateAll(
          bookingsTable,
          bookings.map(({ id }) => id),
          cancellation(reason),
        ),
    }),
  });
}
