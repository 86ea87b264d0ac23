import { builder } from '../../platform/builder.ts';
import { keyOrNone } from '../../platform/global-id.ts';
import { rightsFor } from '../policy.ts';
import { changeErrors, ref } from './booking-change.graphql.ts';
import { dryRun, expectedVersion } from './booking-ref-input.ts';
import { handOverBooking } from './hand-over-booking.ts';
import { bookingPayload } from './payload-types.ts';

const HandOverBookingInput = builder.inputType('HandOverBookingInput', {
  fields: (t) => ({
    bookingId: t.id({ required: true }),
    toUserId: t.id({ required: true, description: 'One of peopleWhoMayBook of its division.' }),
    expectedVersion: t.int({ description: expectedVersion }),
    dryRun: t.boolean({ defaultValue: false, description: dryRun }),
  }),
});

builder.mutationField('handOverBooking', (t) =>
  t.field({
    type: bookingPayload('HandOverBookingPayload'),
    description:
      'Gives it another requester, who then may do with it what a requester may and is told what becomes of it: by the requester or the Room Boss, while it is open. createdBy stays.',
    authScopes: { anyPermission: rightsFor('HAND_OVER') },
    args: { input: t.arg({ type: HandOverBookingInput, required: true }) },
    errors: { types: changeErrors },
    resolve: (_root, { input }, context) =>
      handOverBooking(context, { ...ref(input), toUserId: keyOrNone('User', input.toUserId) }),
  }),
);
