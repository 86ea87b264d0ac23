import { builder } from '../../platform/builder.ts';
import { Booking } from '../booking-type.ts';
import { DeviceRequest, Rental } from './device-types.ts';
import { countDevicesAssigned, rentalsOfBooking, requestsOfBooking } from './load-device-rows.ts';

builder.prismaObjectFields(Booking, (t) => ({
  deviceRequests: t.field({
    type: [DeviceRequest],
    complexity: { field: 1, multiplier: 2 },
    description: 'What it wants of devices, withdrawn requests left out. `devicesNeeded` is their sum.',
    resolve: ({ id }, _args, context) => requestsOfBooking(context, id),
  }),
  devicesAssigned: t.int({
    description: 'How many of `devicesNeeded` are given.',
    resolve: ({ id }, _args, context) => countDevicesAssigned(context, id),
  }),
  rentals: t.field({
    type: [Rental],
    complexity: { field: 1, multiplier: 2 },
    description: 'Under which its devices leave the building, the newest first.',
    resolve: ({ id }, _args, context) => rentalsOfBooking(context, id),
  }),
}));
