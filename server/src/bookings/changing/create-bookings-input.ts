import { BookingKind } from '../../generated/prisma/enums.ts';
import { atMost, capReasons } from '../../platform/at-most.ts';
import { builder } from '../../platform/builder.ts';
import { keyOrNone } from '../../platform/global-id.ts';
import { figure } from '../../platform/limit-row.ts';
import { bookingBounds } from '../booking-bounds.ts';
import type { CreateBookingsInput as Keys } from '../input.ts';
import { type InputFields, newExtras } from '../extras.graphql.ts';
import { extrasOf } from '../extras.ts';
import { deviceWishKeys, DeviceWishInput, wishLimit } from '../devices/device-wish-input.ts';
import { offSiteFields, OffSiteInput } from '../off-site-type.ts';

export const SegmentInput = builder.inputType('SegmentInput', {
  description: 'One interval. People count as said for the whole request, unless the segment says otherwise.',
  fields: (t) => ({
    startsAt: t.field({ type: 'DateTime', required: true }),
    endsAt: t.field({
      type: 'DateTime',
      required: true,
      description: `After the start, not past, at most ${figure(bookingBounds.bookingDays)} days later; not after the last bookable day of the facility.`,
    }),
    roomId: t.id({ description: 'The room to take; from somebody without room:book-direct it becomes the wish.' }),
    requestedRoomId: t.id({ description: 'The wish.' }),
    note: t.string({ description: `The requester’s note, ${figure(bookingBounds.bookingNote)} characters at most.` }),
    numLearners: t.int(),
    numFacilitators: t.int(),
  }),
});

/** The fields of a request apart from its times. */
export function requestFields(t: InputFields) {
  return {
    tenantId: t.id({ description: 'For which division; needed only from those who book for several.' }),
    kind: t.field({ type: BookingKind, defaultValue: 'ROOM' }),
    clientName: t.string({ required: true }),
    clientContactPerson: t.string({ required: true }),
    clientEmail: t.string({ required: true }),
    clientPhone: t.string({ required: true }),
    numLearners: t.int({ required: true }),
    numFacilitators: t.int({ required: true }),
    ...newExtras(t),
    devices: t.field({
      type: [DeviceWishInput],
      ...wishLimit(
        'Instead of `devicesNeeded`, for each segment: what is wanted in detail, without ids. Empty for none.',
      ),
    }),
    acknowledgeOverCapacity: t.boolean({
      defaultValue: false,
      description: 'More people come than a room seats, and that is meant.',
    }),
    idempotencyKey: t.string({
      description:
        'Yours, for this request: repeated within 24 hours it makes no second booking. Per division and user.',
    }),
  };
}

export const CreateBookingsInput = builder.inputType('CreateBookingsInput', {
  fields: (t) => ({
    ...requestFields(t),
    segments: t.field({
      type: [SegmentInput],
      required: true,
      ...atMost(1_000, `At least 1, at most ${figure(bookingBounds.segments)}.`, capReasons.bulk),
    }),
    offSite: t.field({
      type: OffSiteInput,
      description: 'For devices that leave the building; with kind DEVICES_ONLY alone.',
    }),
    dryRun: t.boolean({
      defaultValue: false,
      description:
        'Only tries it: the answer is the one it would give, but for ids and references, and nothing is saved.',
    }),
  }),
});

/** The same input with keys instead of global ids; an id of another type becomes a key that no row has. */
export function createBookingsKeys(input: typeof CreateBookingsInput.$inferInput): Keys {
  return {
    ...requestKeys(input),
    segments: input.segments.map(segmentKeys),
    offSite: input.offSite ? offSiteFields(input.offSite) : null,
  };
}

export function requestKeys(
  input: Omit<typeof CreateBookingsInput.$inferInput, 'segments' | 'offSite'>,
): Omit<Keys, 'segments' | 'offSite'> {
  return {
    tenantId: input.tenantId == null ? null : keyOrNone('Tenant', input.tenantId),
    kind: input.kind ?? 'ROOM',
    clientName: input.clientName,
    clientContactPerson: input.clientContactPerson,
    clientEmail: input.clientEmail,
    clientPhone: input.clientPhone,
    numLearners: input.numLearners,
    numFacilitators: input.numFacilitators,
    ...extrasOf(input),
    devices: (input.devices ?? []).map(deviceWishKeys),
    acknowledgeOverCapacity: input.acknowledgeOverCapacity ?? false,
    idempotencyKey: input.idempotencyKey ?? null,
  };
}

export function segmentKeys(segment: typeof SegmentInput.$inferInput): Keys['segments'][number] {
  return {
    startsAt: segment.startsAt,
    endsAt: segment.endsAt,
    roomId: segment.roomId == null ? null : keyOrNone('Room', segment.roomId),
    requestedRoomId: segment.requestedRoomId == null ? null : keyOrNone('Room', segment.requestedRoomId),
    note: segment.note ?? null,
    numLearners: segment.numLearners ?? null,
    numFacilitators: segment.numFacilitators ?? null,
  };
}
