import type { Booking } from '../../generated/prisma/client.ts';
import type { Context } from '../../platform/context.ts';
import { type BookingRef, changeBooking } from './change-booking.ts';

/**
 * Tells the client that all is ready. The room stays what it is.
 * @throws NotAllowedError NotFoundError WrongStatusError StaleBookingError BusyError
 */
export function confirmBooking(context: Context, input: BookingRef): Promise<Booking> {
  return changeBooking(context, {
    action: 'CONFIRM',
    cause: 'confirmBooking',
    ref: input,
    plan: () => ({ data: { status: 'CONFIRMED', statusReason: null } }),
  });
}
