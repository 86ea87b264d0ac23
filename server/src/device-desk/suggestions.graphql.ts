import { DeviceRequest } from '../bookings/devices/device-types.ts';
import { type DeviceSuggestion, suggestDevices } from '../bookings/devices/suggest-devices.ts';
import { builder } from '../platform/builder.ts';
import { seesInventory } from '../resources/devices/device-rights.ts';
import { Device, deviceOf } from '../resources/devices/device-type.ts';

const DeviceSuggestionType = builder.objectRef<DeviceSuggestion>('DeviceSuggestion').implement({
  description: 'A device that would serve a request, and that nothing takes in all of its window.',
  fields: (t) => ({
    device: t.field({
      type: Device,
      description: 'Which one is offered.',
      resolve: ({ deviceId }, _args, context) => deviceOf(context, deviceId),
    }),
    reason: t.exposeString('reason', { description: 'Why this one, for people.' }),
  }),
});

builder.objectField(DeviceRequest, 'suggestions', (t) =>
  t.field({
    type: [DeviceSuggestionType],
    description:
      'Devices for what is still wanted, best first, at most as many: of one category if it has them all, those that the client had last time first, then those that lay idle longest. Offered, never taken. Empty without the right device:read. Dear: ask for one request.',
    // Counted for each request by itself.
    complexity: { field: 50, multiplier: 20 },
    resolve: (request, _args, context) => (seesInventory(context.viewer) ? suggestDevices(context, request) : []),
  }),
);
