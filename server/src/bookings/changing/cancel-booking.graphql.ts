import { builder } from '../../platform/builder.ts';
import { rightsFor } from '../policy.ts';
import { BookingReasonInput, changeErrors, ref } from './booking-change.graphql.ts';
import { cancelBooking } from './cancel-booking.ts';
import { bookingPayload } from './payload-types.ts';

builder.mutationField('cancelBooking', (t) =>
  t.field({
    type: bookingPayload('CancelBookingPayload'),
    description: 'Calls a booking off and frees its room: by whoever asked for it, the Room Boss, or an administrator.',
    authScopes: { anyPermission: rightsFor('CANCEL') },
    args: { input: t.arg({ type: BookingReasonInput, required: true }) },
    errors: { types: changeErrors },
    resolve: (_root, { input }, context) => cancelBooking(context, ref(input)),
  }),
);
