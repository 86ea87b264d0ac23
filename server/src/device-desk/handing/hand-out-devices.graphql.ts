import { DeviceTakenError, DeviceUnfitError } from '../../bookings/devices/errors.ts';
import { WrongStatusError } from '../../bookings/errors.ts';
import { builder } from '../../platform/builder.ts';
import { keyOrNone } from '../../platform/global-id.ts';
import { figure } from '../../platform/limit-row.ts';
import { deskBounds } from '../desk-bounds.ts';
import { assignmentsPayload, deskErrors, dryRun, manyAssignments } from '../desk-payload-type.ts';
import { handOutDevices } from './hand-out-devices.ts';

const HandOutDevicesInput = builder.inputType('HandOutDevicesInput', {
  description: 'Plans whose machines leave the desk now, and with whom.',
  fields: (t) => ({
    assignmentIds: t.idList({
      required: true,
      ...manyAssignments('Plans of one booking or of several: all of them, or none; at least 1.'),
    }),
    takenBy: t.string({
      description: `Who takes them, in words: ${figure(deskBounds.deviceText)} characters at most.`,
    }),
    dryRun: t.boolean({ defaultValue: false, description: dryRun }),
  }),
});

builder.mutationField('handOutDevices', (t) =>
  t.field({
    type: assignmentsPayload('HandOutDevicesPayload'),
    description:
      'Hands out planned devices now, by the server’s clock; earlier than planned where nothing is in the way. What is out already stays so. A device that is out on an earlier date of the same series comes back there in the same act.',
    authScopes: { permission: 'device:assign' },
    args: { input: t.arg({ type: HandOutDevicesInput, required: true }) },
    errors: { types: [DeviceTakenError, DeviceUnfitError, WrongStatusError, ...deskErrors] },
    resolve: (_root, { input }, context) =>
      handOutDevices(context, {
        ...input,
        assignmentIds: input.assignmentIds.map((id) => keyOrNone('DeviceAssignment', id)),
      }),
  }),
);
