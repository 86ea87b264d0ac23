import { builder } from '../../platform/builder.ts';
import { rightsFor } from '../policy.ts';
import { deviceKeys, placeErrors, ref, releaseDevices } from './booking-change.graphql.ts';
import { dryRun, expectedVersion } from './booking-ref-input.ts';
import { extendBooking } from './extend-booking.ts';
import { bookingPayload } from './payload-types.ts';

const ExtendBookingInput = builder.inputType('ExtendBookingInput', {
  fields: (t) => ({
    bookingId: t.id({ required: true }),
    endsAt: t.field({ type: 'DateTime', required: true, description: 'Later than it ends now.' }),
    expectedVersion: t.int({ description: expectedVersion }),
    releaseDeviceIds: t.idList(releaseDevices),
    dryRun: t.boolean({ defaultValue: false, description: dryRun }),
  }),
});

builder.mutationField('extendBooking', (t) =>
  t.field({
    type: bookingPayload('ExtendBookingPayload'),
    description: 'Lets a booking that runs go on for longer, in its room.',
    authScopes: { anyPermission: rightsFor('EXTEND') },
    args: { input: t.arg({ type: ExtendBookingInput, required: true }) },
    errors: { types: placeErrors },
    resolve: (_root, { input }, context) =>
      extendBooking(context, { ...ref(input), releaseDeviceIds: deviceKeys(input.releaseDeviceIds) }),
  }),
);
