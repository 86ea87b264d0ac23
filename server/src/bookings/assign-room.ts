import type { Booking, Room } from '../generated/prisma/client.ts';
import type { Context } from '../platform/context.ts';
import type { Transaction } from '../platform/database/database.ts';
import { findRooms } from '../resources/rooms.ts';
import { type BookingRef, changeBooking } from './change-booking.ts';
import { type Claim, orRoomTaken, standing, Taken, within } from './claims.ts';
import { WrongStatusError } from './errors.ts';
import { reason as reasonInput, refuse, text } from './input.ts';
import { bookingColumns } from './occupancy-view.ts';
import { mustBeAllowedTo } from './policy.ts';
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
          makeRoom: (tx) => displace(context, tx, { claim, displacedIds, reason: why ?? '', bookingId: booking.id }),
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

const parsedReason = (reason: string | null | undefined): string => {
  const parsed = reasonInput.safeParse(reason ?? '');
  return parsed.success ? parsed.data : refuse('reason', parsed.error.issues[0]?.message ?? 'A reason is needed.');
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

type Displacement = { claim: Claim; displacedIds: readonly string[]; reason: string; bookingId: string };

/** Clears the room of the bookings named, and of none besides. */
const displace = async ({ viewer }: Context, tx: Transaction, { claim, displacedIds, reason, bookingId }: Displacement): Promise<void> => {
  const inTheWay = new Set((await standing(within(tx), [claim], [bookingId])).map((row) => row.bookingId));
  // What the viewer does not see cannot be named: it is as if it were not there.
  const rows = await within(tx)<Booking>('lockDisplaced', `select ${bookingColumns} from bookings b where b.id = any ($1::uuid[]) order by b.id for update`, [displacedIds]);
  if ([...inTheWay].some((id) => !rows.some((row) => row.id === id))) throw new Taken([claim], [bookingId]);
  for (const [index, id] of displacedIds.entries()) {
    const booking = rows.find((row) => row.id === id);
    if (!booking || !inTheWay.has(id)) return refuse(`displaceBookingIds.${index}`, 'This booking does not stand in the way.');
    mustBeAllowedTo(viewer, 'ASSIGN_ROOM', booking);
    if (booking.status === 'COMPLETED') throw new WrongStatusError(booking.status, ['ROOM_ASSIGNED', 'CONFIRMED']);
  }
  if (rows.length === 0) return;
  // The events of those that give way say so, whatever the action is called.
  await tx.$executeRawUnsafe(`select /* nameCause */ set_config('app.cause', 'displaceBooking', true)`);
  await tx.booking.updateMany({ where: { id: { in: [...displacedIds] } }, data: { status: 'PENDING', roomId: null, setupMinutes: 0, teardownMinutes: 0, statusReason: reason } });
  await tx.$executeRawUnsafe(`select /* nameCause */ set_config('app.cause', 'assignRoom', true)`);
};
