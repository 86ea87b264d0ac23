import DataLoader from 'dataloader';
import { Closure, Occupancy } from '../bookings/calendar/calendar-type.ts';
import type { ClosureView } from '../bookings/occupancy-view.ts';
import { builder } from '../platform/builder.ts';
import type { RequestContext } from '../platform/context.ts';
import { currentVisibility, withVisibility } from '../platform/database/visibility.ts';
import { ErrorInterface } from '../platform/error-types.ts';
import { keyOrNone } from '../platform/global-id.ts';
import { Room } from '../resources/schema.ts';
import { RoomInUseError, StaleRoomError } from './errors.ts';
import { may } from '../platform/may.ts';
import { findNextClosures } from './find-next-closures.ts';
import { findNowAndNext, type NowAndNext } from './find-now-and-next.ts';
import { loadRoomUse, mostNamed, type RoomUse } from './load-room-use.ts';
import './mutations.ts';
import './subscriptions.ts';

const closureLoaders = new WeakMap<RequestContext, DataLoader<string, ClosureView | null>>();
function nextClosure(context: RequestContext, id: string): Promise<ClosureView | null> {
  let loader = closureLoaders.get(context);
  if (!loader) {
    const visibility = currentVisibility();
    loader = new DataLoader((ids) => withVisibility(visibility, () => findNextClosures(context, ids)), {
      cache: false,
    });
    closureLoaders.set(context, loader);
  }
  return loader.load(id);
}

const nowAndNextLoaders = new WeakMap<RequestContext, DataLoader<string, NowAndNext>>();
/** Null for those without the right to read the calendar, who may have come upon the room some other way. */
function nowAndNext(context: RequestContext, id: string): Promise<NowAndNext> | null {
  if (!may(context.viewer, 'calendar:read')) return null;
  let loader = nowAndNextLoaders.get(context);
  if (!loader) {
    const visibility = currentVisibility();
    loader = new DataLoader((ids) => withVisibility(visibility, () => findNowAndNext(context, ids)), { cache: false });
    nowAndNextLoaders.set(context, loader);
  }
  return loader.load(id);
}

builder.prismaObjectFields(Room, (t) => ({
  nextClosure: t.field({
    type: Closure,
    nullable: true,
    description: 'The closure that runs in it now, or else the next one.',
    resolve: (room, _args, context) => nextClosure(context, room.id),
  }),
  now: t.field({
    type: Occupancy,
    nullable: true,
    description:
      'What takes it at this moment, setup and teardown included: a booking or a closure, or only that it is taken. Null while it is free. Of a combined room, what takes one of its parts for longest. Needs calendar:read, and is null without.',
    resolve: async (room, _args, context) => (await nowAndNext(context, room.id))?.now ?? null,
  }),
  next: t.field({
    type: Occupancy,
    nullable: true,
    description:
      'What begins in it next, later than at this moment: as `now`. Null where nothing lies ahead. Needs calendar:read, and is null without.',
    resolve: async (room, _args, context) => (await nowAndNext(context, room.id))?.next ?? null,
  }),
}));

const RoomUseType = builder.objectRef<RoomUse>('RoomUse').implement({
  description: 'What lies ahead in a room, or runs now, as far as the viewer may know.',
  fields: (t) => ({
    room: t.field({ type: Room, resolve: ({ room }) => room }),
    count: t.exposeInt('count', {
      description:
        'How many bookings take it, whichever division’s they are. While there is one, the room stays in use.',
    }),
    conflicts: t.field({
      type: [Occupancy],
      description: `The first ${mostNamed} of them, by their start; one occupancy each.`,
      resolve: ({ conflicts }) => [...conflicts],
    }),
    wishes: t.prismaField({
      type: ['Booking'],
      description: `Ghosts that would like it, the first ${mostNamed}. They block nobody, and keep their wish.`,
      resolve: (query, { wishes }, _args, { db }) =>
        db.prisma.booking.findMany({
          ...query,
          where: wishes,
          orderBy: [{ startsAt: 'asc' }, { id: 'asc' }],
          take: mostNamed,
        }),
    }),
    wishCount: t.int({ resolve: ({ wishes }, _args, { db }) => db.prisma.booking.count({ where: wishes }) }),
    closures: t.field({
      type: [Closure],
      description: 'That name it. They block nobody, and stay.',
      resolve: ({ closures }) => [...closures],
    }),
    partsAreFixed: t.exposeBoolean('partsAreFixed', {
      description: 'Whether it was ever booked or closed: then it stays made of what it is made of.',
    }),
  }),
});

builder.objectType(RoomInUseError, {
  name: 'RoomInUseError',
  description: 'The rule taken_rooms_stay_active: bookings lie ahead in the room, or run now. It stays in use.',
  interfaces: [ErrorInterface],
  fields: (t) => ({ use: t.expose('use', { type: RoomUseType }) }),
});

builder.objectType(StaleRoomError, {
  name: 'StaleRoomError',
  description: '`expectedVersion` did not match: somebody changed the room in between.',
  interfaces: [ErrorInterface],
  fields: (t) => ({
    room: t.prismaField({
      type: 'Room',
      description: 'As it is now.',
      resolve: (query, { roomId }, _args, { db }) =>
        db.prisma.room.findFirstOrThrow({ ...query, where: { id: roomId } }),
    }),
  }),
});

builder.queryFields((t) => ({
  roomUse: t.field({
    type: RoomUseType,
    nullable: true,
    description: 'What would stand in the way of taking a room out of use. Null for one that does not exist.',
    authScopes: { permission: 'room:manage' },
    args: { roomId: t.arg.id({ required: true }) },
    resolve: (_root, { roomId }, context) => loadRoomUse(context, keyOrNone('Room', roomId)),
  }),
}));
