import { builder } from '../../platform/builder.ts';
import { rightsFor } from '../policy.ts';
import { changeErrors, ref } from './booking-change.graphql.ts';
import { BookingRefInput } from './booking-ref-input.ts';
import { confirmBooking } from './confirm-booking.ts';
import { bookingPayload } from './payload-types.ts';

builder.mutationField('confirmBooking', (t) =>
  t.field({
    type: bookingPayload('ConfirmBookingPayload'),
    description: 'All is ready: ROOM_ASSIGNED becomes CONFIRMED.',
    authScopes: { anyPermission: rightsFor('CONFIRM') },
    args: { input: t.arg({ type: BookingRefInput, required: true }) },
    errors: { types: changeErrors },
    resolve: (_root, { input }, context) => confirmBooking(context, ref(input)),
  }),
);
