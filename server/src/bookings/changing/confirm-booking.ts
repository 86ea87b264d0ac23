import type { Context } from '../../platform/context.ts';
import { type BookingChangeRef, changeBooking, type ChangedBooking } from './change-booking.ts';
import type { Outcome } from './under-locks.ts';

/**
 * Tells the client that all is ready. The room stays the same.
 * @throws NotAllowedError NotFoundError WrongStatusError StaleBookingError BusyError
 */
export function confirmBooking(context: Context, input: BookingChangeRef): Promise<Outcome<ChangedBooking>> {
  return changeBooking(context, {
    action: 'CONFIRM',
    cause: 'confirmBooking',
    ref: input,
    plan: () => ({ data: { status: 'CONFIRMED', statusReason: null } }),
  });
}
