import { builder } from '../platform/builder.ts';
import type { RequestContext } from '../platform/context.ts';
import { BusyError, InvalidInputError, NotAllowedError } from '../platform/errors.ts';
import { keyOrNone } from '../platform/global-id.ts';
import { assignRooms } from './assign-rooms.ts';
import { confirmBookings } from './confirm-bookings.ts';
import { BulkRefusedError } from './errors.ts';
import { BookingRefInput, dryRun, expectedVersion } from './mutations.ts';
import { bookingsPayload } from './payloads.ts';
import { rightsFor } from './policy.ts';
import { orRehearse } from './rehearse.ts';
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
  fields: (t) => ({
    assignments: t.field({ type: [RoomAssignmentInput], required: true, description: 'At least 1, at most 200.' }),
    dryRun: t.boolean({ defaultValue: false, description: dryRun }),
  }),
});

const atMost = 'At least 1, at most 200. A dryRun of one of them makes all of it one.';

const ConfirmBookingsInput = builder.inputType('ConfirmBookingsInput', {
  fields: (t) => ({
    bookings: t.field({ type: [BookingRefInput], required: true, description: atMost }),
    dryRun: t.boolean({ defaultValue: false, description: dryRun }),
  }),
});

const RejectBookingsInput = builder.inputType('RejectBookingsInput', {
  fields: (t) => ({
    bookings: t.field({ type: [BookingRefInput], required: true, description: atMost }),
    reason: t.string({ required: true, description: 'For the people it concerns, the same for all; 500 characters at most.' }),
    dryRun: t.boolean({ defaultValue: false, description: dryRun }),
  }),
});

const named = <Input extends { bookingId: string }>(input: Input) => ({ ...input, named: input.bookingId, bookingId: keyOrNone('Booking', input.bookingId) });

type Refs = { readonly bookings: readonly { readonly dryRun?: boolean | null | undefined }[]; readonly dryRun?: boolean | null | undefined };
const isTried = ({ bookings, dryRun: whole }: Refs): boolean => whole === true || bookings.some((one) => one.dryRun === true);

const changed = async (context: RequestContext, tried: boolean, action: (context: RequestContext) => Promise<string[]>) => {
  const { result: ids, rehearsal } = await orRehearse(context, tried, action);
  return { ids, rehearsal };
};

builder.mutationFields((t) => ({
  assignRooms: t.field({
    type: bookingsPayload('AssignRoomsPayload', 'In the order of the assignments.'),
    description: 'Gives several ghosts their rooms in one transaction: all of them, or none, with the list of what stood in the way. Nobody gives way.',
    authScopes: { anyPermission: rightsFor('ASSIGN_ROOM') },
    args: { input: t.arg({ type: AssignRoomsInput, required: true }) },
    errors: { types: bulkErrors },
    resolve: (_root, { input }, context) =>
      changed(context, input.dryRun === true, (tried) =>
        assignRooms(tried, { assignments: input.assignments.map((one) => ({ ...named(one), roomId: keyOrNone('Room', one.roomId) })) })),
  }),
  confirmBookings: t.field({
    type: bookingsPayload('ConfirmBookingsPayload', 'In the order they were named.'),
    description: 'ROOM_ASSIGNED becomes CONFIRMED, for all that are named, or for none.',
    authScopes: { anyPermission: rightsFor('CONFIRM') },
    args: { input: t.arg({ type: ConfirmBookingsInput, required: true }) },
    errors: { types: bulkErrors },
    resolve: (_root, { input }, context) => changed(context, isTried(input), (tried) => confirmBookings(tried, { bookings: input.bookings.map(named) })),
  }),
  rejectBookings: t.field({
    type: bookingsPayload('RejectBookingsPayload', 'In the order they were named.'),
    description: 'Turns several ghosts down for one reason: all of them, or none.',
    authScopes: { anyPermission: rightsFor('REJECT') },
    args: { input: t.arg({ type: RejectBookingsInput, required: true }) },
    errors: { types: bulkErrors },
    resolve: (_root, { input }, context) =>
      changed(context, isTried(input), (tried) => rejectBookings(tried, { bookings: input.bookings.map(named), reason: input.reason })),
  }),
}));
