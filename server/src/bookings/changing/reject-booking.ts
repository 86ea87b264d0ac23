import type { Context } from '../../platform/context.ts';
import { parse } from '../../platform/input.ts';
import { type BookingChangeRef, changeBooking, type ChangedBooking } from './change-booking.ts';
import type { Outcome } from './under-locks.ts';
import { reasonOnly } from '../input.ts';

/**
 * Rejects a ghost, and says why.
 * @throws InvalidInputError NotAllowedError NotFoundError WrongStatusError StaleBookingError BusyError
 */
export async function rejectBooking(
  context: Context,
  input: BookingChangeRef & { readonly reason: string },
): Promise<Outcome<ChangedBooking>> {
  const { reason } = parse(reasonOnly, { reason: input.reason });
  return changeBooking(context, {
    action: 'REJECT',
    cause: 'rejectBooking',
    ref: input,
    reason,
    plan: () => ({ data: { status: 'REJECTED', statusReason: reason } }),
  });
}
