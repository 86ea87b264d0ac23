import type { Outcome } from '../../bookings/changing/under-locks.ts';
import { DeviceAssignment } from '../../bookings/devices/device-types.ts';
import { DeviceInUseError } from '../../bookings/devices/errors.ts';
import { DeviceCondition } from '../../generated/prisma/enums.ts';
import { builder } from '../../platform/builder.ts';
import { keyOrNone } from '../../platform/global-id.ts';
import { figure } from '../../platform/limit-row.ts';
import { Device } from '../../resources/devices/device-type.ts';
import { deskBounds } from '../desk-bounds.ts';
import {
  assignmentsAfter,
  deskErrors,
  devicesAfter,
  dryRun,
  givingWay,
  manyDevices,
  movesField,
} from '../desk-payload-type.ts';
import { returnDevices, type ReturnedDevices } from './return-devices.ts';

const ReturnedDeviceInput = builder.inputType('ReturnedDeviceInput', {
  description: 'One machine that came back.',
  fields: (t) => ({
    deviceId: t.id({ required: true, description: 'Which machine.' }),
    condition: t.field({ type: DeviceCondition, required: true, description: 'How it came back.' }),
    note: t.string({
      description: `What is broken or missing, ${figure(deskBounds.deviceNote)} characters at most.`,
    }),
  }),
});

const ReturnDevicesInput = builder.inputType('ReturnDevicesInput', {
  description: 'What came back, and which plans give way for what is broken.',
  fields: (t) => ({
    items: t.field({
      type: [ReturnedDeviceInput],
      required: true,
      ...manyDevices('Of any bookings: all of them, or none; at least 1.'),
    }),
    releaseAssignmentIds: t.idList(givingWay),
    dryRun: t.boolean({ defaultValue: false, description: dryRun }),
  }),
});

const ReturnDevicesPayload = builder.objectRef<Outcome<ReturnedDevices>>('ReturnDevicesPayload').implement({
  fields: (t) => ({
    assignments: t.field({
      type: [DeviceAssignment],
      description: 'Those that ended with this return.',
      resolve: (outcome, _args, context) => assignmentsAfter(outcome, outcome.assignmentIds, context),
    }),
    inStore: t.field({
      type: [Device],
      description: 'Those that were not handed out: they were in the store, and nothing changed.',
      resolve: (outcome, _args, context) => devicesAfter(outcome, outcome.inStoreIds, context),
    }),
    found: t.field({
      type: [Device],
      description: 'Those of them that were lost until now.',
      resolve: (outcome, _args, context) => devicesAfter(outcome, outcome.foundIds, context),
    }),
    ...movesField(t),
  }),
});

builder.mutationField('returnDevices', (t) =>
  t.field({
    type: ReturnDevicesPayload,
    description:
      'Takes devices back, whichever booking they were handed out for, in whatever state that is. What comes back DAMAGED or LOST is in a downtime from then on, and before its due its request is open again; plans in its way are DeviceInUseError unless they are named.',
    authScopes: { permission: 'device:assign' },
    args: { input: t.arg({ type: ReturnDevicesInput, required: true }) },
    errors: { types: [DeviceInUseError, ...deskErrors] },
    resolve: (_root, { input }, context) =>
      returnDevices(context, {
        ...input,
        items: input.items.map((item) => ({ ...item, deviceId: keyOrNone('Device', item.deviceId) })),
        releaseAssignmentIds: input.releaseAssignmentIds?.map((id) => keyOrNone('DeviceAssignment', id)),
      }),
  }),
);
