import { atMost, capReasons } from '../../platform/at-most.ts';
import { builder } from '../../platform/builder.ts';
import type { RequestContext } from '../../platform/context.ts';
import { BusyError, InvalidInputError, NotAllowedError, NotFoundError } from '../../platform/errors.ts';
import { keyOrNone } from '../../platform/global-id.ts';
import { figure } from '../../platform/limit-row.ts';
import { assignRoom } from './assign-room.ts';
import { assignRooms } from './assign-rooms.ts';
import { bookingBounds } from '../booking-bounds.ts';
import { acknowledgePast, BookingRefInput, dryRun, expectedVersion } from './booking-ref-input.ts';
import { AssignRoomsInput, ConfirmBookingsInput, isTried, RejectBookingsInput } from './bulk-input.ts';
import { cancelBooking } from './cancel-booking.ts';
import { confirmBooking } from './confirm-booking.ts';
import { confirmBookings } from './confirm-bookings.ts';
import { CreateBookingsInput, createBookingsKeys } from './create-bookings-input.ts';
import { createBookings } from './create-bookings.ts';
import {
  BulkRefusedError,
  IdempotencyMismatchError,
  NothingToUndoError,
  RoomTakenError,
  StaleBookingError,
  UndoTooLateError,
  WrongStatusError,
} from '../errors.ts';
import { extendBooking } from './extend-booking.ts';
import { finishBooking } from './finish-booking.ts';
import {
  AssignRoomPayload,
  bookingPayload,
  bookingsPayload,
  CreateBookingsPayload,
  UndoBookingChangePayload,
} from './payload-types.ts';
import { rightsFor } from '../policy.ts';
import { dryRunOr } from './dry-run.ts';
import { handOverBooking } from './hand-over-booking.ts';
import { rejectBooking } from './reject-booking.ts';
import { rejectBookings } from './reject-bookings.ts';
import { rescheduleBooking } from './reschedule-booking.ts';
import { turnaroundFields } from './turnaround-input.ts';
import { unassignRoom } from './unassign-room.ts';
import { rightsToUndo, undoBookingChange } from './undo-booking-change.ts';
import { UpdateBookingInput, updateKeys } from './update-booking-input.ts';
import { updateBooking } from './update-booking.ts';

const changeErrors = [
  InvalidInputError,
  NotAllowedError,
  NotFoundError,
  WrongStatusError,
  StaleBookingError,
  BusyError,
];
const placeErrors = [RoomTakenError, ...changeErrors];
const bulkErrors = [BulkRefusedError, InvalidInputError, NotAllowedError, BusyError];
const undoErrors = [
  UndoTooLateError,
  NothingToUndoError,
  StaleBookingError,
  RoomTakenError,
  InvalidInputError,
  NotAllowedError,
  NotFoundError,
  BusyError,
];

const BookingReasonInput = builder.inputType('BookingReasonInput', {
  fields: (t) => ({
    bookingId: t.id({ required: true }),
    reason: t.string({
      required: true,
      description: `For the people it concerns, ${figure(bookingBounds.reason)} characters at most.`,
    }),
    expectedVersion: t.int({ description: expectedVersion }),
    dryRun: t.boolean({ defaultValue: false, description: dryRun }),
  }),
});

const inOneStep =
  'it moves and gets its room in one step, which is told and undone as one. Needs the right to reschedule, too.';

const AssignRoomInput = builder.inputType('AssignRoomInput', {
  fields: (t) => ({
    bookingId: t.id({ required: true }),
    roomId: t.id({ required: true }),
    startsAt: t.field({ type: 'DateTime', description: `Another start than it asked for: ${inOneStep}` }),
    endsAt: t.field({ type: 'DateTime', description: `Another end than it asked for: ${inOneStep}` }),
    notes: t.string({ description: 'The boss’s note.' }),
    expectedVersion: t.int({ description: expectedVersion }),
    acknowledgeOverCapacity: t.boolean({
      defaultValue: false,
      description: 'More people come than the room seats, and that is meant.',
    }),
    acknowledgePast: t.boolean({ defaultValue: false, description: acknowledgePast }),
    ...turnaroundFields(t),
    displaceBookingIds: t.idList(
      atMost(
        200,
        'Exactly these give way and go back to PENDING; anything else in the way is RoomTakenError.',
        capReasons.locks,
      ),
    ),
    reason: t.string({ description: 'Needed with displaceBookingIds.' }),
    dryRun: t.boolean({ defaultValue: false, description: dryRun }),
  }),
});

const RescheduleBookingInput = builder.inputType('RescheduleBookingInput', {
  description:
    'What is not given stays as it is. Setup and teardown stay in the same room; another room brings its own, unless a boss set them for this booking.',
  fields: (t) => ({
    bookingId: t.id({ required: true }),
    startsAt: t.field({ type: 'DateTime' }),
    endsAt: t.field({ type: 'DateTime' }),
    roomId: t.id({ description: 'For a ghost, the wish.' }),
    ...turnaroundFields(t),
    expectedVersion: t.int({ description: expectedVersion }),
    acknowledgeOverCapacity: t.boolean({
      defaultValue: false,
      description: 'More people come than the new room seats, and that is meant.',
    }),
    dryRun: t.boolean({ defaultValue: false, description: dryRun }),
  }),
});

const HandOverBookingInput = builder.inputType('HandOverBookingInput', {
  fields: (t) => ({
    bookingId: t.id({ required: true }),
    toUserId: t.id({ required: true, description: 'One of peopleWhoMayBook of its division.' }),
    expectedVersion: t.int({ description: expectedVersion }),
    dryRun: t.boolean({ defaultValue: false, description: dryRun }),
  }),
});

const ExtendBookingInput = builder.inputType('ExtendBookingInput', {
  fields: (t) => ({
    bookingId: t.id({ required: true }),
    endsAt: t.field({ type: 'DateTime', required: true, description: 'Later than it ends now.' }),
    expectedVersion: t.int({ description: expectedVersion }),
    dryRun: t.boolean({ defaultValue: false, description: dryRun }),
  }),
});

function ref<Input extends { bookingId: string }>(input: Input): Input {
  return {
    ...input,
    bookingId: keyOrNone('Booking', input.bookingId),
  };
}

async function changed(
  context: RequestContext,
  input: { dryRun?: boolean | null | undefined },
  action: (context: RequestContext) => Promise<{ id: string }>,
) {
  const {
    result: { id },
    dryRunOutcome,
  } = await dryRunOr(context, input.dryRun, action);
  return { id, dryRunOutcome };
}

function named<Input extends { bookingId: string }>(input: Input) {
  return { ...ref(input), named: input.bookingId };
}

async function allChanged(
  context: RequestContext,
  tried: boolean,
  action: (context: RequestContext) => Promise<string[]>,
) {
  const { result: ids, dryRunOutcome } = await dryRunOr(context, tried, action);
  return { ids, dryRunOutcome };
}

function roomKey(id: string | null | undefined) {
  return id == null ? id : keyOrNone('Room', id);
}

builder.mutationFields((t) => ({
  createBookings: t.field({
    type: CreateBookingsPayload,
    description:
      'Books all segments, or none. A room is taken at once by those with room:book-direct; from anybody else it is a wish.',
    authScopes: { permission: 'booking:create' },
    args: { input: t.arg({ type: CreateBookingsInput, required: true }) },
    errors: { types: [RoomTakenError, InvalidInputError, NotAllowedError, BusyError, IdempotencyMismatchError] },
    resolve: async (_root, { input }, context) => {
      const { result, dryRunOutcome } = await dryRunOr(context, input.dryRun, (tried) =>
        createBookings(tried, createBookingsKeys(input)),
      );
      return { ...result, dryRunOutcome };
    },
  }),
  rescheduleBooking: t.field({
    type: bookingPayload('RescheduleBookingPayload'),
    description:
      'Another time, another room, or both. Also to finish a running booking early, or to extend it. What lies behind the last bookable day of the facility may only come nearer.',
    authScopes: { anyPermission: rightsFor('RESCHEDULE') },
    args: { input: t.arg({ type: RescheduleBookingInput, required: true }) },
    errors: { types: placeErrors },
    resolve: (_root, { input }, context) =>
      changed(context, input, (tried) => rescheduleBooking(tried, { ...ref(input), roomId: roomKey(input.roomId) })),
  }),
  updateBooking: t.field({
    type: bookingPayload('UpdateBookingPayload'),
    description: 'Everything but room and time.',
    authScopes: { anyPermission: rightsFor('UPDATE') },
    args: { input: t.arg({ type: UpdateBookingInput, required: true }) },
    errors: { types: changeErrors },
    resolve: (_root, { input }, context) => changed(context, input, (tried) => updateBooking(tried, updateKeys(input))),
  }),
  assignRoom: t.field({
    type: AssignRoomPayload,
    description: 'Gives a ghost its room, and with displaceBookingIds the place of others.',
    authScopes: { anyPermission: rightsFor('ASSIGN_ROOM') },
    args: { input: t.arg({ type: AssignRoomInput, required: true }) },
    errors: { types: placeErrors },
    resolve: async (_root, { input }, context) => {
      const displaceBookingIds = input.displaceBookingIds?.map((id) => keyOrNone('Booking', id));
      const { result, dryRunOutcome } = await dryRunOr(context, input.dryRun, (tried) =>
        assignRoom(tried, { ...ref(input), roomId: keyOrNone('Room', input.roomId), displaceBookingIds }),
      );
      return { ...result, dryRunOutcome };
    },
  }),
  unassignRoom: t.field({
    type: bookingPayload('UnassignRoomPayload'),
    description: 'Takes the room back; the booking is a ghost again.',
    authScopes: { anyPermission: rightsFor('UNASSIGN_ROOM') },
    args: { input: t.arg({ type: BookingReasonInput, required: true }) },
    errors: { types: changeErrors },
    resolve: (_root, { input }, context) => changed(context, input, (tried) => unassignRoom(tried, ref(input))),
  }),
  confirmBooking: t.field({
    type: bookingPayload('ConfirmBookingPayload'),
    description: 'All is ready: ROOM_ASSIGNED becomes CONFIRMED.',
    authScopes: { anyPermission: rightsFor('CONFIRM') },
    args: { input: t.arg({ type: BookingRefInput, required: true }) },
    errors: { types: changeErrors },
    resolve: (_root, { input }, context) => changed(context, input, (tried) => confirmBooking(tried, ref(input))),
  }),
  rejectBooking: t.field({
    type: bookingPayload('RejectBookingPayload'),
    description: 'Turns a ghost down.',
    authScopes: { anyPermission: rightsFor('REJECT') },
    args: { input: t.arg({ type: BookingReasonInput, required: true }) },
    errors: { types: changeErrors },
    resolve: (_root, { input }, context) => changed(context, input, (tried) => rejectBooking(tried, ref(input))),
  }),
  cancelBooking: t.field({
    type: bookingPayload('CancelBookingPayload'),
    description: 'Calls a booking off and frees its room: by whoever asked for it, the Room Boss, or an administrator.',
    authScopes: { anyPermission: rightsFor('CANCEL') },
    args: { input: t.arg({ type: BookingReasonInput, required: true }) },
    errors: { types: changeErrors },
    resolve: (_root, { input }, context) => changed(context, input, (tried) => cancelBooking(tried, ref(input))),
  }),
  handOverBooking: t.field({
    type: bookingPayload('HandOverBookingPayload'),
    description:
      'Gives it another requester, who then may do with it what a requester may and is told what becomes of it: by the requester or the Room Boss, while it is open. createdBy stays.',
    authScopes: { anyPermission: rightsFor('HAND_OVER') },
    args: { input: t.arg({ type: HandOverBookingInput, required: true }) },
    errors: { types: changeErrors },
    resolve: (_root, { input }, context) =>
      changed(context, input, (tried) =>
        handOverBooking(tried, { ...ref(input), toUserId: keyOrNone('User', input.toUserId) }),
      ),
  }),
  assignRooms: t.field({
    type: bookingsPayload('AssignRoomsPayload', 'In the order of the assignments.'),
    description:
      'Gives several ghosts their rooms in one transaction: all of them, or none, with the list of what stood in the way. Nobody gives way.',
    authScopes: { anyPermission: rightsFor('ASSIGN_ROOM') },
    args: { input: t.arg({ type: AssignRoomsInput, required: true }) },
    errors: { types: bulkErrors },
    resolve: (_root, { input }, context) =>
      allChanged(context, input.dryRun === true, (tried) =>
        assignRooms(tried, {
          assignments: input.assignments.map((one) => ({ ...named(one), roomId: keyOrNone('Room', one.roomId) })),
        }),
      ),
  }),
  confirmBookings: t.field({
    type: bookingsPayload('ConfirmBookingsPayload', 'In the order they were named.'),
    description: 'ROOM_ASSIGNED becomes CONFIRMED, for all that are named, or for none.',
    authScopes: { anyPermission: rightsFor('CONFIRM') },
    args: { input: t.arg({ type: ConfirmBookingsInput, required: true }) },
    errors: { types: bulkErrors },
    resolve: (_root, { input }, context) =>
      allChanged(context, isTried(input), (tried) => confirmBookings(tried, { bookings: input.bookings.map(named) })),
  }),
  rejectBookings: t.field({
    type: bookingsPayload('RejectBookingsPayload', 'In the order they were named.'),
    description: 'Turns several ghosts down for one reason: all of them, or none.',
    authScopes: { anyPermission: rightsFor('REJECT') },
    args: { input: t.arg({ type: RejectBookingsInput, required: true }) },
    errors: { types: bulkErrors },
    resolve: (_root, { input }, context) =>
      allChanged(context, isTried(input), (tried) =>
        rejectBookings(tried, { bookings: input.bookings.map(named), reason: input.reason }),
      ),
  }),
  undoBookingChange: t.field({
    type: UndoBookingChangePayload,
    description:
      'Takes the caller’s own newest change of a booking back, within 30 seconds and if nothing happened since. What was done in one go goes back in one go, or not at all; a booking that was made is cancelled.',
    authScopes: { anyPermission: rightsToUndo },
    args: { input: t.arg({ type: BookingRefInput, required: true }) },
    errors: { types: undoErrors },
    resolve: async (_root, { input }, context) => {
      const { result, dryRunOutcome } = await dryRunOr(context, input.dryRun, (tried) =>
        undoBookingChange(tried, ref(input)),
      );
      return { ...result, dryRunOutcome };
    },
  }),
  finishBooking: t.field({
    type: bookingPayload('FinishBookingPayload'),
    description: 'Ends a booking that runs, now: its end is the next full minute.',
    authScopes: { anyPermission: rightsFor('FINISH') },
    args: { input: t.arg({ type: BookingRefInput, required: true }) },
    errors: { types: changeErrors },
    resolve: (_root, { input }, context) => changed(context, input, (tried) => finishBooking(tried, ref(input))),
  }),
  extendBooking: t.field({
    type: bookingPayload('ExtendBookingPayload'),
    description: 'Lets a booking that runs go on for longer, in its room.',
    authScopes: { anyPermission: rightsFor('EXTEND') },
    args: { input: t.arg({ type: ExtendBookingInput, required: true }) },
    errors: { types: placeErrors },
    resolve: (_root, { input }, context) => changed(context, input, (tried) => extendBooking(tried, ref(input))),
  }),
}));
