import type { Booking, Room } from '../../generated/prisma/client.ts';
import type { Context } from '../../platform/context.ts';
import { findRooms } from '../../resources/rooms.ts';
import { may } from '../../platform/may.ts';
import { NotAllowedError } from '../../platform/errors.ts';
import { parse, refuse } from '../../platform/input.ts';
import { type BookingChangeRef, changeBooking, type ChangedBooking } from './change-booking.ts';
import type { Outcome } from './under-locks.ts';
import type { BookingChanges } from '../bookings-table.ts';
import { updateBookingInput, type UpdateBookingFields } from '../input.ts';
import { mustReturnAfter, returnTooFar } from '../off-site.ts';

export type UpdateBookingInput = BookingChangeRef & {
  readonly fields: UpdateBookingFields;
  readonly requestedRoomId?: string | null | undefined;
  readonly acknowledgeOverCapacity?: boolean | null | undefined;
};

/**
 * Changes everything about a booking but its room and time.
 * @throws InvalidInputError NotAllowedError NotFoundError WrongStatusError StaleBookingError BusyError
 */
export async function updateBooking(context: Context, input: UpdateBookingInput): Promise<Outcome<ChangedBooking>> {
  const fields = parse(updateBookingInput, input.fields);
  const wish = input.requestedRoomId;
  if (wish != null && !(await findRooms(context, [wish])).get(wish)?.active)
    refuse('requestedRoomId', 'There is no such room.');
  return changeBooking(context, {
    action: 'UPDATE',
    cause: 'updateBooking',
    ref: input,
    roomId: wish,
    plan: async (booking, isRented) => {
      if (isRented && fields.offSite !== undefined)
        refuse('offSite', 'Its devices are under a rental now. Change that instead, with updateRental.');
      const rooms = booking.roomId === null ? new Map<string, Room>() : await findRooms(context, [booking.roomId]);
      return { data: planUpdate(context, rooms, { ...input, fields }, booking) };
    },
  });
}

/**
 * Computes the changes of a booking with these fields; `rooms` must contain its current room.
 * @throws InvalidInputError NotAllowedError
 */
export function planUpdate(
  context: Pick<Context, 'viewer' | 'facility' | 'clock'>,
  rooms: ReadonlyMap<string, Room>,
  { fields, requestedRoomId: wish, acknowledgeOverCapacity }: Omit<UpdateBookingInput, keyof BookingChangeRef>,
  booking: Booking,
): BookingChanges {
  if (fields.bossNotes !== undefined && !may(context.viewer, 'booking:update', booking.tenantId)) {
    throw new NotAllowedError('booking:update', 'Only the Room Boss can change this note. Use your own note, `notes`.');
  }
  if (wish != null && booking.kind !== 'ROOM')
    refuse('requestedRoomId', 'This booking is for devices only and takes no room.');
  const before = booking.numLearners + booking.numFacilitators;
  const people = (fields.numLearners ?? booking.numLearners) + (fields.numFacilitators ?? booking.numFacilitators);
  if (booking.kind === 'ROOM' && people < 1) refuse('numLearners', 'Enter at least one person.');
  if (booking.kind === 'DEVICES_ONLY' && fields.devicesNeeded === 0)
    refuse('devicesNeeded', 'Enter at least one device.');
  if (fields.offSite && booking.kind !== 'DEVICES_ONLY')
    refuse('offSite', 'Only a booking for devices only can go off-site.');
  mustReturnAfter(fields.offSite, booking.endsAt, context.facility);
  for (const { path, message } of returnTooFar(context, fields.offSite, booking)) refuse(path, message);
  const room = booking.roomId === null ? undefined : rooms.get(booking.roomId);
  if (room && people > before && people > room.capacity && acknowledgeOverCapacity !== true) {
    refuse(
      'numLearners',
      `${room.name} seats ${room.capacity}, ${people} people are coming. Acknowledge this, or move to a larger room first.`,
    );
  }
  return { ...fields, requestedRoomId: wish };
}
