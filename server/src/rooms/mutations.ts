import { bookingBounds } from '../bookings/booking-bounds.ts';
import { inVisibleTenants } from '../bookings/queries.ts';
import { RoomEquipment } from '../generated/prisma/enums.ts';
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
import { idOf } from '../platform/named-ids.ts';
import { figure } from '../platform/limit-row.ts';
import { createRoom } from './create-room.ts';
import { deactivateRoom } from './deactivate-room.ts';
import { RoomInUseError, StaleRoomError } from './errors.ts';
import { findNoLongerFitting, type NoLongerFitting } from './find-no-longer-fitting.ts';
import { mostNamed } from './load-room-use.ts';
import { orderRooms } from './order-rooms.ts';
import { reactivateRoom } from './reactivate-room.ts';
import { roomBounds } from './room-bounds.ts';
import { updateRoom } from './update-room.ts';
import { allRoomsCost } from '../resources/schema.ts';

const name = `Unique, however it is spaced and capitalized; ${figure(roomBounds.roomName)} characters at most.`;
const parts = idOf(
  'Room',
  atMost(
    200,
    `The rooms behind its folded wall: taking this one takes them all. None, or 2 to ${figure(roomBounds.roomParts)}. Fixed once the room was booked or closed.`,
    'A combined room has 20 parts at most.',
  ),
);
const minutes = `For bookings made from now on; 0 to ${figure(bookingBounds.turnaroundMinutes)}.`;
function partKeys(ids: readonly (string | number)[]) {
  return ids.map((id) => keyOrNone('Room', String(id)));
}

const CreateRoomInput = builder.inputType('CreateRoomInput', {
  fields: (t) => ({
    name: t.string({ required: true, description: name }),
    capacity: t.int({ required: true, description: `Seats, 1 to ${figure(roomBounds.roomSeats)}.` }),
    setupMinutes: t.int({ defaultValue: 0, description: minutes }),
    teardownMinutes: t.int({ defaultValue: 0, description: minutes }),
    longTerm: t.boolean({ defaultValue: false }),
    equipment: t.field({ type: [RoomEquipment], defaultValue: [], ...atMost(100, '', capReasons.values) }),
    partIds: t.idList({ defaultValue: [], ...parts }),
    idempotencyKey: t.string(idempotencyKeyField),
  }),
});

const UpdateRoomInput = builder.inputType('UpdateRoomInput', {
  description: 'What is not given stays as it is.',
  fields: (t) => ({
    roomId: t.id({ required: true }),
    expectedVersion: t.int({
      required: true,
      description: 'As it was seen. Another place in the list is nobody’s edit and does no harm.',
    }),
    name: t.string({ description: name }),
    capacity: t.int({ description: `Seats, 1 to ${figure(roomBounds.roomSeats)}.` }),
    setupMinutes: t.int({ description: minutes }),
    teardownMinutes: t.int({ description: minutes }),
    longTerm: t.boolean(),
    equipment: t.field({ type: [RoomEquipment], ...atMost(100, 'All of it, from now on.', capReasons.values) }),
    partIds: t.idList(parts),
  }),
});

const OrderRoomsInput = builder.inputType('OrderRoomsInput', {
  fields: (t) => ({
    roomIds: t.idList({
      required: true,
      ...atMost(5_000, 'These are moved, and follow one another in this order.', capReasons.rooms),
    }),
    beforeRoomId: t.id({ description: 'Right before this one. Behind all others when not given.' }),
  }),
});

const RoomRefInput = builder.inputType('RoomRefInput', { fields: (t) => ({ roomId: t.id({ required: true }) }) });

function roomPayload(payload: string) {
  return builder.objectRef<{ roomId: string }>(payload).implement({
    fields: (t) => ({
      room: t.prismaField({
        type: 'Room',
        resolve: (query, { roomId }, _args, { db }) =>
          db.prisma.room.findFirstOrThrow({ ...query, where: { id: roomId } }),
      }),
    }),
  });
}

const CreateRoomPayload = builder.objectRef<{ roomId: string; repeated: boolean }>('CreateRoomPayload').implement({
  fields: (t) => ({
    room: t.prismaField({
      type: 'Room',
      resolve: (query, { roomId }, _args, { db }) =>
        db.prisma.room.findFirstOrThrow({ ...query, where: { id: roomId } }),
    }),
    repeated: t.exposeBoolean('repeated', repeatedField),
  }),
});

const UpdateRoomPayload = builder
  .objectRef<{ roomId: string; noLongerFitting: NoLongerFitting }>('UpdateRoomPayload')
  .implement({
    fields: (t) => ({
      room: t.prismaField({
        type: 'Room',
        resolve: (query, { roomId }, _args, { db }) =>
          db.prisma.room.findFirstOrThrow({ ...query, where: { id: roomId } }),
      }),
      noLongerFit: t.prismaField({
        type: ['Booking'],
        description: `Bookings that run or lie ahead in it, and for which it has too few seats by this change: the first ${mostNamed} by their start, of the books that are open to the viewer. They stay as they are.`,
        resolve: (query, { noLongerFitting: { ids } }, _args, context) =>
          context.db.prisma.booking.findMany({
            ...query,
            where: { ...inVisibleTenants(context), id: { in: [...ids] } },
            orderBy: [{ startsAt: 'asc' }, { id: 'asc' }],
          }),
      }),
      noLongerFitCount: t.int({
        description: 'How many of them there are.',
        resolve: ({ noLongerFitting: { count } }) => count,
      }),
    }),
  });

const OrderRoomsPayload = builder.objectRef<object>('OrderRoomsPayload').implement({
  fields: (t) => ({
    rooms: t.prismaField({
      type: ['Room'],
      description: 'All of them, in calendar order.',
      complexity: allRoomsCost,
      resolve: (query, _payload, _args, { db }) => db.prisma.room.findMany({ ...query, orderBy: { position: 'asc' } }),
    }),
  }),
});

builder.mutationFields((t) => ({
  createRoom: t.field({
    type: CreateRoomPayload,
    description: 'A room more, behind all others. Every division may book it.',
    authScopes: { permission: 'room:manage' },
    args: { input: t.arg({ type: CreateRoomInput, required: true }) },
    errors: { types: [InvalidInputError, NotAllowedError, BusyError, IdempotencyMismatchError] },
    resolve: (_root, { input }, context) =>
      createRoom(context, {
        ...input,
        setupMinutes: input.setupMinutes ?? 0,
        teardownMinutes: input.teardownMinutes ?? 0,
        longTerm: input.longTerm ?? false,
        equipment: [...(input.equipment ?? [])],
        partIds: partKeys(input.partIds ?? []),
      }),
  }),
  updateRoom: t.field({
    type: UpdateRoomPayload,
    description:
      'Other facts about a room. Every screen shows them at once; bookings that stand keep the setup and teardown they were made with, and their room where it seats fewer from now on.',
    authScopes: { permission: 'room:manage' },
    args: { input: t.arg({ type: UpdateRoomInput, required: true }) },
    errors: { types: [InvalidInputError, NotAllowedError, NotFoundError, StaleRoomError, BusyError] },
    resolve: async (_root, { input }, context) => {
      const roomId = keyOrNone('Room', input.roomId);
      const { seatsBefore } = await updateRoom(context, {
        roomId,
        expectedVersion: input.expectedVersion,
        name: input.name ?? undefined,
        capacity: input.capacity ?? undefined,
        setupMinutes: input.setupMinutes ?? undefined,
        teardownMinutes: input.teardownMinutes ?? undefined,
        longTerm: input.longTerm ?? undefined,
        equipment: input.equipment ? [...input.equipment] : undefined,
        partIds: input.partIds ? partKeys(input.partIds) : undefined,
      });
      return { roomId, noLongerFitting: await findNoLongerFitting(context, roomId, seatsBefore) };
    },
  }),
  orderRooms: t.field({
    type: OrderRoomsPayload,
    description: 'Moves rooms in the list, for everybody. What two people move at once is where each of them put it.',
    authScopes: { permission: 'room:manage' },
    args: { input: t.arg({ type: OrderRoomsInput, required: true }) },
    errors: { types: [InvalidInputError, NotAllowedError, BusyError] },
    resolve: async (_root, { input }, context) => {
      await orderRooms(context, {
        roomIds: partKeys(input.roomIds),
        beforeRoomId: input.beforeRoomId == null ? null : keyOrNone('Room', input.beforeRoomId),
      });
      return {};
    },
  }),
  deactivateRoom: t.field({
    type: roomPayload('DeactivateRoomPayload'),
    description:
      'Takes a room out of use: it keeps its history, and nothing can be booked in it. Bookings that lie ahead are a refusal.',
    authScopes: { permission: 'room:manage' },
    args: { input: t.arg({ type: RoomRefInput, required: true }) },
    errors: { types: [RoomInUseError, NotAllowedError, NotFoundError, BusyError] },
    resolve: async (_root, { input }, context) => {
      const roomId = keyOrNone('Room', input.roomId);
      await deactivateRoom(context, roomId);
      return { roomId };
    },
  }),
  reactivateRoom: t.field({
    type: roomPayload('ReactivateRoomPayload'),
    description: 'Takes a room into use again, where it stood in the list.',
    authScopes: { permission: 'room:manage' },
    args: { input: t.arg({ type: RoomRefInput, required: true }) },
    errors: { types: [NotAllowedError, NotFoundError, BusyError] },
    resolve: async (_root, { input }, context) => {
      const roomId = keyOrNone('Room', input.roomId);
      await reactivateRoom(context, roomId);
      return { roomId };
    },
  }),
}));
