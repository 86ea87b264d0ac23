import type { Outcome } from '../../bookings/changing/under-locks.ts';
import { bookingBounds } from '../../bookings/booking-bounds.ts';
import { DeviceInUseError, DeviceTakenError, StaleDeviceDataError } from '../../bookings/devices/errors.ts';
import { builder } from '../../platform/builder.ts';
import { keyOrNone } from '../../platform/global-id.ts';
import { IdempotencyMismatchError } from '../../platform/errors.ts';
import { idempotencyKeyField, repeatedField } from '../../platform/idempotency.ts';
import { figure } from '../../platform/limit-row.ts';
import { Device } from '../../resources/devices/device-type.ts';
import { deskBounds } from '../desk-bounds.ts';
import {
  deskErrors,
  devicesAfter,
  devicesPayload,
  dryRun,
  expectedVersion,
  givingWay,
  manyDevices,
  movesField,
  only,
} from '../desk-payload-type.ts';
import { createDevices, type NewDevices } from './create-devices.ts';
import { reactivateDevices } from './reactivate-devices.ts';
import { retireDevices } from './retire-devices.ts';
import { idOf } from '../../platform/named-ids.ts';
import { type ChangedDevice, updateDevice } from './update-device.ts';

const words = {
  serialNumber: `As it stands on the machine; no other device has it, however it is capitalized and spaced. ${figure(deskBounds.serialNumber)} characters at most.`,
  name: `As people call it, ${figure(deskBounds.deviceText)} characters at most.`,
  place: 'Where it lies in the store.',
  supplier: 'From whom it is rented, where it is not the facility’s own.',
  goesBackOn: 'The last day on which it is here, where it is rented: it is away from the day after.',
  purchaseDate: 'When it was bought; not ahead.',
  notes: `What the next person should know, ${figure(deskBounds.deviceNote)} characters at most.`,
  officeAccount: 'The account that is signed in on it.',
  anydeskId: 'Its number for remote help.',
};

const NewDeviceInput = builder.inputType('NewDeviceInput', {
  description: 'One machine, as it is written down.',
  fields: (t) => ({
    serialNumber: t.string({ required: true, description: words.serialNumber }),
    name: t.string({ description: `${words.name} The serial number where it is not given.` }),
    categoryId: t.id(idOf('DeviceCategory', { required: true, description: 'Which model it is.' })),
    place: t.string({ description: words.place }),
    supplier: t.string({ description: words.supplier }),
    goesBackOn: t.field({ type: 'Date', description: words.goesBackOn }),
    purchaseDate: t.field({ type: 'Date', description: words.purchaseDate }),
    notes: t.string({ description: words.notes }),
    officeAccount: t.string({ description: words.officeAccount }),
    anydeskId: t.string({ description: words.anydeskId }),
  }),
});

const CreateDevicesInput = builder.inputType('CreateDevicesInput', {
  description: 'Machines that are new in the store.',
  fields: (t) => ({
    devices: t.field({
      type: [NewDeviceInput],
      required: true,
      ...manyDevices('All of them, or none; at least 1.'),
    }),
    idempotencyKey: t.string(idempotencyKeyField),
    dryRun: t.boolean({ defaultValue: false, description: dryRun }),
  }),
});

const orAsItIs = 'Left out, it stays as it is';
function changed(description: string) {
  return { description: `${description} ${orAsItIs}; null clears it.` };
}

const UpdateDeviceInput = builder.inputType('UpdateDeviceInput', {
  description: 'A machine, and what is different from now on.',
  fields: (t) => ({
    deviceId: t.id({ required: true, description: 'Which machine.' }),
    serialNumber: t.string({ description: `${words.serialNumber} ${orAsItIs}. The move keeps the old one.` }),
    name: t.string({ description: `${words.name} ${orAsItIs}.` }),
    categoryId: t.id(idOf('DeviceCategory', { description: `What it is assigned to keeps it. ${orAsItIs}.` })),
    place: t.string(changed(words.place)),
    supplier: t.string(changed(words.supplier)),
    goesBackOn: t.field({ type: 'Date', ...changed(words.goesBackOn) }),
    purchaseDate: t.field({ type: 'Date', ...changed(words.purchaseDate) }),
    notes: t.string(changed(words.notes)),
    officeAccount: t.string(changed(words.officeAccount)),
    anydeskId: t.string(changed(words.anydeskId)),
    expectedVersion: t.int({ description: expectedVersion }),
    dryRun: t.boolean({ defaultValue: false, description: dryRun }),
  }),
});

const RetireDevicesInput = builder.inputType('RetireDevicesInput', {
  description: 'Machines that are used no longer, and why.',
  fields: (t) => ({
    deviceIds: t.idList({ required: true, ...manyDevices('All of them, or none; at least 1.') }),
    reason: t.string({
      required: true,
      description: `Why they are used no longer, ${figure(bookingBounds.reason)} characters at most.`,
    }),
    releaseAssignmentIds: t.idList(givingWay),
    dryRun: t.boolean({ defaultValue: false, description: dryRun }),
  }),
});

const ReactivateDevicesInput = builder.inputType('ReactivateDevicesInput', {
  description: 'Retired machines that are used again.',
  fields: (t) => ({
    deviceIds: t.idList({ required: true, ...manyDevices('All of them, or none; at least 1.') }),
    dryRun: t.boolean({ defaultValue: false, description: dryRun }),
  }),
});

const CreateDevicesPayload = builder.objectRef<Outcome<NewDevices>>('CreateDevicesPayload').implement({
  fields: (t) => ({
    devices: t.field({
      type: [Device],
      description: 'In the order in which they were named, as they are now.',
      resolve: (outcome, _args, context) => devicesAfter(outcome, outcome.deviceIds, context),
    }),
    repeated: t.exposeBoolean('repeated', repeatedField),
    ...movesField(t),
  }),
});

const UpdateDevicePayload = builder.objectRef<Outcome<ChangedDevice>>('UpdateDevicePayload').implement({
  fields: (t) => ({
    device: t.field({
      type: Device,
      description: 'As it is now.',
      resolve: async (outcome, _args, context) =>
        only(await devicesAfter(outcome, [outcome.deviceId], context), 'device'),
    }),
    ...movesField(t),
  }),
});

function keysOf(ids: readonly string[]): string[] {
  return ids.map((id) => keyOrNone('Device', id));
}

builder.mutationFields((t) => ({
  createDevices: t.field({
    type: CreateDevicesPayload,
    description: 'Adds devices to the inventory.',
    authScopes: { permission: 'device:manage' },
    args: { input: t.arg({ type: CreateDevicesInput, required: true }) },
    errors: { types: [IdempotencyMismatchError, ...deskErrors] },
    resolve: (_root, { input }, context) =>
      createDevices(context, {
        dryRun: input.dryRun,
        idempotencyKey: input.idempotencyKey,
        devices: input.devices.map((device) => ({
          serialNumber: device.serialNumber,
          name: device.name || device.serialNumber,
          categoryId: keyOrNone('DeviceCategory', device.categoryId),
          place: device.place || null,
          supplier: device.supplier || null,
          goesBackOn: device.goesBackOn ?? null,
          purchaseDate: device.purchaseDate ?? null,
          notes: device.notes ?? null,
          officeAccount: device.officeAccount || null,
          anydeskId: device.anydeskId || null,
        })),
      }),
  }),
  updateDevice: t.field({
    type: UpdateDevicePayload,
    description:
      'Changes a device. Its assignments keep their requests, whatever its category becomes; plans after the day on which it goes back are DeviceInUseError.',
    authScopes: { permission: 'device:manage' },
    args: { input: t.arg({ type: UpdateDeviceInput, required: true }) },
    errors: { types: [DeviceInUseError, DeviceTakenError, StaleDeviceDataError, ...deskErrors] },
    resolve: (_root, { input }, context) =>
      updateDevice(context, {
        ...input,
        deviceId: keyOrNone('Device', input.deviceId),
        categoryId: input.categoryId == null ? input.categoryId : keyOrNone('DeviceCategory', input.categoryId),
      }),
  }),
  retireDevices: t.field({
    type: devicesPayload('RetireDevicesPayload'),
    description:
      'Takes devices out of use for good; they stay in the inventory. Plans ahead are DeviceInUseError unless they are named; what is handed out comes back first.',
    authScopes: { permission: 'device:manage' },
    args: { input: t.arg({ type: RetireDevicesInput, required: true }) },
    errors: { types: [DeviceInUseError, ...deskErrors] },
    resolve: (_root, { input }, context) =>
      retireDevices(context, {
        ...input,
        deviceIds: keysOf(input.deviceIds),
        releaseAssignmentIds: input.releaseAssignmentIds?.map((id) => keyOrNone('DeviceAssignment', id)),
      }),
  }),
  reactivateDevices: t.field({
    type: devicesPayload('ReactivateDevicesPayload'),
    description: 'Takes retired devices into use again.',
    authScopes: { permission: 'device:manage' },
    args: { input: t.arg({ type: ReactivateDevicesInput, required: true }) },
    errors: { types: deskErrors },
    resolve: (_root, { input }, context) =>
      reactivateDevices(context, { ...input, deviceIds: keysOf(input.deviceIds) }),
  }),
}));
