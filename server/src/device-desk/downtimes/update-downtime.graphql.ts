import type { Outcome } from '../../bookings/changing/under-locks.ts';
import { DeviceInUseError, DeviceTakenError, StaleDeviceDataError } from '../../bookings/devices/errors.ts';
import { builder } from '../../platform/builder.ts';
import { keyOrNone } from '../../platform/global-id.ts';
import { figure } from '../../platform/limit-row.ts';
import { DeviceDowntime } from '../../resources/devices/device-type.ts';
import { deskBounds } from '../desk-bounds.ts';
import { deskErrors, downtimesAfter, dryRun, givingWay, movesField, only } from '../desk-payload-type.ts';
import { idOf } from '../../platform/named-ids.ts';
import { type ChangedDowntime, updateDowntime } from './update-downtime.ts';

const UpdateDowntimeInput = builder.inputType('UpdateDowntimeInput', {
  description: 'When a machine is thought to be back, and what is wrong with it.',
  fields: (t) => ({
    downtimeId: t.id(idOf('DeviceDowntime', { required: true, description: 'One that lasts still.' })),
    expectedEnd: t.field({
      type: 'DateTime',
      description: 'After its beginning. Null where nobody knows; left out, it stays as it is.',
    }),
    note: t.string({
      description: `What is wrong with it, ${figure(deskBounds.deviceNote)} characters at most. Null clears; left out, it stays as it is.`,
    }),
    releaseAssignmentIds: t.idList(givingWay),
    expectedVersion: t.int({
      description: 'The version of the device that the caller saw: another one is refused with StaleDeviceDataError.',
    }),
    dryRun: t.boolean({ defaultValue: false, description: dryRun }),
  }),
});

const UpdateDowntimePayload = builder.objectRef<Outcome<ChangedDowntime>>('UpdateDowntimePayload').implement({
  fields: (t) => ({
    downtime: t.field({
      type: DeviceDowntime,
      description: 'As it is now.',
      resolve: async (outcome, _args, context) =>
        only(await downtimesAfter(outcome, [outcome.downtimeId], context), 'downtime'),
    }),
    ...movesField(t),
  }),
});

builder.mutationField('updateDowntime', (t) =>
  t.field({
    type: UpdateDowntimePayload,
    description:
      'Changes when a downtime is expected to end, and its note. Plans in the way of a later end are DeviceInUseError unless they are named.',
    authScopes: { permission: 'device:assign' },
    args: { input: t.arg({ type: UpdateDowntimeInput, required: true }) },
    errors: { types: [DeviceInUseError, DeviceTakenError, StaleDeviceDataError, ...deskErrors] },
    resolve: (_root, { input }, context) =>
      updateDowntime(context, {
        ...input,
        downtimeId: keyOrNone('DeviceDowntime', input.downtimeId),
        releaseAssignmentIds: input.releaseAssignmentIds?.map((id) => keyOrNone('DeviceAssignment', id)),
      }),
  }),
);
