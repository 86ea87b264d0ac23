import { assignRoom } from '../../server/src/bookings/changing/assign-room.ts';
import { cancelBooking } from '../../server/src/bookings/changing/cancel-booking.ts';
import { confirmBooking } from '../../server/src/bookings/changing/confirm-booking.ts';
import { noExtras } from '../../server/src/bookings/extras.ts';
import { createBookings } from '../../server/src/bookings/changing/create-bookings.ts';
import { rejectBooking } from '../../server/src/bookings/changing/reject-booking.ts';
import { rescheduleBooking } from '../../server/src/bookings/changing/reschedule-booking.ts';
import { unassignRoom } from '../../server/src/bookings/changing/unassign-room.ts';
import { updateBooking } from '../../server/src/bookings/changing/update-booking.ts';
import { closeRooms } from '../../server/src/closures/close-rooms.ts';
import type { Context } from '../../server/src/platform/context.ts';
import { performAtDesk } from './perform-at-desk.ts';
import type { Request } from './requests.ts';
import type { Step } from './stories.ts';

/** The keys in the database of what the plan calls by name. */
export type Keys = { room(name: string): string; tenant(code: string): string; category(name: string): string };

/**
 * Performs one step of a story, through the action that a form would call. Returns the bookings of the story so far.
 */
export async function perform(
  context: Context,
  step: Step,
  bookings: readonly string[],
  keys: Keys,
): Promise<readonly string[]> {
  const booking = (index: number): string => {
    const id = bookings[index];
    if (id === undefined) throw new Error(`the story has no booking ${index} yet`);
    return id;
  };
  switch (step.action) {
    case 'create':
      return [...bookings, ...(await create(context, step.request, keys))];
    case 'assign':
      await assignRoom(context, {
        bookingId: booking(step.booking),
        roomId: keys.room(step.room),
        notes: step.notes,
        acknowledgeOverCapacity: step.overCapacity,
        displaceBookingIds: step.displace?.map(booking),
        reason: step.reason,
      });
      return bookings;
    case 'confirm':
      await confirmBooking(context, { bookingId: booking(step.booking) });
      return bookings;
    case 'reject':
      await rejectBooking(context, { bookingId: booking(step.booking), reason: step.reason });
      return bookings;
    case 'cancel':
      await cancelBooking(context, { bookingId: booking(step.booking), reason: step.reason });
      return bookings;
    case 'unassign':
      await unassignRoom(context, { bookingId: booking(step.booking), reason: step.reason });
      return bookings;
    case 'reschedule':
      await rescheduleBooking(context, {
        bookingId: booking(step.booking),
        startsAt: step.startsAt,
        endsAt: step.endsAt,
      });
      return bookings;
    case 'close':
      await closeRooms(context, {
        roomIds: step.rooms.map(keys.room),
        startsAt: step.startsAt,
        endsAt: step.endsAt,
        reason: step.reason,
      });
      return bookings;
    case 'note':
      await updateBooking(context, { bookingId: booking(step.booking), fields: { bossNotes: step.bossNotes } });
      return bookings;
    case 'assignDevices':
    case 'handOutDevices':
    case 'returnDevices':
      await performAtDesk(context, booking(step.booking), step);
      return bookings;
  }
}

async function create(
  context: Context,
  { tenant, segments, devices = [], ...request }: Request,
  keys: Keys,
): Promise<readonly string[]> {
  const { bookingIds } = await createBookings(context, {
    ...noExtras,
    ...request,
    devices: devices.map(({ category, kind = null, quantity }) => ({
      id: null,
      kind,
      categoryId: category === undefined ? null : keys.category(category),
      quantity,
      note: null,
    })),
    tenantId: keys.tenant(tenant),
    segments: segments.map(({ startsAt, endsAt, room, wish, note }) => ({
      startsAt,
      endsAt,
      roomId: room === undefined ? null : keys.room(room),
      requestedRoomId: wish === undefined ? null : keys.room(wish),
      note: note ?? null,
      numLearners: null,
      numFacilitators: null,
    })),
    offSite: request.offSite ?? null,
    idempotencyKey: null,
  });
  return bookingIds;
}
