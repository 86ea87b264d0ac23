import { builder } from '../../platform/builder.ts';
import { rightsFor } from '../policy.ts';
import { changeErrors, ref } from './booking-change.graphql.ts';
import { BookingRefInput } from './booking-ref-input.ts';
import { finishBooking } from './finish-booking.ts';
import { bookingPayload } from './payload-types.ts';

builder.mutationField('finishBooking', (t) =>
  t.field({
    type: bookingPayload('FinishBookingPayload'),
    description: 'Ends a booking that runs, now: its end is the next full minute.',
    authScopes: { anyPermission: rightsFor('FINISH') },
    args: { input: t.arg({ type: BookingRefInput, required: true }) },
    errors: { types: changeErrors },
    resolve: (_root, { input }, context) => finishBooking(context, ref(input)),
  }),
);
