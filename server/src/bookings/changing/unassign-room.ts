import type { Context } from '../../platform/context.ts';
import { parse } from '../../platform/input.ts';
import { type BookingChangeRef, changeBooking, type ChangedBooking } from './change-booking.ts';
import type { Outcome } from './under-locks.ts';
import { reasonOnly } from '../input.ts';
import { turnaroundWithoutRoom } from '../turnaround.ts';

/**
 * Takes the room of a booking back: it is a ghost again, and waits for another one.
 * @throws InvalidInputError NotAllowedError NotFoundError WrongStatusError StaleBookingError BusyError
 */
export async function unassignRoom(
  context: Context,
  input: BookingChangeRef & { readonly reason: string },
): Promise<Outcome<ChangedBooking>> {
  const { reason } = parse(reasonOnly, { reason: input.reason });
  return changeBooking(context, {
    action: 'UNASSIGN_ROOM',
    cause: 'unassignRoom',
    ref: input,
    reason,
    plan: (booking) => ({
      data: { status: 'PENDING', roomId: null, ...turnaroundWithoutRoom(booking), statusReason: reason },
    }),
  });
}
