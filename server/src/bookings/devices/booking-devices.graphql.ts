import { builder } from '../../platform/builder.ts';
import type { Rental as RentalRow } from '../../generated/prisma/client.ts';
import { Booking } from '../booking-type.ts';
import { OffSite } from '../off-site-type.ts';
import type { OffSiteNow } from '../off-site.ts';
import { DeviceRequest, Rental } from './device-types.ts';
import { countDevicesAssigned, rentalsOfBooking, requestsOfBooking } from './load-device-rows.ts';

/** The newest rental, in the form in which a booking wishes for one. */
function asOffSite({ number, company, contactPerson, phone, email, address, dueOn }: RentalRow): OffSiteNow {
  return {
    rentalNumber: number,
    company,
    contactPerson,
    phone,
    email,
    address,
    returnOn: dueOn.toISOString().slice(0, 10),
  };
}

builder.prismaObjectFields(Booking, (t) => ({
  offSite: t.field({
    type: OffSite,
    nullable: true,
    description:
      'Where the devices go, when they leave the building; null when they do not. As the newest rental says once there is one, and what the request said before.',
    resolve: async ({ id, offSite, tenantId }, _args, context) => {
      const [newest] = await rentalsOfBooking(context, id);
      if (newest) return { rental: asOffSite(newest), tenantId };
      return offSite === null ? null : { rental: offSite as OffSiteNow, tenantId };
    },
  }),
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
