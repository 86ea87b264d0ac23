import { builder } from '../../platform/builder.ts';
import { rightsFor } from '../policy.ts';
import { deviceKeys, placeErrors, ref, releaseDevices, roomKey } from './booking-change.graphql.ts';
import { dryRun, expectedVersion } from './booking-ref-input.ts';
import { bookingPayload } from './payload-types.ts';
import { rescheduleBooking } from './reschedule-booking.ts';
import { turnaroundFields } from './turnaround-input.ts';

const RescheduleBookingInput = builder.inputType('RescheduleBookingInput', {
  description:
    'What is not given stays as it is. Setup and teardown stay in the same room; another room brings its own, unless a boss set them for this booking.',
  fields: (t) => ({
    bookingId: t.id({ required: true }),
    startsAt: t.field({ type: 'DateTime' }),
    endsAt: t.field({ type: 'DateTime' }),
    roomId: t.id({ description: 'For a ghost, the wish.' }),
    ...turnaroundFields(t),
    expectedVersion: t.int({ description: expectedVersion }),
    acknowledgeOverCapacity: t.boolean({
      defaultValue: false,
      description: 'More people come than the new room seats, and that is meant.',
    }),
    releaseDeviceIds: t.idList(releaseDevices),
    dryRun: t.boolean({ defaultValue: false, description: dryRun }),
  }),
});

builder.mutationField('rescheduleBooking', (t) =>
  t.field({
    type: bookingPayload('RescheduleBookingPayload'),
    description:
      'Another time, another room, or both. Also to finish a running booking early, or to extend it. What lies behind the last bookable day of the facility may only come nearer.',
    authScopes: { anyPermission: rightsFor('RESCHEDULE') },
    args: { input: t.arg({ type: RescheduleBookingInput, required: true }) },
    errors: { types: placeErrors },
    resolve: (_root, { input }, context) =>
      rescheduleBooking(context, {
        ...ref(input),
        roomId: roomKey(input.roomId),
        releaseDeviceIds: deviceKeys(input.releaseDeviceIds),
      }),
  }),
);
