import DataLoader from 'dataloader';
import { RoomEquipment } from '../generated/prisma/enums.ts';
import './devices/device-type.ts';
import './devices/availability-type.ts';
import './devices/devices.graphql.ts';
import { builder } from '../platform/builder.ts';
import type { RequestContext } from '../platform/context.ts';
import { may } from '../platform/may.ts';
import { guardNode } from '../platform/node-field.ts';
import { currentVisibility, withVisibility } from '../platform/database/visibility.ts';
import { findParts, roomsOfName, type RoomPartRow } from './rooms.ts';

/**
 * Loads the parts of all the rooms that one tick asks for, in one statement. It caches nothing: subscriptions live
 * long.
 */
const partLoaders = new WeakMap<RequestContext, DataLoader<string, RoomPartRow[]>>();
function partsLoader(context: RequestContext) {
  let loader = partLoaders.get(context);
  if (!loader) {
    const visibility = currentVisibility();
    loader = new DataLoader(
      async (ids) => {
        const rows = await withVisibility(visibility, () => findParts(context, ids));
        return ids.map((id) => rows.filter((row) => row.wholeId === id));
      },
      { cache: false },
    );
    partLoaders.set(context, loader);
  }
  return loader;
}

function describedAs(description: string) {
  return { description };
}

builder.enumType(RoomEquipment, {
  name: 'RoomEquipment',
  description: 'What a room offers besides its seats, in the order in which it is shown.',
  values: {
    PROJECTOR: describedAs('A projector that stays in the room.'),
    SCREEN: describedAs('A large screen that shows a computer by itself.'),
    VIDEO_CONFERENCE: describedAs('Camera and microphones for those who take part from elsewhere.'),
    SOUND: describedAs('Loudspeakers, and a microphone for whoever speaks.'),
    WHITEBOARD: describedAs('A whiteboard on the wall.'),
    FLIP_CHART: describedAs('A flip chart that stays in the room.'),
    WIRED_NETWORK: describedAs('Network sockets at the seats.'),
    POWER_AT_SEATS: describedAs('Power sockets at the seats, for as many laptops as there are seats.'),
    BACKUP_POWER: describedAs('Goes on while the grid is off.'),
    AIR_CONDITIONING: describedAs('Cools and warms the room by itself.'),
    STEP_FREE_ACCESS: describedAs('Reached without steps, and with room for a wheelchair.'),
  },
});

export const Room = builder.prismaNode('Room', {
  description: 'A room that can be booked. Rooms are shared by all divisions.',
  id: { field: 'id' },
  fields: (t) => ({
    name: t.exposeString('name'),
    capacity: t.exposeInt('capacity', { description: 'Seats.' }),
    position: t.exposeInt('position', { description: 'Its place in the calendar, from 1.' }),
    active: t.exposeBoolean('active', { description: 'False for a room that is no longer booked.' }),
    version: t.exposeInt('version', {
      description: 'Counts its changes, from 1; its place in the list included. Drop a lower one than you have.',
    }),
    equipment: t.expose('equipment', {
      type: [RoomEquipment],
      description: 'Each once, in the order of the vocabulary.',
    }),
    longTerm: t.exposeBoolean('longTerm', {
      description: 'An office that is let for long: calendars may leave it out.',
    }),
    setupMinutes: t.exposeInt('setupMinutes', {
      description: 'Minutes that are taken before each booking, unless a boss says otherwise.',
    }),
    teardownMinutes: t.exposeInt('teardownMinutes', {
      description: 'Minutes that are taken after each booking, unless a boss says otherwise.',
    }),
  }),
});

// Users who may list rooms may load one by its id.
guardNode('Room', (context) => may(context.viewer, 'calendar:read'));

builder.prismaObjectFields(Room, (t) => ({
  parts: t.field({
    type: [Room],
    description: 'The rooms behind its folded wall: taking this one takes them all. Empty for a room with fixed walls.',
    resolve: (room, _args, context) => partsLoader(context).load(room.id),
  }),
}));

/** A list of all rooms has no pages: thirty lists of a large facility at once blocked everybody for seconds. */
export const allRoomsCost = { field: 1, multiplier: 100 } as const;

builder.queryFields((t) => ({
  rooms: t.prismaField({
    type: ['Room'],
    description: 'All rooms, in calendar order.',
    authScopes: { permission: 'calendar:read' },
    args: {
      includeInactive: t.arg.boolean({ defaultValue: false, description: 'Also those that are no longer booked.' }),
      name: t.arg.string({
        description:
          'Only the one of this name, however it is spaced and capitalized. All when not given; none where no room is called so.',
      }),
    },
    complexity: allRoomsCost,
    resolve: async (query, _root, { includeInactive, name }, context) =>
      context.db.prisma.room.findMany({
        ...query,
        where: {
          ...(includeInactive ? {} : { active: true }),
          ...(name == null ? {} : { id: { in: await roomsOfName(context, name) } }),
        },
        orderBy: { position: 'asc' },
      }),
  }),
}));
