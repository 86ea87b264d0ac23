import { builder } from '../../platform/builder.ts';
import { BusyError, IdempotencyMismatchError, InvalidInputError, NotAllowedError } from '../../platform/errors.ts';
import { RoomTakenError } from '../errors.ts';
import { CreateBookingsInput, createBookingsKeys } from './create-bookings-input.ts';
import { createBookings } from './create-bookings.ts';
import { CreateBookingsPayload } from './payload-types.ts';

builder.mutationField('createBookings', (t) =>
  t.field({
    type: CreateBookingsPayload,
    description:
      'Books all segments, or none. A room is taken at once by those with room:book-direct; from anybody else it is a wish.',
    authScopes: { permission: 'booking:create' },
    args: { input: t.arg({ type: CreateBookingsInput, required: true }) },
    errors: { types: [RoomTakenError, InvalidInputError, NotAllowedError, BusyError, IdempotencyMismatchError] },
    resolve: (_root, { input }, context) =>
      createBookings(context, createBookingsKeys(input), { dryRun: input.dryRun }),
  }),
);
