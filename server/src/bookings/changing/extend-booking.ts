import type { Booking } from '../../generated/prisma/client.ts';
import type { Context } from '../../platform/context.ts';
import { refuse } from '../../platform/input.ts';
import { findRooms } from '../../resources/rooms.ts';
import { type BookingChangeRef, changeBooking, type ChangedBooking, type Plan } from './change-booking.ts';
import type { Outcome } from './under-locks.ts';
import { tooFarAhead } from '../horizon.ts';
import { intervalProblem } from '../input.ts';
import { mustReturnAfter, type OffSiteRental } from '../off-site.ts';
import { whyNotRunning } from '../policy.ts';
import { turnaroundIn } from '../turnaround.ts';

export type ExtendBookingInput = BookingChangeRef & {
  readonly endsAt: Date;
  readonly releaseDeviceIds?: readonly string[];
};

/**
 * Lets a running booking go on for longer, in its room, with its devices but for those that are named to stay behind.
 * @throws RoomTakenError DeviceTakenError InvalidInputError NotAllowedError NotFoundError WrongStatusError StaleBookingError BusyError
 */
export function extendBooking(context: Context, input: ExtendBookingInput): Promise<Outcome<ChangedBooking>> {
  return changeBooking(context, {
    action: 'EXTEND',
    cause: 'extendBooking',
    ref: input,
    releaseDeviceIds: input.releaseDeviceIds ?? [],
    plan: async (booking) => {
      const problem = whyNotRunning(booking, context.clock());
      if (problem) refuse('bookingId', problem);
      const { endsAt } = input;
      const intervalFault = intervalProblem(booking.startsAt, endsAt);
      if (intervalFault) refuse('endsAt', intervalFault);
      const tooFar = tooFarAhead(context, { startsAt: booking.startsAt, endsAt }, booking);
      if (tooFar) refuse(tooFar.path, tooFar.message);
      if (endsAt <= booking.endsAt) refuse('endsAt', 'It already lasts until then. To end it now, finish it early.');
      mustReturnAfter(booking.offSite as OffSiteRental | null, endsAt, context.facility, 'endsAt');
      return planFor(context, booking, endsAt);
    },
  });
}

async function planFor(context: Context, booking: Booking, endsAt: Date): Promise<Plan> {
  const data = { endsAt };
  if (booking.roomId === null) return { data };
  const room = (await findRooms(context, [booking.roomId])).get(booking.roomId);
  if (!room) return refuse('bookingId', 'Its room no longer exists.');
  const { startsAt } = booking;
  return {
    data,
    claim: {
      index: 0,
      room,
      startsAt,
      endsAt,
      ...turnaroundIn(room, booking),
      attendees: booking.numLearners + booking.numFacilitators,
    },
  };
}
