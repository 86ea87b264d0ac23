import {
  DeviceInUseError,
  DeviceTakenError,
  DeviceUnfitError,
  RequestFilledError,
} from '../../bookings/devices/errors.ts';
import { WrongStatusError } from '../../bookings/errors.ts';
import { builder } from '../../platform/builder.ts';
import { keyOrNone } from '../../platform/global-id.ts';
import { deskErrors, dryRun, requestPayload } from '../desk-payload-type.ts';
import { idOf } from '../../platform/named-ids.ts';
import { swapDevice } from './swap-device.ts';

const SwapDeviceInput = builder.inputType('SwapDeviceInput', {
  description: 'A plan, and the machine that takes the place of the one it has.',
  fields: (t) => ({
    assignmentId: t.id(idOf('DeviceAssignment', { required: true, description: 'A plan that was not handed out.' })),
    deviceId: t.id({ required: true, description: 'The device that takes its place.' }),
    dryRun: t.boolean({ defaultValue: false, description: dryRun }),
  }),
});

builder.mutationField('swapDevice', (t) =>
  t.field({
    type: requestPayload('SwapDevicePayload'),
    description: 'Plans another device for a request in place of one that it has, under the same rental.',
    authScopes: { permission: 'device:assign' },
    args: { input: t.arg({ type: SwapDeviceInput, required: true }) },
    errors: {
      types: [
        DeviceTakenError,
        DeviceUnfitError,
        DeviceInUseError,
        RequestFilledError,
        WrongStatusError,
        ...deskErrors,
      ],
    },
    resolve: (_root, { input }, context) =>
      swapDevice(context, {
        ...input,
        assignmentId: keyOrNone('DeviceAssignment', input.assignmentId),
        deviceId: keyOrNone('Device', input.deviceId),
      }),
  }),
);
