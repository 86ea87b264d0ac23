import { builder } from '../../platform/builder.ts';
import { rightsFor } from '../policy.ts';
import { bulkErrors, namedRef } from '../changing/booking-change.graphql.ts';
import { isTried, RejectBookingsInput } from './bulk-input.ts';
import { bookingsPayload } from '../changing/payload-types.ts';
import { rejectBookings } from './reject-bookings.ts';

builder.mutationField('rejectBookings', (t) =>
  t.field({
    type: bookingsPayload('RejectBookingsPayload', 'In the order they were named.'),
    description: 'Turns several ghosts down for one reason: all of them, or none.',
    authScopes: { anyPermission: rightsFor('REJECT') },
    args: { input: t.arg({ type: RejectBookingsInput, required: true }) },
    errors: { types: bulkErrors },
    resolve: (_root, { input }, context) =>
      rejectBookings(context, { bookings: input.bookings.map(namedRef), reason: input.reason, dryRun: isTried(input) }),
  }),
);
