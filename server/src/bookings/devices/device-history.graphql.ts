import { encodeGlobalID } from '@pothos/plugin-relay';
import type { DeviceMove } from '../../generated/prisma/client.ts';
import { User } from '../../people/schema.ts';
import { builder } from '../../platform/builder.ts';
import { pageWords } from '../../platform/connection-page.ts';
import type { RequestContext } from '../../platform/context.ts';
import { notForNode } from '../../platform/node-field.ts';
import { placedConnection, placedPageInput } from '../../platform/placed-page.ts';
import { seesInventory } from '../../resources/devices/device-rights.ts';
import { Device, DeviceDowntime } from '../../resources/devices/device-type.ts';
import { loadDevice, loadDeviceState, loadDowntime } from '../../resources/devices/load-devices.ts';
import { type DeviceSpan, spansOf } from '../../resources/devices/load-spans.ts';
import { windowInput } from '../calendar/window-input.ts';
import { findMovesOfDevice } from './device-moves.ts';
import { DeviceAssignment, DeviceRequest, Rental } from './device-types.ts';
import { loadAssignment, loadDeviceRequest, loadPerson, loadRental } from './load-device-rows.ts';

const DeviceSpanType = builder.objectRef<DeviceSpan>('DeviceSpan').implement({
  description:
    'A time in which something takes a device. Where neither cause is named, it is busy for a booking that is not the viewer’s to see.',
  fields: (t) => ({
    startsAt: t.expose('startsAt', { type: 'DateTime' }),
    endsAt: t.expose('endsAt', {
      type: 'DateTime',
      nullable: true,
      description: 'Null for a downtime of which nobody knows the end.',
    }),
    assignment: t.field({
      type: DeviceAssignment,
      nullable: true,
      description: 'For which booking. Null for a downtime, and where it is not the viewer’s to see.',
      resolve: ({ assignmentId }, _args, context) =>
        assignmentId === null ? null : loadAssignment(context, assignmentId),
    }),
    downtime: t.field({
      type: DeviceDowntime,
      nullable: true,
      description: 'The downtime, where that is why it is taken.',
      resolve: ({ downtimeId }, _args, context) => (downtimeId === null ? null : loadDowntime(context, downtimeId)),
    }),
  }),
});

/** A reason is for those who see the booking that it is about. */
async function reasonOf({ reason, assignmentId, requestId, rentalId }: DeviceMove, context: RequestContext) {
  if (reason === null) return null;
  if (assignmentId !== null) return (await loadAssignment(context, assignmentId)) && reason;
  if (requestId !== null) return (await loadDeviceRequest(context, requestId)) && reason;
  return rentalId === null ? reason : (await loadRental(context, rentalId)) && reason;
}

export const DeviceMoveType = builder.objectRef<DeviceMove>('DeviceMove').implement({
  description: 'Something that happened to a device, a request or a rental. It stays written down for good.',
  fields: (t) => ({
    id: t.id({
      description: `The same for good. ${notForNode}`,
      resolve: ({ id }) => encodeGlobalID('DeviceMove', id),
    }),
    kind: t.exposeString('kind', {
      description:
        'ASSIGNED, RELEASED, MOVED, HANDED_OUT, RETURNED, WISHED (a request was made, changed or withdrawn), RENTED, DOWNTIME_BEGAN, DOWNTIME_CHANGED, DOWNTIME_ENDED, ADDED, CHANGED, RETIRED, REACTIVATED, COUNTED, REMINDED, UNDONE. Expect ones you do not know.',
    }),
    at: t.expose('at', { type: 'DateTime', description: 'When it happened.' }),
    by: t.field({
      type: User,
      nullable: true,
      description: 'Who did it. Null for what the clock does, and for writes past this API.',
      resolve: ({ actor }, _args, context) => (actor === null ? null : loadPerson(context, actor)),
    }),
    device: t.field({
      type: Device,
      nullable: true,
      description: 'What it happened to; null for a request or a rental.',
      resolve: ({ deviceId }, _args, context) => (deviceId === null ? null : loadDevice(context, deviceId)),
    }),
    request: t.field({
      type: DeviceRequest,
      nullable: true,
      description: 'Which request it served or changed. Null where it is not the viewer’s to see.',
      resolve: ({ requestId }, _args, context) => (requestId === null ? null : loadDeviceRequest(context, requestId)),
    }),
    assignment: t.field({
      type: DeviceAssignment,
      nullable: true,
      description: 'Which assignment it was. Null where it is not the viewer’s to see.',
      resolve: ({ assignmentId }, _args, context) =>
        assignmentId === null ? null : loadAssignment(context, assignmentId),
    }),
    rental: t.field({
      type: Rental,
      nullable: true,
      description: 'Under which rental. Null where it is not the viewer’s to see.',
      resolve: ({ rentalId }, _args, context) => (rentalId === null ? null : loadRental(context, rentalId)),
    }),
    downtime: t.field({
      type: DeviceDowntime,
      nullable: true,
      description: 'Which downtime began, changed or ended.',
      resolve: ({ downtimeId }, _args, context) => (downtimeId === null ? null : loadDowntime(context, downtimeId)),
    }),
    reason: t.string({
      nullable: true,
      description: 'Why, as somebody wrote it. Null where the booking is not the viewer’s to see.',
      resolve: (move, _args, context) => reasonOf(move, context),
    }),
    serialBefore: t.exposeString('serialBefore', {
      nullable: true,
      description: 'The serial number until then, where it was corrected.',
    }),
    undoes: t.id({
      nullable: true,
      description: 'The move that this one took back.',
      resolve: ({ undoes }) => (undoes === null ? null : encodeGlobalID('DeviceMove', undoes)),
    }),
  }),
});

const listOfMoves = 'moves';

builder.objectFields(Device, (t) => {
  const now = (name: 'currentId' | 'nextId' | 'lastId', description: string) =>
    t.field({
      type: DeviceAssignment,
      nullable: true,
      description: `${description} Null where that is not the viewer’s to see, and without the right device:read.`,
      resolve: async ({ id }, _args, context) => {
        const state = seesInventory(context.viewer) ? await loadDeviceState(context, id) : null;
        const key = state?.[name] ?? null;
        return key === null ? null : loadAssignment(context, key);
      },
    });
  return {
    current: now('currentId', 'Who has it: the assignment under which it is out, else the one that runs.'),
    next: now('nextId', 'The next plan for it.'),
    last: now(
      'lastId',
      'Who has or had it last: the assignment under which it is out, else the last one that has begun.',
    ),
    plans: t.field({
      type: [DeviceSpanType],
      args: {
        from: t.arg({ type: 'DateTime', required: true }),
        to: t.arg({ type: 'DateTime', required: true }),
      },
      validate: windowInput,
      complexity: { field: 1, multiplier: 5 },
      description: 'What takes it in a window, in order. Empty without the right device:read.',
      resolve: async ({ id }, window, context) =>
        seesInventory(context.viewer) ? [...(await spansOf(context, id, window))] : [],
    }),
    moves: t.connection(
      {
        type: DeviceMoveType,
        description: `What happened to it, newest first. Empty without the right device:read. ${pageWords}`,
        validate: placedPageInput(listOfMoves),
        resolve: ({ id }, args, context) =>
          placedConnection(listOfMoves, args, (page) =>
            seesInventory(context.viewer) ? findMovesOfDevice(context, id, page) : Promise.resolve([]),
          ),
      },
      { name: 'DeviceMoveConnection' },
      { name: 'DeviceMoveEdge' },
    ),
  };
});
