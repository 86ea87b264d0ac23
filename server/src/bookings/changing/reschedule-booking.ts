import type { Booking, Room } from '../../generated/prisma/client.ts';
import type { Context } from '../../platform/context.ts';
import { refuse } from '../../platform/input.ts';
import { findRooms } from '../../resources/rooms.ts';
import { type BookingChangeRef, changeBooking, type ChangedBooking, type Plan } from './change-booking.ts';
import type { Outcome } from './under-locks.ts';
import type { Claim } from '../placing/claims.ts';
import { tooFarAhead } from '../horizon.ts';
import { intervalProblem } from '../input.ts';
import { mustFit } from '../placing/must-fit.ts';
import { mustReturnAfter, type OffSiteRental } from '../off-site.ts';
import { type ChosenTurnaround, chosenTurnaround, turnaroundIn } from '../turnaround.ts';

export type RescheduleBookingInput = BookingChangeRef &
  ChosenTurnaround & {
    readonly startsAt?: Date | null | undefined;
    readonly endsAt?: Date | null | undefined;
    readonly roomId?: string | null | undefined;
    readonly acknowledgeOverCapacity?: boolean | null | undefined;
    readonly releaseDeviceIds?: readonly string[];
  };

/**
 * Gives a booking another time, another room, or both; what is not given stays. A running booking may be extended, or
 * finished early. A ghost has no room yet: for it the room is the wish. Devices come along, but for those that are
 * named to stay behind.
 * @throws RoomTakenError DeviceTakenError InvalidInputError NotAllowedError NotFoundError WrongStatusError StaleBookingError BusyError
 */
export function rescheduleBooking(context: Context, input: RescheduleBookingInput): Promise<Outcome<ChangedBooking>> {
  return changeBooking(context, {
    action: 'RESCHEDULE',
    cause: 'rescheduleBooking',
    ref: input,
    roomId: input.roomId,
    releaseDeviceIds: input.releaseDeviceIds ?? [],
    plan: async (booking) => {
      const startsAt = input.startsAt ?? booking.startsAt;
      const endsAt = input.endsAt ?? booking.endsAt;
      checkMove(context, booking, { startsAt, endsAt });
      return planFor(context, input, { ...booking, startsAt, endsAt });
    },
  });
}

/** @throws InvalidInputError */
export function checkMove(
  context: Context,
  booking: Booking,
  { startsAt, endsAt }: Pick<Booking, 'startsAt' | 'endsAt'>,
): void {
  checkInterval(context, booking, startsAt, endsAt);
  if (endsAt > booking.endsAt)
    mustReturnAfter(booking.offSite as OffSiteRental | null, endsAt, context.facility, 'endsAt');
}

/** @throws InvalidInputError */
export function checkInterval(context: Context, booking: Booking, startsAt: Date, endsAt: Date): void {
  const problem = intervalProblem(startsAt, endsAt);
  if (problem) refuse('endsAt', problem);
  const tooFar = tooFarAhead(context, { startsAt, endsAt }, booking);
  if (tooFar) refuse(tooFar.path, tooFar.message);
  const now = context.clock();
  // A running booking may be finished early, also a moment ago; nothing else may be moved into the past.
  const finishes = booking.startsAt <= now && now < booking.endsAt && startsAt.getTime() === booking.startsAt.getTime();
  if (endsAt <= now && !finishes) refuse('endsAt', 'This has already ended.');
}

async function planFor(context: Context, input: RescheduleBookingInput, booking: Booking): Promise<Plan> {
  return planMove(
    context,
    await findRooms(
      context,
      [booking.roomId, input.roomId].filter((id) => id != null),
    ),
    input,
    booking,
  );
}

/**
 * Computes the changes of a booking at its new time, maybe in another of `rooms`.
 * @throws InvalidInputError
 */
export function planMove(
  { viewer }: Pick<Context, 'viewer'>,
  rooms: ReadonlyMap<string, Room>,
  input: ChosenTurnaround & Pick<RescheduleBookingInput, 'roomId' | 'acknowledgeOverCapacity'>,
  booking: Booking,
): Plan {
  const { startsAt, endsAt } = booking;
  if (booking.kind !== 'ROOM' && input.roomId != null)
    refuse('roomId', 'This booking is for devices only and takes no room.');
  const requestedRoom = input.roomId == null ? undefined : rooms.get(input.roomId);
  if (input.roomId != null && !requestedRoom?.active) refuse('roomId', 'There is no such room.');
  const chosen = chosenTurnaround(viewer, booking, input, booking.roomId !== null);
  if (booking.roomId === null)
    return { data: { startsAt, endsAt, ...(requestedRoom ? { requestedRoomId: requestedRoom.id } : {}) } };

  const currentRoom = rooms.get(booking.roomId);
  const room = requestedRoom ?? currentRoom;
  if (!room) return refuse('roomId', 'There is no such room.');
  const turnaround = turnaroundIn(room, booking, chosen);
  const claim: Claim = {
    index: 0,
    room,
    startsAt,
    endsAt,
    attendees: booking.numLearners + booking.numFacilitators,
    ...turnaround,
  };
  if (room !== currentRoom) mustFit(claim, input.acknowledgeOverCapacity === true, 'roomId');
  const acknowledgement = room === currentRoom ? {} : { overCapacityAcknowledged: claim.attendees > room.capacity };
  return { claim, data: { startsAt, endsAt, roomId: room.id, ...turnaround, ...acknowledgement } };
}
