import type { Booking } from '../../generated/prisma/client.ts';
import type { Context } from '../../platform/context.ts';
import { refuse } from '../../platform/input.ts';
import { type BookingRef, changeBooking } from './change-booking.ts';
import { whyNotRunning } from '../policy.ts';

const minuteMs = 60_000;

/**
 * Ends a booking that runs, now: what follows its end may begin with the next full minute. Its teardown stays part of
 * what is taken.
 * @throws InvalidInputError NotAllowedError NotFoundError WrongStatusError StaleBookingError BusyError
 */
export function finishBooking(context: Context, input: BookingRef): Promise<Booking> {
  return changeBooking(context, {
    action: 'FINISH',
    cause: 'finishBooking',
    ref: input,
    plan: (booking) => {
      const now = context.clock();
      const wrong = whyNotRunning(booking, now);
      if (wrong) refuse('bookingId', wrong);
      // What began this very minute has lasted for a while all the same.
      const endsAt = new Date(
        Math.max(Math.ceil(now.getTime() / minuteMs) * minuteMs, booking.startsAt.getTime() + minuteMs),
      );
      if (endsAt >= booking.endsAt) refuse('bookingId', 'It ends within this minute by itself.');
      return { data: { endsAt } };
    },
  });
}
