import { bookingBounds } from '../../bookings/booking-bounds.ts';
import { DeviceRequest } from '../../bookings/devices/device-types.ts';
import {
  DeviceTakenError,
  DeviceUnfitError,
  RequestFilledError,
  StaleDeviceDataError,
} from '../../bookings/devices/errors.ts';
import type { Outcome } from '../../bookings/changing/under-locks.ts';
import { WrongStatusError } from '../../bookings/errors.ts';
import { atMost, capReasons } from '../../platform/at-most.ts';
import { builder } from '../../platform/builder.ts';
import { keyOrNone } from '../../platform/global-id.ts';
import { figure } from '../../platform/limit-row.ts';
import {
  deskErrors,
  dryRun,
  expectedVersion,
  manyDevices,
  movesField,
  only,
  requestsAfter,
} from '../desk-payload-type.ts';
import { idOf } from '../../platform/named-ids.ts';
import { type AssignedDevices, assignDevices } from './assign-devices.ts';

const orAsWished = 'What is left out is as the booking wished it.';

const RentalInput = builder.inputType('RentalInput', {
  description: `Under which rental devices leave the building: one that is there (\`rentalId\`), none (\`inHouse\`), or one with these details. Other details than the booking wished need the right device:rent. ${orAsWished}`,
  fields: (t) => ({
    rentalId: t.id({ description: 'A rental of this booking.' }),
    inHouse: t.boolean({ description: 'They stay in the house, whatever the booking wished.' }),
    number: t.string({
      description: `One number may cover many devices; unique within the booking. ${figure(bookingBounds.rentalNumber)} characters at most.`,
    }),
    company: t.string({ description: `${figure(bookingBounds.clientName)} characters at most.` }),
    contactPerson: t.string({ description: 'Who answers for them out there.' }),
    phone: t.string({ description: 'Their number.' }),
    email: t.string({ description: 'Their e-mail address.' }),
    address: t.string({
      description: `Where the devices are, ${figure(bookingBounds.rentalAddress)} characters at most.`,
    }),
    dueOn: t.field({ type: 'Date', description: 'The day they are due back; not before the booking ends.' }),
  }),
});

const AssignDevicesInput = builder.inputType('AssignDevicesInput', {
  description: 'Serial numbers for one request, and under which rental they leave the building.',
  fields: (t) => ({
    requestId: t.id(idOf('DeviceRequest', { required: true, description: 'What is to be filled.' })),
    deviceIds: t.idList({ required: true, ...manyDevices('All of them, or none; at least 1.') }),
    rental: t.field({
      type: RentalInput,
      description:
        'Left out: the newest rental of the booking, else one as the booking wished it, else they stay in the house.',
    }),
    alsoRequestIds: t.idList(
      idOf(
        'DeviceRequest',
        atMost(
          200,
          'The same request on other dates of the series: the same devices on all of them, or on none.',
          capReasons.locks,
        ),
      ),
    ),
    expectedVersion: t.int({ description: expectedVersion }),
    dryRun: t.boolean({ defaultValue: false, description: dryRun }),
  }),
});

const AssignDevicesPayload = builder.objectRef<Outcome<AssignedDevices>>('AssignDevicesPayload').implement({
  fields: (t) => ({
    request: t.field({
      type: DeviceRequest,
      description: 'As it is now.',
      resolve: async (outcome, _args, context) =>
        only(await requestsAfter(outcome, [outcome.requestId], context), 'device request'),
    }),
    requests: t.field({
      type: [DeviceRequest],
      description: 'The same, and those of alsoRequestIds after it.',
      resolve: (outcome, _args, context) => requestsAfter(outcome, outcome.requestIds, context),
    }),
    ...movesField(t),
  }),
});

builder.mutationField('assignDevices', (t) =>
  t.field({
    type: AssignDevicesPayload,
    description:
      'Plans devices for a request. What it has already stays, and is no error. Once nothing is wanted any more the booking is confirmed by itself.',
    authScopes: { permission: 'device:assign' },
    args: { input: t.arg({ type: AssignDevicesInput, required: true }) },
    errors: {
      types: [
        DeviceTakenError,
        DeviceUnfitError,
        RequestFilledError,
        WrongStatusError,
        StaleDeviceDataError,
        ...deskErrors,
      ],
    },
    resolve: (_root, { input }, context) =>
      assignDevices(context, {
        ...input,
        requestId: keyOrNone('DeviceRequest', input.requestId),
        deviceIds: input.deviceIds.map((id) => keyOrNone('Device', id)),
        rental: input.rental && {
          ...input.rental,
          rentalId: input.rental.rentalId == null ? null : keyOrNone('Rental', input.rental.rentalId),
        },
        alsoRequestIds: input.alsoRequestIds?.map((id) => keyOrNone('DeviceRequest', id)),
      }),
  }),
);
