import type { Context } from '../../platform/context.ts';
import { refuse } from '../../platform/input.ts';
import { type BookingChangeRef, changeBooking, type ChangedBooking } from './change-booking.ts';
import type { Outcome } from './under-locks.ts';
import { whyNotRunning } from '../policy.ts';

const minuteMs = 60_000;

/**
 * Ends a running booking now: the next one may begin with the next full minute. Its teardown still occupies the room.
 * @throws InvalidInputError NotAllowedError NotFoundError WrongStatusError StaleBookingError BusyError
 */
export function finishBooking(context: Context, input: BookingChangeRef): Promise<Outcome<ChangedBooking>> {
  return changeBooking(context, {
    action: 'FINISH',
    cause: 'finishBooking',
    ref: input,
    plan: (booking) => {
      const now = context.clock();
      const problem = whyNotRunning(booking, now);
      if (problem) refuse('bookingId', problem);
      // A booking that began this very minute still lasts a minute.
      const endsAt = new Date(
        Math.max(Math.ceil(now.getTime() / minuteMs) * minuteMs, booking.startsAt.getTime() + minuteMs),
      );
      if (endsAt >= booking.endsAt) refuse('bookingId', 'It ends within this minute anyway.');
      return { data: { endsAt } };
    },
  });
}
