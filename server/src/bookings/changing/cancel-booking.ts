import type { Context } from '../../platform/context.ts';
import { parse } from '../../platform/input.ts';
import { type BookingChangeRef, changeBooking, type ChangedBooking } from './change-booking.ts';
import type { Outcome } from './under-locks.ts';
import { reasonOnly } from '../input.ts';
import { noTurnaround } from '../turnaround.ts';

/**
 * Cancels a booking, whose room is free at once.
 * @throws InvalidInputError NotAllowedError NotFoundError WrongStatusError StaleBookingError BusyError
 */
export async function cancelBooking(
  context: Context,
  input: BookingChangeRef & { readonly reason: string },
): Promise<Outcome<ChangedBooking>> {
  const { reason } = parse(reasonOnly, { reason: input.reason });
  return changeBooking(context, {
    action: 'CANCEL',
    cause: 'cancelBooking',
    ref: input,
    reason,
    plan: () => ({ data: cancellation(reason) }),
  });
}

/** The changes that cancel a booking. */
export function cancellation(reason: string) {
  return { status: 'CANCELLED', roomId: null, ...noTurnaround, statusReason: reason } as const;
}
