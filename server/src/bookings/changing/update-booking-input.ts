import { builder } from '../../platform/builder.ts';
import { keyOrNone } from '../../platform/global-id.ts';
import { dryRun, expectedVersion } from './booking-ref-input.ts';
import { changedExtras, type InputFields } from '../extras.graphql.ts';
import { offSiteFields, OffSiteInput } from '../off-site-type.ts';
import type { UpdateBookingInput as Keys } from './update-booking.ts';

/** The fields of a booking that can be changed without moving it. */
export function updateFields(t: InputFields) {
  return {
    clientName: t.string(),
    clientContactPerson: t.string(),
    clientEmail: t.string(),
    clientPhone: t.string(),
    numLearners: t.int(),
    numFacilitators: t.int(),
    requestedRoomId: t.id({ description: 'The wish; null takes it back.' }),
    notes: t.string({ description: 'The requester’s note.' }),
    bossNotes: t.string({ description: 'The Room Boss’s note; needs booking:update.' }),
    ...changedExtras(t),
    acknowledgeOverCapacity: t.boolean({ defaultValue: false }),
  };
}

export const UpdateBookingInput = builder.inputType('UpdateBookingInput', {
  description: 'What is not given stays as it is.',
  fields: (t) => ({
    bookingId: t.id({ required: true }),
    expectedVersion: t.int({ description: expectedVersion }),
    ...updateFields(t),
    offSite: t.field({
      type: OffSiteInput,
      description:
        'All of it anew; null says that they stay in the building. Refused once there is a rental: updateRental changes that.',
    }),
    dryRun: t.boolean({ defaultValue: false, description: dryRun }),
  }),
});

/** The same input with keys; null means "not given", except for fields that can be emptied. */
export function updateKeys({
  bookingId,
  expectedVersion,
  requestedRoomId,
  acknowledgeOverCapacity,
  offSite,
  dryRun,
  ...inputFields
}: typeof UpdateBookingInput.$inferInput): Keys {
  return {
    bookingId: keyOrNone('Booking', bookingId),
    expectedVersion,
    dryRun,
    fields: {
      ...Object.fromEntries(
        Object.entries(inputFields).filter(
          ([name, value]) => value !== null || ['notes', 'bossNotes', 'cateringNotes'].includes(name),
        ),
      ),
      ...(offSite !== undefined && { offSite: offSite && offSiteFields(offSite) }),
    },
    requestedRoomId: requestedRoomId == null ? requestedRoomId : keyOrNone('Room', requestedRoomId),
    acknowledgeOverCapacity,
  };
}
