import { encodeGlobalID } from '@pothos/plugin-relay';
import { startPosition } from '../bookings/calendar/subscriptions.ts';
import { DeviceRequest, Rental } from '../bookings/devices/device-types.ts';
import { rightsMark } from '../people/rights/rights-mark.ts';
import { builder } from '../platform/builder.ts';
import { stoppable } from '../platform/stoppable.ts';
import { Device } from '../resources/devices/device-type.ts';
import { type QueueChange, watchQueue } from './watch-queue.ts';

const DeviceQueueChange = builder.objectRef<QueueChange>('DeviceQueueChange').implement({
  description:
    'What changed at the desk: state, not acts. Drop what has a lower version than you have; one with nothing in it is a heartbeat, keep its cursor.',
  fields: (t) => ({
    cursor: t.field({
      type: 'EventCursor',
      resolve: ({ position, viewer }, _args, { cursors }) => cursors.write(position, rightsMark(viewer)),
    }),
    requests: t.field({
      type: [DeviceRequest],
      complexity: { field: 1, multiplier: 20 },
      description:
        'Requests that changed, or whose booking did, as they are now: filled and closed ones as well. An equal version with another `state` is newer where the booking changed.',
      resolve: ({ requests }) => [...requests],
    }),
    removedRequestIds: t.idList({
      description: 'Requests that are there no longer: take them away.',
      resolve: ({ removedRequestIds }) => removedRequestIds.map((id) => encodeGlobalID('DeviceRequest', id)),
    }),
    devices: t.field({
      type: [Device],
      complexity: { field: 1, multiplier: 20 },
      description: 'Devices that changed, or were assigned, handed out, returned or put aside.',
      resolve: ({ devices }) => [...devices],
    }),
    rentals: t.field({
      type: [Rental],
      complexity: { field: 1, multiplier: 5 },
      description: 'Rentals that were made or changed.',
      resolve: ({ rentals }) => [...rentals],
    }),
    conflictsChanged: t.exposeBoolean('conflictsChanged', {
      description: 'What is short or clashes may be another: ask for it again.',
    }),
  }),
});

builder.subscriptionFields((t) => ({
  deviceQueueChanged: t.field({
    type: DeviceQueueChange,
    description:
      'The desk, kept true. Give the last cursor you saw as `after`, also after a reconnect, also to another server; the first one is that of `deviceRequests`. It ends where rights change: load the lists again.',
    authScopes: { permission: 'device:read' },
    args: { after: t.arg({ type: 'EventCursor', description: 'From now on when not given.' }) },
    subscribe: async (_root, { after }, context) => {
      const position = await startPosition(context, after);
      return stoppable((signal) => watchQueue(context, position, signal));
    },
    resolve: (change) => change,
  }),
}));
