import { DeviceInUseError, DeviceTakenError } from '../../bookings/devices/errors.ts';
import { DowntimeKind } from '../../generated/prisma/enums.ts';
import { builder } from '../../platform/builder.ts';
import { keyOrNone } from '../../platform/global-id.ts';
import { figure } from '../../platform/limit-row.ts';
import { deskBounds } from '../desk-bounds.ts';
import { deskErrors, downtimesPayload, dryRun, givingWay, manyDevices } from '../desk-payload-type.ts';
import { startDowntime } from './start-downtime.ts';

const StartDowntimeInput = builder.inputType('StartDowntimeInput', {
  description: 'Which machines cannot be used, why, and for how long.',
  fields: (t) => ({
    deviceIds: t.idList({ required: true, ...manyDevices('All of them, or none; at least 1.') }),
    kind: t.field({ type: DowntimeKind, required: true }),
    startsAt: t.field({ type: 'DateTime', description: 'Now where it is not given; never in the past.' }),
    expectedEnd: t.field({ type: 'DateTime', description: 'Not given where nobody knows.' }),
    note: t.string({
      description: `What is wrong with them, ${figure(deskBounds.deviceNote)} characters at most.`,
    }),
    releaseAssignmentIds: t.idList(givingWay),
    dryRun: t.boolean({ defaultValue: false, description: dryRun }),
  }),
});

builder.mutationField('startDowntime', (t) =>
  t.field({
    type: downtimesPayload('StartDowntimePayload'),
    description:
      'Puts devices aside, now or later: nothing is planned for them meanwhile. Plans in the way are DeviceInUseError unless they are named, another downtime is DeviceTakenError. What is handed out comes back first. A device that is in such a downtime already stays in that one.',
    authScopes: { permission: 'device:assign' },
    args: { input: t.arg({ type: StartDowntimeInput, required: true }) },
    errors: { types: [DeviceInUseError, DeviceTakenError, ...deskErrors] },
    resolve: (_root, { input }, context) =>
      startDowntime(context, {
        ...input,
        deviceIds: input.deviceIds.map((id) => keyOrNone('Device', id)),
        releaseAssignmentIds: input.releaseAssignmentIds?.map((id) => keyOrNone('DeviceAssignment', id)),
      }),
  }),
);
