import { builder } from '../../platform/builder.ts';
import { rightsFor } from '../policy.ts';
import { changeErrors } from './booking-change.graphql.ts';
import { bookingPayload } from './payload-types.ts';
import { UpdateBookingInput, updateKeys } from './update-booking-input.ts';
import { updateBooking } from './update-booking.ts';

builder.mutationField('updateBooking', (t) =>
  t.field({
    type: bookingPayload('UpdateBookingPayload'),
    description: 'Everything but room and time.',
    authScopes: { anyPermission: rightsFor('UPDATE') },
    args: { input: t.arg({ type: UpdateBookingInput, required: true }) },
    errors: { types: changeErrors },
    resolve: (_root, { input }, context) => updateBooking(context, updateKeys(input)),
  }),
);
