import type { DeviceMove as MoveRow } from '../generated/prisma/client.ts';
import type { Outcome } from '../bookings/changing/under-locks.ts';
import { DeviceMoveType } from '../bookings/devices/device-history.graphql.ts';
import { DeviceAssignment, DeviceRequest } from '../bookings/devices/device-types.ts';
import { loadAssignment, loadDeviceRequest } from '../bookings/devices/load-device-rows.ts';
import { builder } from '../platform/builder.ts';
import type { RequestContext } from '../platform/context.ts';
import { BusyError, InvalidInputError, NotAllowedError, NotFoundError } from '../platform/errors.ts';
import { Device, DeviceDowntime } from '../resources/devices/device-type.ts';
import { loadDevice, loadDowntime } from '../resources/devices/load-devices.ts';
import { atMost, capReasons } from '../platform/at-most.ts';
import { idOf } from '../platform/named-ids.ts';
import { deskBounds } from './desk-bounds.ts';

/** What every write at the desk can answer. */
export const deskErrors = [InvalidInputError, NotAllowedError, NotFoundError, BusyError];

export const dryRun =
  'Only tries it: the answer is the one it would give, and nothing is saved. What hangs on a device or a request is then as it is stored.';
export const expectedVersion = 'The version the caller saw: another one is refused with StaleDeviceDataError.';

type Row = { readonly id: string };

/** Rows after a write as the caller may see them, or as the dry run left them; what is gone is left out. */
async function rowsAfter<Kept extends Row>(
  ids: readonly string[],
  dryRunRows: readonly Kept[] | undefined,
  load: (id: string) => Promise<Kept | null>,
): Promise<Kept[]> {
  const rows = await Promise.all(ids.map(async (id) => dryRunRows?.find((row) => row.id === id) ?? load(id)));
  return rows.filter((row) => row !== null);
}

type Written = Pick<Outcome<unknown>, 'deviceDryRun'>;

export function requestsAfter({ deviceDryRun }: Written, ids: readonly string[], context: RequestContext) {
  return rowsAfter(ids, deviceDryRun?.requests, (id) => loadDeviceRequest(context, id));
}
export function assignmentsAfter({ deviceDryRun }: Written, ids: readonly string[], context: RequestContext) {
  return rowsAfter(ids, deviceDryRun?.assignments, (id) => loadAssignment(context, id));
}
export function devicesAfter({ deviceDryRun }: Written, ids: readonly string[], context: RequestContext) {
  return rowsAfter(ids, deviceDryRun?.devices, (id) => loadDevice(context, id));
}
export function downtimesAfter({ deviceDryRun }: Written, ids: readonly string[], context: RequestContext) {
  return rowsAfter(ids, deviceDryRun?.downtimes, (id) => loadDowntime(context, id));
}

/** @throws where it is gone: deleted with its booking in between */
export function only<Kept>([row]: readonly Kept[], what: string): Kept {
  if (row === undefined) throw new NotFoundError(what);
  return row;
}

async function movesOf({ db }: RequestContext, ids: readonly string[]): Promise<MoveRow[]> {
  if (ids.length === 0) return [];
  return db.prisma.deviceMove.findMany({ where: { id: { in: [...ids] } }, orderBy: { sequence: 'asc' } });
}

type FieldsOf<Shape> = Parameters<
  NonNullable<Parameters<ReturnType<typeof builder.objectRef<Shape>>['implement']>[0]['fields']>
>[0];

/** Fields that payloads of the desk share. */
export function movesField<Shape extends Pick<Outcome<unknown>, 'deviceMoveIds'>>(t: FieldsOf<Shape>) {
  return {
    moves: t.field({
      type: [DeviceMoveType],
      description:
        'What was written down of it, in order; `undoDeviceMove` takes any of them. Empty where nothing changed, and in a dry run.',
      resolve: ({ deviceMoveIds }, _args, context) => movesOf(context, deviceMoveIds),
    }),
  };
}

export function assignmentsPayload<Shape extends { readonly assignmentIds: readonly string[] }>(name: string) {
  return builder.objectRef<Outcome<Shape>>(name).implement({
    fields: (t) => ({
      assignments: t.field({
        type: [DeviceAssignment],
        description: 'Those that were named, as they are now.',
        resolve: (outcome, _args, context) => assignmentsAfter(outcome, outcome.assignmentIds, context),
      }),
      ...movesField(t),
    }),
  });
}

export function devicesPayload<Shape extends { readonly deviceIds: readonly string[] }>(name: string) {
  return builder.objectRef<Outcome<Shape>>(name).implement({
    fields: (t) => ({
      devices: t.field({
        type: [Device],
        description: 'Those that were named, in that order, as they are now.',
        resolve: (outcome, _args, context) => devicesAfter(outcome, outcome.deviceIds, context),
      }),
      ...movesField(t),
    }),
  });
}

export function downtimesPayload<Shape extends { readonly downtimeIds: readonly string[] }>(name: string) {
  return builder.objectRef<Outcome<Shape>>(name).implement({
    fields: (t) => ({
      downtimes: t.field({
        type: [DeviceDowntime],
        description: 'As they are now.',
        resolve: (outcome, _args, context) => downtimesAfter(outcome, outcome.downtimeIds, context),
      }),
      ...movesField(t),
    }),
  });
}

export function requestPayload<Shape extends { readonly requestId: string }>(name: string) {
  return builder.objectRef<Outcome<Shape>>(name).implement({
    fields: (t) => ({
      request: t.field({
        type: DeviceRequest,
        description: 'As it is now.',
        resolve: async (outcome, _args, context) =>
          only(await requestsAfter(outcome, [outcome.requestId], context), 'device request'),
      }),
      ...movesField(t),
    }),
  });
}

export function manyDevices(words: string) {
  return atMost(deskBounds.deskDevices.value, words, capReasons.locks);
}

/** Options of a list of assignments. */
export function manyAssignments(words: string) {
  return idOf('DeviceAssignment', atMost(deskBounds.deskAssignments.value, words, capReasons.locks));
}

export const givingWay = manyAssignments(
  'Plans that give way: exactly these, and only where they stand in the way. Their requests are open again.',
);
