import type { Booking, Room } from '../generated/prisma/client.ts';
import type { Context } from '../platform/context.ts';
import { refuse } from '../platform/input.ts';
import { findRooms } from '../resources/rooms.ts';
import { type BookingRef, changeBooking, type Plan } from './change-booking.ts';
import { type Claim, orRoomTaken } from './claims.ts';
import { tooFarAhead } from './horizon.ts';
import { intervalProblem } from './input.ts';
import { mustFit } from './must-fit.ts';
import { mustReturnAfter, type OffSiteRental } from './off-site.ts';

export type RescheduleBookingInput = BookingRef & {
  readonly startsAt?: Date | null | undefined;
  readonly endsAt?: Date | null | undefined;
  readonly roomId?: string | null | undefined;
  readonly acknowledgeOverCapacity?: boolean | null | undefined;
};

/**
 * Another time, another room, or both; what is not given stays. A booking that runs may be extended, or finished early.
 * A ghost has no room yet: for it the room is the wish.
 * @throws RoomTakenError InvalidInputError NotAllowedError NotFoundError WrongStatusError StaleBookingError BusyError
 */
export const rescheduleBooking = (context: Context, input: RescheduleBookingInput): Promise<Booking> =>
  orRoomTaken(context, (attempt) =>
    changeBooking(context, {
      action: 'RESCHEDULE',
      cause: 'rescheduleBooking',
      ref: input,
      roomId: input.roomId,
      plan: async (booking) => {
        const startsAt = input.startsAt ?? booking.startsAt;
        const endsAt = input.endsAt ?? booking.endsAt;
        checkInterval(context, booking, startsAt, endsAt);
        if (endsAt > booking.endsAt) mustReturnAfter(booking.offSite as OffSiteRental | null, endsAt, context.facility, 'endsAt');
        return planFor(context, input, { ...booking, startsAt, endsAt });
      },
    }, attempt));

/** @throws InvalidInputError */
export const checkInterval = (context: Context, booking: Booking, startsAt: Date, endsAt: Date): void => {
  const wrong = intervalProblem(startsAt, endsAt);
  if (wrong) refuse('endsAt', wrong);
  const far = tooFarAhead(context, { startsAt, endsAt }, booking);
  if (far) refuse(far.path, far.message);
  const now = context.clock();
  // A running booking may be finished early, also a moment ago; nothing else goes into the past.
  const finishes = booking.startsAt <= now && now < booking.endsAt && startsAt.getTime() === booking.startsAt.getTime();
  if (endsAt <= now && !finishes) refuse('endsAt', 'This has already ended.');
};

const planFor = async (context: Context, input: RescheduleBookingInput, booking: Booking): Promise<Plan> =>
  planMove(await findRooms(context, [booking.roomId, input.roomId].filter((id) => id != null)), input, booking);

/**
 * What becomes of a booking at its new time, maybe in another of `rooms`.
 * @throws InvalidInputError
 */
export const planMove = (rooms: ReadonlyMap<string, Room>, input: Pick<RescheduleBookingInput, 'roomId' | 'acknowledgeOverCapacity'>, booking: Booking): Plan => {
  const { startsAt, endsAt } = booking;
  if (booking.kind !== 'ROOM' && input.roomId != null) refuse('roomId', 'This booking is for devices only and takes no room.');
  const wanted = input.roomId == null ? undefined : rooms.get(input.roomId);
  if (input.roomId != null && !wanted?.active) refuse('roomId', 'There is no such room.');
  if (booking.roomId === null) return { data: { startsAt, endsAt, ...(wanted ? { requestedRoomId: wanted.id } : {}) } };

  const standsIn = rooms.get(booking.roomId);
  const room = wanted ?? standsIn;
  if (!room) return refuse('roomId', 'There is no such room.');
  const claim = claimOf(booking, standsIn, room);
  if (room !== standsIn) mustFit(claim, input.acknowledgeOverCapacity === true, 'roomId');
  const { setupMinutes, teardownMinutes } = claim;
  const acknowledged = room === standsIn ? {} : { overCapacityAcknowledged: claim.attendees > room.capacity };
  return { claim, data: { startsAt, endsAt, roomId: room.id, setupMinutes, teardownMinutes, ...acknowledged } };
};

/** Another room brings its own setup and teardown, unless somebody had set them for this booking. */
const claimOf = (booking: Booking, standsIn: Room | undefined, room: Room): Claim => {
  const ownTimes = booking.setupMinutes !== standsIn?.setupMinutes || booking.teardownMinutes !== standsIn.teardownMinutes;
  const { setupMinutes, teardownMinutes } = ownTimes ? booking : room;
  const attendees = booking.numLearners + booking.numFacilitators;
  return { index: 0, room, startsAt: booking.startsAt, endsAt: booking.endsAt, setupMinutes, teardownMinutes, attendees };
};
