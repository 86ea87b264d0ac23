import { encodeGlobalID } from '@pothos/plugin-relay';
import { builder } from '../../platform/builder.ts';
import type { RequestContext } from '../../platform/context.ts';
import { ErrorInterface } from '../../platform/error-types.ts';
import { NotFoundError } from '../../platform/errors.ts';
import { loadNode } from '../../platform/nodes.graphql.ts';
import { Device, deviceOf } from '../../resources/devices/device-type.ts';
import { Booking } from '../booking-type.ts';
import { bookingOf, DeviceAssignment, DeviceRequest } from './device-types.ts';
import {
  type DeviceClash,
  DeviceInUseError,
  DeviceTakenError,
  DeviceUnfitError,
  RequestFilledError,
  StaleDeviceDataError,
  type UnfitDevice,
} from './errors.ts';
import { loadAssignment, loadDeviceRequest } from './load-device-rows.ts';

function devicesOf(context: RequestContext, ids: readonly string[]) {
  return Promise.all(ids.map((id) => deviceOf(context, id)));
}

const DeviceClashType = builder.objectRef<DeviceClash>('DeviceClash').implement({
  description: 'When a device that was named is taken, and as far as the viewer may know, for whom.',
  fields: (t) => ({
    device: t.field({
      type: Device,
      description: 'Which one is taken.',
      resolve: ({ deviceId }, _args, context) => deviceOf(context, deviceId),
    }),
    startsAt: t.expose('startsAt', { type: 'DateTime' }),
    endsAt: t.expose('endsAt', {
      type: 'DateTime',
      nullable: true,
      description: 'Null for a downtime of which nobody knows the end.',
    }),
    booking: t.field({
      type: Booking,
      nullable: true,
      description: 'Null for a downtime, and where it is not the viewer’s to see.',
      resolve: ({ bookingId }, _args, context) => (bookingId === null ? null : bookingOf(context, bookingId)),
    }),
  }),
});

builder.objectType(DeviceTakenError, {
  name: 'DeviceTakenError',
  description:
    'The rules no_overlapping_device_assignments, one_hand_at_a_time and device_once_a_booking: a serial number is in one hand at a time. Nothing was saved.',
  interfaces: [ErrorInterface],
  fields: (t) => ({
    devices: t.field({
      type: [Device],
      description: 'Those that are taken.',
      resolve: ({ deviceIds }, _args, context) => devicesOf(context, deviceIds),
    }),
    alternatives: t.field({
      type: [Device],
      description: 'Devices that would do instead and that nothing takes; the best first. Empty where there is none.',
      resolve: ({ alternativeIds }, _args, context) => devicesOf(context, alternativeIds),
    }),
    clashes: t.field({
      type: [DeviceClashType],
      description: 'By what each of them is taken.',
      resolve: ({ clashes }) => [...clashes],
    }),
  }),
});

const UnfitDeviceType = builder.objectRef<UnfitDevice>('UnfitDevice').implement({
  description: 'A device that cannot be used for this.',
  fields: (t) => ({
    device: t.field({
      type: Device,
      description: 'Which one it is.',
      resolve: ({ deviceId }, _args, context) => deviceOf(context, deviceId),
    }),
    reason: t.exposeString('reason', { description: 'Why not, for people.' }),
  }),
});

builder.objectType(DeviceUnfitError, {
  name: 'DeviceUnfitError',
  description:
    'The rules device_fits_its_request, retired_devices_stay_free and devices_in_maintenance_stay_in: these devices are not what is wanted, or cannot be used. Nothing was saved.',
  interfaces: [ErrorInterface],
  fields: (t) => ({
    devices: t.field({
      type: [UnfitDeviceType],
      description: 'Each that cannot be used, and why.',
      resolve: ({ devices }) => [...devices],
    }),
  }),
});

builder.objectType(RequestFilledError, {
  name: 'RequestFilledError',
  description: 'The rule no_more_than_requested: so many are not wanted. Nothing was saved.',
  interfaces: [ErrorInterface],
  fields: (t) => ({
    request: t.field({
      type: DeviceRequest,
      description: 'As it is now.',
      resolve: async ({ requestId }, _args, context) => {
        const request = await loadDeviceRequest(context, requestId);
        if (request === null) throw new NotFoundError('device request');
        return request;
      },
    }),
  }),
});

builder.objectType(DeviceInUseError, {
  name: 'DeviceInUseError',
  description:
    'The rules planned_devices_stay_active, no_downtime_in_a_hand and released_before_handed_out: plans or people have these devices. Nothing was saved.',
  interfaces: [ErrorInterface],
  fields: (t) => ({
    assignments: t.field({
      type: [DeviceAssignment],
      description: 'What is in the way, as far as it is the viewer’s to see.',
      resolve: async ({ assignmentIds }, _args, context) => {
        const found = await Promise.all(assignmentIds.map((id) => loadAssignment(context, id)));
        return found.filter((assignment) => assignment !== null);
      },
    }),
  }),
});

builder.objectType(StaleDeviceDataError, {
  name: 'StaleDeviceDataError',
  description: '`expectedVersion` did not match: somebody changed it in between. Nothing was saved.',
  interfaces: [ErrorInterface],
  fields: (t) => ({
    node: t.field({
      type: builder.nodeInterfaceRef(),
      description: 'As it is now.',
      resolve: async ({ nodeType, key }, _args, context, info) => {
        const node = await loadNode(context, info, encodeGlobalID(nodeType, key));
        if (node === null) throw new NotFoundError('row');
        return node;
      },
    }),
  }),
});
