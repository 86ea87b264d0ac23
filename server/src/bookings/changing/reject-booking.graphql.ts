import { builder } from '../../platform/builder.ts';
import { rightsFor } from '../policy.ts';
import { BookingReasonInput, changeErrors, ref } from './booking-change.graphql.ts';
import { bookingPayload } from './payload-types.ts';
import { rejectBooking } from './reject-booking.ts';

builder.mutationField('rejectBooking', (t) =>
  t.field({
    type: bookingPayload('RejectBookingPayload'),
    description: 'Turns a ghost down.',
    authScopes: { anyPermission: rightsFor('REJECT') },
    args: { input: t.arg({ type: BookingReasonInput, required: true }) },
    errors: { types: changeErrors },
    resolve: (_root, { input }, context) => rejectBooking(context, ref(input)),
  }),
);
