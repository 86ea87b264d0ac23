import type { Booking } from '../generated/prisma/client.ts';
import { DeviceTypePreference, LunchCatering, MorningCatering } from '../generated/prisma/enums.ts';
import { builder } from '../platform/builder.ts';
import { BusyError, InvalidInputError, NotAllowedError, NotFoundError } from '../platform/errors.ts';
import { keyOrNone } from '../platform/global-id.ts';
import { assignRoom } from './assign-room.ts';
import { cancelBooking } from './cancel-booking.ts';
import { confirmBooking } from './confirm-booking.ts';
import { CreateBookingsInput, createBookingsKeys } from './create-bookings-input.ts';
import { createBookings } from './create-bookings.ts';
import { IdempotencyMismatchError, RoomTakenError, StaleBookingError, WrongStatusError } from './errors.ts';
import { offSiteFields, OffSiteInput } from './off-site-type.ts';
import { rightsFor } from './policy.ts';
import { rejectBooking } from './reject-booking.ts';
import { rescheduleBooking } from './reschedule-booking.ts';
import { unassignRoom } from './unassign-room.ts';
import { updateBooking } from './update-booking.ts';

const changeErrors = [InvalidInputError, NotAllowedError, NotFoundError, WrongStatusError, StaleBookingError, BusyError];
const placeErrors = [RoomTakenError, ...changeErrors];

const expectedVersion = 'The version the caller saw: another one is refused with StaleBookingError.';

const BookingRefInput = builder.inputType('BookingRefInput', {
  fields: (t) => ({ bookingId: t.id({ required: true }), expectedVersion: t.int({ description: expectedVersion }) }),
});

const BookingReasonInput = builder.inputType('BookingReasonInput', {
  fields: (t) => ({
    bookingId: t.id({ required: true }),
    reason: t.string({ required: true, description: 'For the people it concerns, 500 characters at most.' }),
    expectedVersion: t.int({ description: expectedVersion }),
  }),
});

const AssignRoomInput = builder.inputType('AssignRoomInput', {
  fields: (t) => ({
    bookingId: t.id({ required: true }),
    roomId: t.id({ required: true }),
    notes: t.string({ description: 'The boss’s note.' }),
    expectedVersion: t.int({ description: expectedVersion }),
    acknowledgeOverCapacity: t.boolean({ defaultValue: false, description: 'More people come than the room seats, and that is meant.' }),
    displaceBookingIds: t.idList({ description: 'Exactly these give way and go back to PENDING; anything else in the way is RoomTakenError.' }),
    reason: t.string({ description: 'Needed with displaceBookingIds.' }),
  }),
});

const RescheduleBookingInput = builder.inputType('RescheduleBookingInput', {
  description: 'What is not given stays as it is.',
  fields: (t) => ({
    bookingId: t.id({ required: true }),
    startsAt: t.field({ type: 'DateTime' }),
    endsAt: t.field({ type: 'DateTime' }),
    roomId: t.id({ description: 'For a ghost, the wish.' }),
    expectedVersion: t.int({ description: expectedVersion }),
    acknowledgeOverCapacity: t.boolean({ defaultValue: false, description: 'More people come than the new room seats, and that is meant.' }),
  }),
});

const UpdateBookingInput = builder.inputType('UpdateBookingInput', {
  description: 'What is not given stays as it is.',
  fields: (t) => ({
    bookingId: t.id({ required: true }),
    expectedVersion: t.int({ description: expectedVersion }),
    clientName: t.string(),
    clientContactPerson: t.string(),
    clientEmail: t.string(),
    clientPhone: t.string(),
    numLearners: t.int(),
    numFacilitators: t.int(),
    requestedRoomId: t.id({ description: 'The wish; null takes it back.' }),
    notes: t.string({ description: 'The requester’s note.' }),
    bossNotes: t.string({ description: 'The Room Boss’s note; needs booking:update.' }),
    coffeeTeaStation: t.boolean(),
    morningCatering: t.field({ type: MorningCatering }),
    lunchCatering: t.field({ type: LunchCatering }),
    cateringNotes: t.string(),
    stationeryNeeded: t.boolean(),
    waterBottles: t.int(),
    devicesNeeded: t.int(),
    deviceTypePreference: t.field({ type: DeviceTypePreference }),
    offSite: t.field({ type: OffSiteInput, description: 'All of it anew; null says that they stay in the building.' }),
    acknowledgeOverCapacity: t.boolean({ defaultValue: false }),
  }),
});

/** Payloads carry the id and are read anew as the caller may see it, with just what was asked. */
const bookingPayload = (name: string) =>
  builder.objectRef<Pick<Booking, 'id'>>(name).implement({
    fields: (t) => ({
      booking: t.prismaField({
        type: 'Booking',
        resolve: (query, { id }, _args, { db }) => db.prisma.booking.findFirstOrThrow({ ...query, where: { id } }),
      }),
    }),
  });

const CreateBookingsPayload = builder.objectRef<readonly string[]>('CreateBookingsPayload').implement({
  fields: (t) => ({
    bookings: t.prismaField({
      type: ['Booking'],
      description: 'In the order of the segments.',
      resolve: async (query, ids, _args, { db }) => {
        const found = await db.prisma.booking.findMany({ ...query, where: { id: { in: [...ids] } } });
        return found.toSorted((a, b) => ids.indexOf(a.id) - ids.indexOf(b.id));
      },
    }),
  }),
});

const AssignRoomPayload = builder.objectRef<{ bookingId: string; displacedIds: string[] }>('AssignRoomPayload').implement({
  fields: (t) => ({
    booking: t.prismaField({
      type: 'Booking',
      resolve: (query, { bookingId }, _args, { db }) => db.prisma.booking.findFirstOrThrow({ ...query, where: { id: bookingId } }),
    }),
    displaced: t.prismaField({
      type: ['Booking'],
      description: 'Those that gave way: PENDING again.',
      resolve: (query, { displacedIds }, _args, { db }) => db.prisma.booking.findMany({ ...query, where: { id: { in: displacedIds } }, orderBy: { startsAt: 'asc' } }),
    }),
  }),
});

const ref = <Input extends { bookingId: string }>(input: Input): Input => ({ ...input, bookingId: keyOrNone('Booking', input.bookingId) });
const roomKey = (id: string | null | undefined) => (id == null ? id : keyOrNone('Room', id));

builder.mutationFields((t) => ({
  createBookings: t.field({
    type: CreateBookingsPayload,
    description: 'Books all segments, or none. A room is taken at once by those with room:book-direct; from anybody else it is a wish.',
    authScopes: { permission: 'booking:create' },
    args: { input: t.arg({ type: CreateBookingsInput, required: true }) },
    errors: { types: [RoomTakenError, InvalidInputError, NotAllowedError, BusyError, IdempotencyMismatchError] },
    resolve: (_root, { input }, context) => createBookings(context, createBookingsKeys(input)),
  }),
  rescheduleBooking: t.field({
    type: bookingPayload('RescheduleBookingPayload'),
    description: 'Another time, another room, or both. Also to finish a running booking early, or to extend it.',
    authScopes: { anyPermission: rightsFor('RESCHEDULE') },
    args: { input: t.arg({ type: RescheduleBookingInput, required: true }) },
    errors: { types: placeErrors },
    resolve: (_root, { input }, context) => rescheduleBooking(context, { ...ref(input), roomId: roomKey(input.roomId) }),
  }),
  updateBooking: t.field({
    type: bookingPayload('UpdateBookingPayload'),
    description: 'Everything but room and time.',
    authScopes: { anyPermission: rightsFor('UPDATE') },
    args: { input: t.arg({ type: UpdateBookingInput, required: true }) },
    errors: { types: changeErrors },
    resolve: (_root, { input }, context) => {
      const { bookingId, expectedVersion: version, requestedRoomId, acknowledgeOverCapacity, offSite, ...rest } = input;
      const given = offSite ? { ...rest, offSite: offSiteFields(offSite) } : { ...rest, ...(offSite === null && { offSite }) };
      // Null means "not given", but for what can be emptied.
      const fields = Object.fromEntries(Object.entries(given).filter(([name, value]) => value !== null || ['notes', 'bossNotes', 'cateringNotes', 'offSite'].includes(name)));
      return updateBooking(context, { ...ref({ bookingId }), expectedVersion: version, fields, requestedRoomId: roomKey(requestedRoomId), acknowledgeOverCapacity });
    },
  }),
  assignRoom: t.field({
    type: AssignRoomPayload,
    description: 'Gives a ghost its room, and with displaceBookingIds the place of others.',
    authScopes: { anyPermission: rightsFor('ASSIGN_ROOM') },
    args: { input: t.arg({ type: AssignRoomInput, required: true }) },
    errors: { types: placeErrors },
    resolve: (_root, { input }, context) =>
      assignRoom(context, { ...ref(input), roomId: keyOrNone('Room', input.roomId), displaceBookingIds: input.displaceBookingIds?.map((id) => keyOrNone('Booking', id)) }),
  }),
  unassignRoom: t.field({
    type: bookingPayload('UnassignRoomPayload'),
    description: 'Takes the room back; the booking is a ghost again.',
    authScopes: { anyPermission: rightsFor('UNASSIGN_ROOM') },
    args: { input: t.arg({ type: BookingReasonInput, required: true }) },
    errors: { types: changeErrors },
    resolve: (_root, { input }, context) => unassignRoom(context, ref(input)),
  }),
  confirmBooking: t.field({
    type: bookingPayload('ConfirmBookingPayload'),
    description: 'All is ready: ROOM_ASSIGNED becomes CONFIRMED.',
    authScopes: { anyPermission: rightsFor('CONFIRM') },
    args: { input: t.arg({ type: BookingRefInput, required: true }) },
    errors: { types: changeErrors },
    resolve: (_root, { input }, context) => confirmBooking(context, ref(input)),
  }),
  rejectBooking: t.field({
    type: bookingPayload('RejectBookingPayload'),
    description: 'Turns a ghost down.',
    authScopes: { anyPermission: rightsFor('REJECT') },
    args: { input: t.arg({ type: BookingReasonInput, required: true }) },
    errors: { types: changeErrors },
    resolve: (_root, { input }, context) => rejectBooking(context, ref(input)),
  }),
  cancelBooking: t.field({
    type: bookingPayload('CancelBookingPayload'),
    description: 'Calls a booking off and frees its room: by whoever asked for it, the Room Boss, or an administrator.',
    authScopes: { anyPermission: rightsFor('CANCEL') },
    args: { input: t.arg({ type: BookingReasonInput, required: true }) },
    errors: { types: changeErrors },
    resolve: (_root, { input }, context) => cancelBooking(context, ref(input)),
  }),
}));
