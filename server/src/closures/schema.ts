import { bookingBounds } from '../bookings/booking-bounds.ts';
import { Closure } from '../bookings/calendar/calendar-type.ts';
import { RoomTakenError, WrongStatusError } from '../bookings/errors.ts';
import { loadClosure } from '../bookings/calendar/load-calendar.ts';
import { atMost, capReasons } from '../platform/at-most.ts';
import { builder } from '../platform/builder.ts';
import {
  BusyError,
  IdempotencyMismatchError,
  InvalidInputError,
  NotAllowedError,
  NotFoundError,
} from '../platform/errors.ts';
import { keyOrNone } from '../platform/global-id.ts';
import { idempotencyKeyField, repeatedField } from '../platform/idempotency.ts';
import { figure } from '../platform/limit-row.ts';
import { type ClosedRooms, closeRooms } from './close-rooms.ts';
import { closureBounds } from './closure-bounds.ts';
import { reopenRooms } from './reopen-rooms.ts';

const CloseRoomsInput = builder.inputType('CloseRoomsInput', {
  fields: (t) => ({
    roomIds: t.idList({
      required: true,
      ...atMost(2_000, 'At least 1. A combined room takes its parts along.', capReasons.locks),
    }),
    startsAt: t.field({ type: 'DateTime', required: true }),
    endsAt: t.field({
      type: 'DateTime',
      required: true,
      description: `After the start, not past, at most ${figure(bookingBounds.bookingDays)} days later; not after the last bookable day of the facility.`,
    }),
    reason: t.string({
      required: true,
      description: `For everybody who looks at the calendar, ${figure(closureBounds.closureReason)} characters at most.`,
    }),
    displaceBookingIds: t.idList(
      atMost(
        1_000,
        'Exactly these give way and go back to PENDING; anything else in the way is RoomTakenError.',
        capReasons.locks,
      ),
    ),
    idempotencyKey: t.string(idempotencyKeyField),
  }),
});

const ReopenRoomsInput = builder.inputType('ReopenRoomsInput', {
  fields: (t) => ({ closureId: t.id({ required: true }) }),
});

const CloseRoomsPayload = builder.objectRef<ClosedRooms>('CloseRoomsPayload').implement({
  fields: (t) => ({
    closure: t.field({
      type: Closure,
      nullable: true,
      description: 'Null when somebody opened the rooms again in the meantime.',
      resolve: ({ closureId }, _args, context) => loadClosure(context, closureId),
    }),
    displaced: t.prismaField({
      type: ['Booking'],
      description: 'Those that gave way: PENDING again; where the request is `repeated`, as they are now.',
      resolve: (query, { displacedIds }, _args, { db }) =>
        db.prisma.booking.findMany({
          ...query,
          where: { id: { in: [...displacedIds] } },
          orderBy: { startsAt: 'asc' },
        }),
    }),
    repeated: t.exposeBoolean('repeated', repeatedField),
  }),
});

const ReopenRoomsPayload = builder.objectRef<{ closureId: string | null }>('ReopenRoomsPayload').implement({
  fields: (t) => ({
    closure: t.field({
      type: Closure,
      nullable: true,
      description: 'What is left of it: it ended now. Null where it had not begun.',
      resolve: ({ closureId }, _args, context) => (closureId === null ? null : loadClosure(context, closureId)),
    }),
  }),
});

builder.mutationFields((t) => ({
  closeRooms: t.field({
    type: CloseRoomsPayload,
    description:
      'Closes rooms for maintenance or a holiday: nothing can be booked over it. Bookings that stand there are named, and give way, or are a refusal.',
    authScopes: { permission: 'room:close' },
    args: { input: t.arg({ type: CloseRoomsInput, required: true }) },
    errors: {
      types: [
        RoomTakenError,
        InvalidInputError,
        NotAllowedError,
        WrongStatusError,
        BusyError,
        IdempotencyMismatchError,
      ],
    },
    resolve: (_root, { input }, context) =>
      closeRooms(context, {
        ...input,
        roomIds: input.roomIds.map((id) => keyOrNone('Room', id)),
        displaceBookingIds: input.displaceBookingIds?.map((id) => keyOrNone('Booking', id)),
      }),
  }),
  reopenRooms: t.field({
    type: ReopenRoomsPayload,
    description:
      'Opens closed rooms again from now on: a closure that runs ends now, one that has not begun is taken away.',
    authScopes: { permission: 'room:close' },
    args: { input: t.arg({ type: ReopenRoomsInput, required: true }) },
    errors: { types: [InvalidInputError, NotAllowedError, NotFoundError, BusyError] },
    resolve: (_root, { input }, context) => reopenRooms(context, { closureId: keyOrNone('Closure', input.closureId) }),
  }),
}));
