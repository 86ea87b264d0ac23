import type { Booking, Room } from '../../generated/prisma/client.ts';
import type { Context } from '../../platform/context.ts';
import { parseAt, refuse, text } from '../../platform/input.ts';
import { findRooms } from '../../resources/rooms.ts';
import { bookingBounds } from '../booking-bounds.ts';
import { type BookingChangeRef, changeBooking, type ChangedBooking, type Plan } from './change-booking.ts';
import type { Claim } from '../placing/claims.ts';
import { parsedReason } from '../placing/displace.ts';
import { mustFit } from '../placing/must-fit.ts';
import { mustBeAllowedTo } from '../policy.ts';
import { checkMove } from './reschedule-booking.ts';
import type { Outcome } from './under-locks.ts';
import { type ChosenTurnaround, chosenTurnaround, turnaroundIn } from '../turnaround.ts';

export type AssignRoomInput = BookingChangeRef &
  ChosenTurnaround & {
    readonly roomId: string;
    /** Another time than was requested: the booking moves and gets its room in one step. */
    readonly startsAt?: Date | null | undefined;
    readonly endsAt?: Date | null | undefined;
    readonly notes?: string | null | undefined;
    readonly acknowledgeOverCapacity?: boolean | null | undefined;
    readonly acknowledgePast?: boolean | null | undefined;
    /** Exactly these give way; anything else in the way is a refusal. */
    readonly displaceBookingIds?: readonly string[] | null | undefined;
    readonly reason?: string | null | undefined;
  };

/** `displacedIds` gave way. */
export type AssignedRoom = ChangedBooking & { readonly displacedIds: readonly string[] };

const notesInput = text('The note', bookingBounds.bookingNote);

/**
 * Gives a ghost its room, with setup and teardown from `turnaroundIn`: also one that has begun, and one that is over
 * only where that is acknowledged. With `displaceBookingIds` those bookings go back to PENDING in the same transaction.
 * With another time it also needs what `rescheduleBooking` needs.
 * @throws RoomTakenError InvalidInputError NotAllowedError NotFoundError WrongStatusError StaleBookingError BusyError
 */
export async function assignRoom(context: Context, input: AssignRoomInput): Promise<Outcome<AssignedRoom>> {
  const displacedIds = [...new Set(input.displaceBookingIds ?? [])].toSorted();
  const reason = displacedIds.length > 0 || input.reason ? parsedReason(input.reason) : undefined;
  const bossNotes = input.notes == null ? undefined : parseNotes(input.notes, 'notes');
  const room = (await findRooms(context, [input.roomId])).get(input.roomId);

  const changedBooking = await changeBooking(context, {
    action: 'ASSIGN_ROOM',
    cause: 'assignRoom',
    ref: input,
    roomId: input.roomId,
    reason,
    displacedIds,
    plan: (booking) => {
      const movedBooking = atTime(context, booking, input);
      const { claim, data } = assignmentOf(movedBooking, room, {
        index: 0,
        now: context.clock(),
        ...acknowledgedBy(input),
        bossNotes,
        chosen: chosenTurnaround(context.viewer, booking, input, true),
      });
      return { claim, data: { ...data, startsAt: movedBooking.startsAt, endsAt: movedBooking.endsAt } };
    },
  });
  return { ...changedBooking, displacedIds };
}

/**
 * The booking at the time that the boss chose for it.
 * @throws InvalidInputError NotAllowedError
 */
function atTime(
  context: Context,
  booking: Booking,
  { startsAt, endsAt }: Pick<AssignRoomInput, 'startsAt' | 'endsAt'>,
): Booking {
  const movedBooking = { ...booking, startsAt: startsAt ?? booking.startsAt, endsAt: endsAt ?? booking.endsAt };
  const isSame =
    movedBooking.startsAt.getTime() === booking.startsAt.getTime() &&
    movedBooking.endsAt.getTime() === booking.endsAt.getTime();
  if (isSame) return booking;
  mustBeAllowedTo(context.viewer, 'RESCHEDULE', booking);
  checkMove(context, booking, movedBooking);
  return movedBooking;
}

/** @throws InvalidInputError naming `path` */
export function parseNotes(notes: string, path: string): string | null {
  return parseAt(path, notesInput, notes);
}

type Acknowledgements = { readonly overCapacity: boolean; readonly past: boolean };
type AssignmentOptions = Acknowledgements & {
  readonly index: number;
  readonly now: Date;
  readonly bossNotes: string | null | undefined;
  readonly chosen?: ChosenTurnaround;
};

export function acknowledgedBy({
  acknowledgeOverCapacity,
  acknowledgePast,
}: Pick<AssignRoomInput, 'acknowledgeOverCapacity' | 'acknowledgePast'>): Acknowledgements {
  return {
    overCapacity: acknowledgeOverCapacity === true,
    past: acknowledgePast === true,
  };
}

/**
 * Computes the changes of a ghost that gets a room, and its claim.
 * @throws InvalidInputError
 */
export function assignmentOf(
  booking: Booking,
  requestedRoom: Room | undefined,
  { index, now, overCapacity, past, bossNotes, chosen }: AssignmentOptions,
): { claim: Claim; data: Plan['data'] } {
  if (booking.kind !== 'ROOM') return refuse('bookingId', 'This booking is for devices only and takes no room.');
  const room = requestedRoom?.active ? requestedRoom : refuse('roomId', 'There is no such room.');
  if (booking.endsAt <= now && !past)
    refuse('acknowledgePast', 'This booking is already over. Acknowledge this, or reject it.');
  const turnaround = turnaroundIn(room, booking, chosen);
  const attendees = booking.numLearners + booking.numFacilitators;
  const claim: Claim = { index, room, startsAt: booking.startsAt, endsAt: booking.endsAt, attendees, ...turnaround };
  mustFit(claim, overCapacity, 'roomId');
  const overCapacityAcknowledged = attendees > room.capacity;
  return {
    claim,
    data: {
      status: 'ROOM_ASSIGNED',
      roomId: room.id,
      ...turnaround,
      statusReason: null,
      overCapacityAcknowledged,
      ...(bossNotes === undefined ? {} : { bossNotes }),
    },
  };
}
