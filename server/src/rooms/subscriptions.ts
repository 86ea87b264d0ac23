import { startPosition } from '../bookings/calendar/subscriptions.ts';
import { builder } from '../platform/builder.ts';
import type { RequestContext } from '../platform/context.ts';
import { stoppable } from '../platform/stoppable.ts';
import { allRoomsCost, Room } from '../resources/schema.ts';
import { RoomStates } from './room-states.ts';
import { type RoomsChange, watchRooms } from './watch-rooms.ts';

/** Shared by all subscriptions of a server, so that they read each state once. */
const statesOf = new WeakMap<RequestContext['events'], RoomStates>();
function withStates(context: RequestContext) {
  const states = statesOf.get(context.events) ?? new RoomStates(context.db);
  statesOf.set(context.events, states);
  return { context, states };
}

const RoomsChangeType = builder.objectRef<RoomsChange>('RoomsChange').implement({
  description: 'Rooms that changed, as they are now. One with nothing in it is a heartbeat; keep its cursor.',
  fields: (t) => ({
    cursor: t.field({ type: 'EventCursor', resolve: ({ position }, _args, { cursors }) => cursors.write(position) }),
    rooms: t.field({
      type: [Room],
      complexity: allRoomsCost,
      description:
        'In calendar order, also those that are out of use. Drop one whose version is lower than what you have.',
      resolve: ({ rooms }) => [...rooms],
    }),
    all: t.exposeBoolean('all', {
      description: 'These are all rooms there are: the first answer, where no cursor was given.',
    }),
    closuresChanged: t.exposeBoolean('closuresChanged', {
      description: 'Rooms were closed or opened again: `Room.nextClosure` may be another.',
    }),
  }),
});

builder.subscriptionFields((t) => ({
  roomsChanged: t.field({
    type: RoomsChangeType,
    description:
      'The rooms, kept true. Give the last cursor you saw as `after`, also after a reconnect, also to another server; without one all rooms come first.',
    authScopes: { permission: 'calendar:read' },
    args: {
      after: t.arg({ type: 'EventCursor', description: 'All rooms at once, and then each change, when not given.' }),
    },
    subscribe: async (_root, { after }, context) => {
      const position = after == null ? null : await startPosition(context, after);
      return stoppable((signal) => watchRooms(withStates(context), position, signal));
    },
    resolve: (change) => change,
  }),
}));
