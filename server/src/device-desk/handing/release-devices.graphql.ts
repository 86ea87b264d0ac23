import { bookingBounds } from '../../bookings/booking-bounds.ts';
import { DeviceInUseError } from '../../bookings/devices/errors.ts';
import { builder } from '../../platform/builder.ts';
import { keyOrNone } from '../../platform/global-id.ts';
import { figure } from '../../platform/limit-row.ts';
import { assignmentsPayload, deskErrors, dryRun, manyAssignments } from '../desk-payload-type.ts';
import { releaseDevices } from './release-devices.ts';

const ReleaseDevicesInput = builder.inputType('ReleaseDevicesInput', {
  description: 'Plans that are given up, and why.',
  fields: (t) => ({
    assignmentIds: t.idList({ required: true, ...manyAssignments('All of them, or none; at least 1.') }),
    reason: t.string({
      description: `For those who see the booking, ${figure(bookingBounds.reason)} characters at most.`,
    }),
    dryRun: t.boolean({ defaultValue: false, description: dryRun }),
  }),
});

builder.mutationField('releaseDevices', (t) =>
  t.field({
    type: assignmentsPayload('ReleaseDevicesPayload'),
    description:
      'Gives up plans that were not handed out: their requests are open again. What was released already stays so.',
    authScopes: { permission: 'device:assign' },
    args: { input: t.arg({ type: ReleaseDevicesInput, required: true }) },
    errors: { types: [DeviceInUseError, ...deskErrors] },
    resolve: (_root, { input }, context) =>
      releaseDevices(context, {
        ...input,
        assignmentIds: input.assignmentIds.map((id) => keyOrNone('DeviceAssignment', id)),
      }),
  }),
);
