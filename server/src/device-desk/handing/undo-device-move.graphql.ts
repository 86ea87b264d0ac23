import type { Outcome } from '../../bookings/changing/under-locks.ts';
import { DeviceRequest } from '../../bookings/devices/device-types.ts';
import {
  DeviceTakenError,
  DeviceInUseError,
  DeviceUnfitError,
  RequestFilledError,
} from '../../bookings/devices/errors.ts';
import { NothingToUndoError, StaleBookingError, UndoTooLateError } from '../../bookings/errors.ts';
import { builder } from '../../platform/builder.ts';
import { keyOrNone } from '../../platform/global-id.ts';
import { Device } from '../../resources/devices/device-type.ts';
import { deskErrors, devicesAfter, dryRun, movesField, requestsAfter } from '../desk-payload-type.ts';
import { idOf } from '../../platform/named-ids.ts';
import { undoDeviceMove, type UndoneMoves } from './undo-device-move.ts';

const UndoDeviceMoveInput = builder.inputType('UndoDeviceMoveInput', {
  description: 'What is to be taken back.',
  fields: (t) => ({
    moveId: t.id(idOf('DeviceMove', { required: true, description: 'Any move of the act that is to be undone.' })),
    dryRun: t.boolean({ defaultValue: false, description: dryRun }),
  }),
});

const UndoDeviceMovePayload = builder.objectRef<Outcome<UndoneMoves>>('UndoDeviceMovePayload').implement({
  fields: (t) => ({
    devices: t.field({
      type: [Device],
      description: 'The devices that it was about, as they are now.',
      resolve: (outcome, _args, context) => devicesAfter(outcome, outcome.deviceIds, context),
    }),
    requests: t.field({
      type: [DeviceRequest],
      description: 'The requests that it was about, as they are now.',
      resolve: (outcome, _args, context) => requestsAfter(outcome, outcome.requestIds, context),
    }),
    ...movesField(t),
  }),
});

builder.mutationField('undoDeviceMove', (t) =>
  t.field({
    type: UndoDeviceMovePayload,
    description:
      'Undoes one’s own act at the desk (assign, release, swap, hand out, return, lend, begin and end downtimes, retire) within 30 seconds, if nothing happened since: all of it, the confirmation that it caused included. It is written down as further moves that name those they took back.',
    authScopes: { anyPermission: ['device:assign', 'device:lend', 'device:manage'] },
    args: { input: t.arg({ type: UndoDeviceMoveInput, required: true }) },
    errors: {
      types: [
        NothingToUndoError,
        UndoTooLateError,
        StaleBookingError,
        DeviceTakenError,
        DeviceUnfitError,
        DeviceInUseError,
        RequestFilledError,
        ...deskErrors,
      ],
    },
    resolve: (_root, { input }, context) =>
      undoDeviceMove(context, { ...input, moveId: keyOrNone('DeviceMove', input.moveId) }),
  }),
);
