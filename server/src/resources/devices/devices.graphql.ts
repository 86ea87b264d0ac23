import { z } from 'zod';
import { DeviceStatus, DowntimeKind } from '../../generated/prisma/enums.ts';
import { atMost, capReasons } from '../../platform/at-most.ts';
import { builder } from '../../platform/builder.ts';
import { pageWords } from '../../platform/connection-page.ts';
import { keyOrNone } from '../../platform/global-id.ts';
import { figure } from '../../platform/limit-row.ts';
import { idOf } from '../../platform/named-ids.ts';
import { countOf, placedConnection, placedPageInput, withCount } from '../../platform/placed-page.ts';
import { deviceBounds } from './device-bounds.ts';
import { Device, DeviceCategory } from './device-type.ts';
import { countDevices, findDeviceCategories, findDevices, findDevicesByCode } from './find-devices.ts';

const DeviceFilter = builder.inputType('DeviceFilter', {
  description: 'All that is given must hold.',
  fields: (t) => ({
    status: t.field({
      type: [DeviceStatus],
      ...atMost(100, 'Only those that do one of these now.', capReasons.values),
    }),
    downtime: t.field({
      type: [DowntimeKind],
      ...atMost(100, 'Only those that are in a downtime of such a kind.', capReasons.values),
    }),
    late: t.boolean({ description: 'Only those that are late, or that are not.' }),
    idleDays: t.int({
      description: `Only those that were not used for so many days, or never; ${figure(deviceBounds.idleDays)} at most.`,
      validate: z
        .number()
        .int()
        .min(1, 'At least 1.')
        .max(deviceBounds.idleDays.value, `At most ${figure(deviceBounds.idleDays)}.`)
        .nullish(),
    }),
    categoryId: t.id(idOf('DeviceCategory', { description: 'Only those of this category.' })),
    place: t.string({ description: 'Only those that lie exactly there in the store.' }),
    search: t.string({
      description:
        'Words of the serial number, the name and, for those with device:assign, the office account: three letters or more from anywhere in a word, fewer from its beginning. All of them must be found.',
    }),
    includeRetired: t.boolean({
      defaultValue: false,
      description: 'Also those that are used no longer. They are there as well where `status` names RETIRED.',
    }),
  }),
});

const listOfDevices = 'devices';

export const DeviceConnection = builder.connectionObject(
  {
    type: Device,
    name: 'DeviceConnection',
    fields: (t) => ({ totalCount: t.int({ description: 'Of all pages.', resolve: (page) => countOf(page) }) }),
  },
  { name: 'DeviceEdge' },
);

builder.queryFields((t) => ({
  devices: t.connection(
    {
      type: Device,
      description: `The devices of the facility by serial number, without retired ones unless they are asked for. ${pageWords}`,
      authScopes: { permission: 'device:read' },
      args: { filter: t.arg({ type: DeviceFilter }) },
      validate: placedPageInput(listOfDevices),
      resolve: (_root, { filter, ...args }, context) => {
        const keys = {
          ...filter,
          categoryId: filter?.categoryId == null ? null : keyOrNone('DeviceCategory', filter.categoryId),
        };
        return withCount(
          placedConnection(listOfDevices, args, (page) => findDevices(context, keys, page)),
          () => countDevices(context, keys),
        );
      },
    },
    DeviceConnection,
  ),
  deviceByCode: t.field({
    type: [Device],
    description:
      'What a scanned code names: the device of this serial number, however it is spaced and capitalized, retired ones included; else all that bear exactly this name. Never a part of a code; empty for one that nobody knows.',
    authScopes: { permission: 'device:read' },
    args: {
      code: t.arg.string({
        required: true,
        description: `As it was scanned, ${figure(deviceBounds.scannedCode)} characters at most.`,
        validate: z
          .string()
          .max(deviceBounds.scannedCode.value, `At most ${figure(deviceBounds.scannedCode)} characters.`),
      }),
    },
    complexity: { field: 1, multiplier: 2 },
    resolve: (_root, { code }, context) => findDevicesByCode(context, code),
  }),
  deviceCategories: t.field({
    type: [DeviceCategory],
    description: 'All categories, laptops first, by name.',
    authScopes: { permission: 'calendar:read' },
    complexity: { field: 1, multiplier: 30 },
    resolve: (_root, _args, context) => findDeviceCategories(context),
  }),
}));
