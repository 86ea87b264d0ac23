import type { Context } from '../../platform/context.ts';
import { refuse } from '../../platform/input.ts';
import { mustBook, orMayNotBook } from '../bookers.ts';
import { type BookingChangeRef, changeBooking, type ChangedBooking } from './change-booking.ts';
import type { Outcome } from './under-locks.ts';

export type HandOver = { readonly toUserId: string };

/**
 * Gives a booking another requester, who may book for its division. Its author stays the same.
 * @throws InvalidInputError NotAllowedError NotFoundError WrongStatusError StaleBookingError BusyError
 */
export function handOverBooking(
  context: Context,
  input: BookingChangeRef & HandOver,
): Promise<Outcome<ChangedBooking>> {
  return orMayNotBook('toUserId', () =>
    changeBooking(context, {
      action: 'HAND_OVER',
      cause: 'handOverBooking',
      ref: input,
      aboutPeople: true,
      plan: async (booking) => {
        if (booking.requesterId === input.toUserId) refuse('toUserId', 'They are already the requester.');
        await mustBook(context, input.toUserId, booking.tenantId, 'toUserId');
        return { data: { requesterId: input.toUserId } };
      },
    }),
  );
}
