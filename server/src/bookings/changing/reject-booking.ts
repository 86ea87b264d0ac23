import type { Booking } from '../../generated/prisma/client.ts';
import type { Context } from '../../platform/context.ts';
import { parse } from '../../platform/input.ts';
import { type BookingRef, changeBooking } from './change-booking.ts';
import { reasonOnly } from '../input.ts';

/**
 * Turns a ghost down, and says why.
 * @throws InvalidInputError NotAllowedError NotFoundError WrongStatusError StaleBookingError BusyError
 */
export async function rejectBooking(
  context: Context,
  input: BookingRef & { readonly reason: string },
): Promise<Booking> {
  const { reason } = parse(reasonOnly, { reason: input.reason });
  return changeBooking(context, {
    action: 'REJECT',
    cause: 'rejectBooking',
    ref: input,
    reason,
    plan: () => ({ data: { status: 'REJECTED', statusReason: reason } }),
  });
}
