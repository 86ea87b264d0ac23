import { builder } from '../../platform/builder.ts';

export const expectedVersion = 'The version the caller saw: another one is refused with StaleBookingError.';

export const dryRun = 'Only tries it: the answer is the one it would give, and nothing is saved.';

export const acknowledgePast =
  'The booking is already over, and that is meant. One that has only begun needs no word of it.';

export const BookingRefInput = builder.inputType('BookingRefInput', {
  fields: (t) => ({
    bookingId: t.id({ required: true }),
    expectedVersion: t.int({ description: expectedVersion }),
    dryRun: t.boolean({ defaultValue: false, description: dryRun }),
  }),
});
