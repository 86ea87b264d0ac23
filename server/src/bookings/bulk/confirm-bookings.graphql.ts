import { builder } from '../../platform/builder.ts';
import { rightsFor } from '../policy.ts';
import { bulkErrors, namedRef } from '../changing/booking-change.graphql.ts';
import { ConfirmBookingsInput, isTried } from './bulk-input.ts';
import { confirmBookings } from './confirm-bookings.ts';
import { bookingsPayload } from '../changing/payload-types.ts';

builder.mutationField('confirmBookings', (t) =>
  t.field({
    type: bookingsPayload('ConfirmBookingsPayload', 'In the order they were named.'),
    description: 'ROOM_ASSIGNED becomes CONFIRMED, for all that are named, or for none.',
    authScopes: { anyPermission: rightsFor('CONFIRM') },
    args: { input: t.arg({ type: ConfirmBookingsInput, required: true }) },
    errors: { types: bulkErrors },
    resolve: (_root, { input }, context) =>
      confirmBookings(context, { bookings: input.bookings.map(namedRef), dryRun: isTried(input) }),
  }),
);
