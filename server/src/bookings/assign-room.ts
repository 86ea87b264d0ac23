import type { Booking, Room } from '../generated/prisma/client.ts';
import type { Context } from '../platform/context.ts';
import { refuse } from '../platform/input.ts';
import { findRooms } from '../resources/rooms.ts';
import { type BookingRef, changeBooking } from './change-booking.ts';
import { type Claim, orRoomTaken } from './claims.ts';
import { displace, parsedReason } from './displace.ts';
import { text } from './input.ts';
import { mustFit } from './must-fit.ts';

export type AssignRoomInput = BookingRef & {
  readonly roomId: string;
  readonly notes?: string | null | undefined;
  readonly acknowledgeOverCapacity?: boolean | null | undefined;
  /** Exactly these give way; anything else in the way is a refusal. */
  readonly displaceBookingIds?: readonly string[] | null | undefined;
  readonly reason?: string | null | undefined;
};

const notesInput = text('The note', 2_000);

/**
 * Gives a ghost its room. With `displaceBookingIds` those bookings go back to PENDING in the same transaction.
 * @throws RoomTakenError InvalidInputError NotAllowedError NotFoundError WrongStatusError StaleBookingError BusyError
 */
export const assignRoom = async (context: Context, input: AssignRoomInput): Promise<{ bookingId: string; displacedIds: string[] }> => {
  const displacedIds = [...new Set(input.displaceBookingIds ?? [])].toSorted();
  const why = displacedIds.length > 0 || input.reason ? parsedReason(input.reason) : undefined;
  const bossNotes = input.notes == null ? undefined : parseNotes(input.notes);
  const room = (await findRooms(context, [input.roomId])).get(input.roomId);

  await orRoomTaken(context, (attempt) =>
    changeBooking(context, {
      action: 'ASSIGN_ROOM',
      cause: 'assignRoom',
      ref: input,
      ...(why === undefined ? {} : { reason: why }),
      plan: (booking) => {
        if (booking.kind !== 'ROOM') return refuse('bookingId', 'This booking is for devices only and takes no room.');
        const claim = claimOf(booking, room ?? refuse('roomId', 'There is no such room.'));
        mustFit(claim, input.acknowledgeOverCapacity === true, 'roomId');
        return {
          claim,
          displaced: displacedIds,
          makeRoom: (tx) => displace(context, tx, { claims: [claim], displacedIds, reason: why ?? '', without: [booking.id], cause: 'assignRoom' }),
          data: {
            status: 'ROOM_ASSIGNED',
            roomId: claim.room.id,
            setupMinutes: claim.setupMinutes,
            teardownMinutes: claim.teardownMinutes,
            statusReason: null,
            overCapacityAcknowledged: claim.attendees > claim.room.capacity,
            ...(bossNotes === undefined ? {} : { bossNotes }),
          },
        };
      },
    }, attempt));
  return { bookingId: input.bookingId, displacedIds };
};

const parseNotes = (notes: string): string | null => {
  const parsed = notesInput.safeParse(notes);
  return parsed.success ? parsed.data : refuse('notes', parsed.error.issues[0]?.message ?? 'This note cannot be kept.');
};

const claimOf = (booking: Booking, room: Room): Claim => {
  if (!room.active) refuse('roomId', 'There is no such room.');
  const { setupMinutes, teardownMinutes } = room;
  const attendees = booking.numLearners + booking.numFacilitators;
  return { index: 0, room, startsAt: booking.startsAt, endsAt: booking.endsAt, setupMinutes, teardownMinutes, attendees };
};
