import { builder } from '../platform/builder.ts';
import { BusyError, InvalidInputError, NotAllowedError } from '../platform/errors.ts';
import { keyOrNone } from '../platform/global-id.ts';
import { assignRooms } from './assign-rooms.ts';
import { confirmBookings } from './confirm-bookings.ts';
import { BulkRefusedError } from './errors.ts';
import { BookingRefInput, bookingsPayload, expectedVersion } from './mutations.ts';
import { rightsFor } from './policy.ts';
import { rejectBookings } from './reject-bookings.ts';

const bulkErrors = [BulkRefusedError, InvalidInputError, NotAllowedError, BusyError];

const RoomAssignmentInput = builder.inputType('RoomAssignmentInput', {
  description: 'One ghost and its room.',
  fields: (t) => ({
    bookingId: t.id({ required: true }),
    roomId: t.id({ required: true }),
    notes: t.string({ description: 'The boss’s note.' }),
    expectedVersion: t.int({ description: expectedVersion }),
    acknowledgeOverCapacity: t.boolean({ defaultValue: false, description: 'More people come than the room seats, and that is meant.' }),
  }),
});

const AssignRoomsInput = builder.inputType('AssignRoomsInput', {
  fields: (t) => ({ assignments: t.field({ type: [RoomAssignmentInput], required: true, description: 'At least 1, at most 200.' }) }),
});

const ConfirmBookingsInput = builder.inputType('ConfirmBookingsInput', {
  fields: (t) => ({ bookings: t.field({ type: [BookingRefInput], required: true, description: 'At least 1, at most 200.' }) }),
});

const RejectBookingsInput = builder.inputType('RejectBookingsInput', {
  fields: (t) => ({
    bookings: t.field({ type: [BookingRefInput], required: true, description: 'At least 1, at most 200.' }),
    reason: t.string({ required: true, description: 'For the people it concerns, the same for all; 500 characters at most.' }),
  }),
});

const named = <Input extends { bookingId: string }>(input: Input) => ({ ...input, named: input.bookingId, bookingId: keyOrNone('Booking', input.bookingId) });

builder.mutationFields((t) => ({
  assignRooms: t.field({
    type: bookingsPayload('AssignRoomsPayload', 'In the order of the assignments.'),
    description: 'Gives several ghosts their rooms in one transaction: all of them, or none, with the list of what stood in the way. Nobody gives way.',
    authScopes: { anyPermission: rightsFor('ASSIGN_ROOM') },
    args: { input: t.arg({ type: AssignRoomsInput, required: true }) },
    errors: { types: bulkErrors },
    resolve: (_root, { input }, context) =>
      assignRooms(context, { assignments: input.assignments.map((one) => ({ ...named(one), roomId: keyOrNone('Room', one.roomId) })) }),
  }),
  confirmBookings: t.field({
    type: bookingsPayload('ConfirmBookingsPayload', 'In the order they were named.'),
    description: 'ROOM_ASSIGNED becomes CONFIRMED, for all that are named, or for none.',
    authScopes: { anyPermission: rightsFor('CONFIRM') },
    args: { input: t.arg({ type: ConfirmBookingsInput, required: true }) },
    errors: { types: bulkErrors },
    resolve: (_root, { input }, context) => confirmBookings(context, { bookings: input.bookings.map(named) }),
  }),
  rejectBookings: t.field({
    type: bookingsPayload('RejectBookingsPayload', 'In the order they were named.'),
    description: 'Turns several ghosts down for one reason: all of them, or none.',
    authScopes: { anyPermission: rightsFor('REJECT') },
    args: { input: t.arg({ type: RejectBookingsInput, required: true }) },
    errors: { types: bulkErrors },
    resolve: (_root, { input }, context) => rejectBookings(context, { bookings: input.bookings.map(named), reason: input.reason }),
  }),
}));
