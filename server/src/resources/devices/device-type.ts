import type {
  Device as DeviceRow,
  DeviceCategory as CategoryRow,
  DeviceDowntime as DowntimeRow,
} from '../../generated/prisma/client.ts';
import { DeviceCondition, DeviceKind, DeviceStatus, DowntimeKind } from '../../generated/prisma/enums.ts';
import { builder } from '../../platform/builder.ts';
import { may } from '../../platform/may.ts';
import { guardNode } from '../../platform/node-field.ts';
import { NotFoundError } from '../../platform/errors.ts';
import type { RequestContext } from '../../platform/context.ts';
import { seesAccounts, seesInventory } from './device-rights.ts';
import { loadDevice, loadDeviceCategory, loadDeviceState, loadDowntime } from './load-devices.ts';

builder.enumType(DeviceKind, {
  name: 'DeviceKind',
  description: 'What sort of machine it is. What is wanted may be a kind, a category of it, or any.',
  values: {
    LAPTOP: { description: 'Carried about, and lent out of the building.' },
    DESKTOP: { description: 'Set up in a room.' },
  },
});
builder.enumType(DeviceStatus, {
  name: 'DeviceStatus',
  description: 'What a device does now: the first of these that holds, computed when it is asked for.',
  values: {
    RETIRED: { description: 'Used no longer.' },
    OFFSITE: { description: 'Handed out under a rental and not yet back.' },
    ASSIGNED: { description: 'Handed out in the building, or planned for a booking that runs.' },
    MAINTENANCE: { description: 'In a downtime: in maintenance, lost or away; `downtime` says which.' },
    AVAILABLE: { description: 'In the store.' },
  },
});
builder.enumType(DeviceCondition, {
  name: 'DeviceCondition',
  description: 'How a device came back.',
  values: {
    GOOD: { description: 'As it went out.' },
    DAMAGED: { description: 'A downtime of the kind MAINTENANCE began with its return.' },
    LOST: { description: 'It did not come back; a downtime of the kind LOST began instead.' },
  },
});
builder.enumType(DowntimeKind, {
  name: 'DowntimeKind',
  description: 'Why a device cannot be used.',
  values: {
    MAINTENANCE: { description: 'It is being repaired, or waits for that.' },
    LOST: { description: 'Nobody knows where it is.' },
    AWAY: { description: 'It went back to the supplier from whom it was rented, or is elsewhere.' },
  },
});

/** A day as the schema writes it; the database gives it as midnight in UTC. */
function dayText(day: Date | null): string | null {
  return day === null ? null : day.toISOString().slice(0, 10);
}

/** @throws NotFoundError for a row that was removed meanwhile */
async function orGone<Row>(row: Promise<Row | null>, what: string): Promise<Row> {
  const found = await row;
  if (found === null) throw new NotFoundError(what);
  return found;
}

export function deviceOf(context: RequestContext, id: string): Promise<DeviceRow> {
  return orGone(loadDevice(context, id), 'device');
}

export function categoryOf(context: RequestContext, id: string): Promise<CategoryRow> {
  return orGone(loadDeviceCategory(context, id), 'device category');
}

export const DeviceCategory = builder.node(builder.objectRef<CategoryRow>('DeviceCategory'), {
  description: 'Devices that serve alike: a model, mostly.',
  id: { resolve: ({ id }) => id },
  loadWithoutCache: (id, context) => loadDeviceCategory(context, id),
  fields: (t) => ({
    name: t.exposeString('name', { description: 'No other category has it: "ASUS X515".' }),
    kind: t.expose('kind', { type: DeviceKind }),
    lowStockThreshold: t.exposeInt('lowStockThreshold', {
      description: 'Fewer free on a day than this is low. 0: nobody watches it.',
    }),
    accessories: t.exposeStringList('accessories', {
      description: 'What goes out with each device: "charger". Words alone, they are not counted.',
    }),
    version: t.exposeInt('version', { description: 'Counts its changes, from 1.' }),
  }),
});
// Whoever may book may say which category they want.
guardNode('DeviceCategory', ({ viewer }) => may(viewer, 'calendar:read'));

const needsInventory = 'Null without the right device:read.';
const needsAccounts = 'Null without the right device:assign.';

export const Device = builder.objectRef<DeviceRow>('Device');
export const DeviceDowntime = builder.objectRef<DowntimeRow>('DeviceDowntime');

builder.node(Device, {
  description:
    'One machine with a serial number. Without the right device:read it is its serial number, name and category; the rest is null or empty.',
  id: { resolve: ({ id }) => id },
  loadWithoutCache: (id, context) => loadDevice(context, id),
  fields: (t) => {
    const inventoryText = (name: 'place' | 'supplier' | 'notes', description: string) =>
      t.string({
        nullable: true,
        description: `${description} ${needsInventory}`,
        resolve: (device, _args, { viewer }) => (seesInventory(viewer) ? device[name] : null),
      });
    const inventoryDay = (name: 'goesBackOn' | 'purchaseDate', description: string) =>
      t.field({
        type: 'Date',
        nullable: true,
        description: `${description} ${needsInventory}`,
        resolve: (device, _args, { viewer }) => (seesInventory(viewer) ? dayText(device[name]) : null),
      });
    const account = (name: 'officeAccount' | 'anydeskId', description: string) =>
      t.string({
        nullable: true,
        description: `${description} ${needsAccounts}`,
        resolve: (device, _args, { viewer }) => (seesAccounts(viewer) ? device[name] : null),
      });
    return {
      serialNumber: t.exposeString('serialNumber', {
        description: 'No other device has it, however it is capitalized and spaced.',
      }),
      name: t.exposeString('name', { description: 'As people call it; several may be called alike.' }),
      category: t.field({
        type: DeviceCategory,
        description: 'What it is one of.',
        resolve: ({ categoryId }, _args, context) => categoryOf(context, categoryId),
      }),
      status: t.field({
        type: DeviceStatus,
        nullable: true,
        description: `What it does now. ${needsInventory}`,
        resolve: async ({ id }, _args, context) =>
          seesInventory(context.viewer) ? ((await loadDeviceState(context, id))?.status ?? null) : null,
      }),
      late: t.boolean({
        description:
          'It is out after it was due, or in a downtime after its expected end. False without the right device:read.',
        resolve: async ({ id }, _args, context) =>
          seesInventory(context.viewer) && ((await loadDeviceState(context, id))?.late ?? false),
      }),
      version: t.int({
        nullable: true,
        description: `Counts its changes, from 1: whatever is assigned, returned or put aside as well. ${needsInventory}`,
        resolve: ({ version }, _args, { viewer }) => (seesInventory(viewer) ? version : null),
      }),
      place: inventoryText('place', 'Where it lies in the store.'),
      supplier: inventoryText('supplier', 'From whom it is rented, where it is not the facility’s own.'),
      goesBackOn: inventoryDay('goesBackOn', 'The last day on which it is here, where it is rented.'),
      purchaseDate: inventoryDay('purchaseDate', 'When it was bought.'),
      notes: inventoryText('notes', 'What the next person should know.'),
      officeAccount: account('officeAccount', 'The account that is signed in on it.'),
      anydeskId: account('anydeskId', 'Its number for remote help.'),
      retiredAt: t.field({
        type: 'DateTime',
        nullable: true,
        description: `Since when it is used no longer. ${needsInventory}`,
        resolve: ({ retiredAt }, _args, { viewer }) => (seesInventory(viewer) ? retiredAt : null),
      }),
      retireReason: t.string({
        nullable: true,
        description: `Why it is used no longer. ${needsInventory}`,
        resolve: ({ retireReason }, _args, { viewer }) => (seesInventory(viewer) ? retireReason : null),
      }),
      lastUsedAt: t.field({
        type: 'DateTime',
        nullable: true,
        description: `Until when its last plan lasted that has begun, handed out or not; now where it is in use. Null where it never was. ${needsInventory}`,
        resolve: async ({ id }, _args, context) => {
          const { usedUntil = null } = seesInventory(context.viewer)
            ? ((await loadDeviceState(context, id)) ?? {})
            : {};
          const now = context.clock();
          return usedUntil !== null && usedUntil > now ? now : usedUntil;
        },
      }),
      downtime: t.field({
        type: DeviceDowntime,
        nullable: true,
        description: `The downtime that it is in now. ${needsInventory}`,
        resolve: async ({ id }, _args, context) => {
          const state = seesInventory(context.viewer) ? await loadDeviceState(context, id) : null;
          return state?.downtimeId ? loadDowntime(context, state.downtimeId) : null;
        },
      }),
    };
  },
});
guardNode('Device', ({ viewer }) => seesInventory(viewer));

builder.node(DeviceDowntime, {
  description: 'A time in which a device cannot be used.',
  id: { resolve: ({ id }) => id },
  loadWithoutCache: (id, context) => loadDowntime(context, id),
  fields: (t) => ({
    device: t.field({
      type: Device,
      description: 'Which one cannot be used.',
      resolve: ({ deviceId }, _args, context) => deviceOf(context, deviceId),
    }),
    kind: t.expose('kind', { type: DowntimeKind }),
    startsAt: t.expose('startsAt', { type: 'DateTime' }),
    expectedEnd: t.expose('expectedEnd', {
      type: 'DateTime',
      nullable: true,
      description: 'When it is thought to be back. Null where nobody knows.',
    }),
    endedAt: t.expose('endedAt', { type: 'DateTime', nullable: true, description: 'Null as long as it lasts.' }),
    late: t.boolean({
      description: 'It lasts still, and its expected end has passed.',
      resolve: ({ endedAt, expectedEnd }, _args, { clock }) =>
        endedAt === null && expectedEnd !== null && expectedEnd <= clock(),
    }),
    note: t.exposeString('note', { nullable: true, description: 'What is wrong with it, or where it is.' }),
    version: t.exposeInt('version', { description: 'Counts its changes, from 1.' }),
  }),
});
guardNode('DeviceDowntime', ({ viewer }) => seesInventory(viewer));
