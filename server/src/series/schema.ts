import { Booking } from '../bookings/booking-type.ts';
import { requestKeys, segmentKeys } from '../bookings/changing/create-bookings-input.ts';
import { deviceKeys } from '../bookings/changing/booking-change.graphql.ts';
import { DeviceTakenError } from '../bookings/devices/errors.ts';
import { RoomTakenError, StaleBookingError, WrongStatusError } from '../bookings/errors.ts';
import { bookingsAfter, byStart, repetitionFields, theBooking } from '../bookings/changing/payload-types.ts';
import { rightsFor } from '../bookings/policy.ts';
import type { Outcome } from '../bookings/changing/under-locks.ts';
import { updateKeys } from '../bookings/changing/update-booking-input.ts';
import { builder } from '../platform/builder.ts';
import {
  BusyError,
  IdempotencyMismatchError,
  InvalidInputError,
  NotAllowedError,
  NotFoundError,
} from '../platform/errors.ts';
import { keyOrNone } from '../platform/global-id.ts';
import { cancelSeries } from './cancel-series.ts';
import type { ChangedSeries } from './change-series.ts';
import { createSeries, type CreatedSeries } from './create-series.ts';
import { handOverSeries } from './hand-over-series.ts';
import { previewSeries } from './preview-series.ts';
import { rescheduleSeries } from './reschedule-series.ts';
import { restoreSeriesDate, type RestoredDate } from './restore-series-date.ts';
import {
  CancelSeriesInput,
  CreateSeriesInput,
  HandOverSeriesInput,
  RescheduleSeriesInput,
  RestoreSeriesDateInput,
  roomKeys,
  ruleKeys,
  SeriesPreviewInput,
  UpdateSeriesInput,
} from './series-input.ts';
import { Series, SeriesPreviewType, SkippedBooking } from './series-type.ts';
import { loadSeries } from './series-view.ts';
import { updateSeries } from './update-series.ts';

const asItIs = 'As it is now; a dry run has changed nothing about it.';

const changeErrors = [
  InvalidInputError,
  NotAllowedError,
  NotFoundError,
  WrongStatusError,
  StaleBookingError,
  BusyError,
];

const CreateSeriesPayload = builder.objectRef<Outcome<CreatedSeries>>('CreateSeriesPayload').implement({
  fields: (t) => ({
    bookings: t.prismaField({
      type: [Booking],
      description: 'By their start.',
      resolve: async (query, { bookingIds, dryRunOutcome }, _args, context) =>
        (await bookingsAfter(query, bookingIds, dryRunOutcome, context)).toSorted(byStart),
    }),
    booked: t.int({
      description:
        'How many dates were booked by it; of a repeated request, those that were cancelled or deleted since included.',
      resolve: ({ bookingIds }) => bookingIds.length,
    }),
    leftOut: t.field({
      type: ['Date'],
      description: 'Those that were not booked, as it was asked.',
      resolve: ({ leftOut }) => [...leftOut],
    }),
    ...repetitionFields(t),
  }),
});

function changedPayload(name: string) {
  return builder.objectRef<Outcome<ChangedSeries>>(name).implement({
    fields: (t) => ({
      booking: t.prismaField({
        type: Booking,
        description: 'The one that was named.',
        resolve: (query, { bookingId, dryRunOutcome }, _args, context) =>
          theBooking(query, bookingId, dryRunOutcome, context),
      }),
      bookings: t.prismaField({
        type: [Booking],
        description: 'Those that changed, by their start.',
        resolve: async (query, { changedIds, dryRunOutcome }, _args, context) =>
          (await bookingsAfter(query, changedIds, dryRunOutcome, context)).toSorted(byStart),
      }),
      skipped: t.field({
        type: [SkippedBooking],
        description: 'Those that are over, and stayed as they were.',
        resolve: ({ skipped }) => [...skipped],
      }),
      series: t.field({
        type: Series,
        nullable: true,
        description: asItIs,
        resolve: ({ seriesId }, _args, context) => loadSeries(context, seriesId),
      }),
    }),
  });
}

const RestoreSeriesDatePayload = builder.objectRef<Outcome<RestoredDate>>('RestoreSeriesDatePayload').implement({
  fields: (t) => ({
    booking: t.prismaField({
      type: Booking,
      resolve: (query, { bookingId, dryRunOutcome }, _args, context) =>
        theBooking(query, bookingId, dryRunOutcome, context),
    }),
    series: t.field({
      type: Series,
      nullable: true,
      description: asItIs,
      resolve: ({ seriesId }, _args, context) => loadSeries(context, seriesId),
    }),
  }),
});

function ref<Input extends { bookingId: string }>(input: Input): Input {
  return {
    ...input,
    bookingId: keyOrNone('Booking', input.bookingId),
  };
}
function roomKey(id: string | null | undefined) {
  return id == null ? id : keyOrNone('Room', id);
}

builder.queryField('seriesPreview', (t) =>
  t.field({
    type: SeriesPreviewType,
    description:
      'What a series would meet, date by date, before anything is saved. It reads, and books nothing on trial.',
    authScopes: { permission: 'booking:create' },
    args: { input: t.arg({ type: SeriesPreviewInput, required: true }) },
    complexity: { field: 20, multiplier: 1 },
    resolve: (_root, { input: { first, rule, rooms, attendees } }, context) =>
      previewSeries(context, { first: segmentKeys(first), rule: ruleKeys(rule), rooms: roomKeys(rooms), attendees }),
  }),
);

builder.mutationFields((t) => ({
  createSeries: t.field({
    type: CreateSeriesPayload,
    description:
      'Books every date of a rule but those that are left out, or none. A room is taken at once by those with room:book-direct; from anybody else it is a wish.',
    authScopes: { permission: 'booking:create' },
    args: { input: t.arg({ type: CreateSeriesInput, required: true }) },
    errors: { types: [RoomTakenError, InvalidInputError, NotAllowedError, BusyError, IdempotencyMismatchError] },
    resolve: (_root, { input }, context) =>
      createSeries(context, {
        ...requestKeys(input),
        dryRun: input.dryRun,
        first: segmentKeys(input.first),
        rule: ruleKeys(input.rule),
        leaveOut: input.leaveOut ?? [],
        rooms: roomKeys(input.rooms),
      }),
  }),
  rescheduleSeries: t.field({
    type: changedPayload('RescheduleSeriesPayload'),
    description: 'Moves a booking and those that follow it, or its whole series, all or none. What is over stays.',
    authScopes: { anyPermission: rightsFor('RESCHEDULE') },
    args: { input: t.arg({ type: RescheduleSeriesInput, required: true }) },
    errors: { types: [RoomTakenError, DeviceTakenError, ...changeErrors] },
    resolve: (_root, { input }, context) =>
      rescheduleSeries(context, {
        ...ref(input),
        roomId: roomKey(input.roomId),
        releaseDeviceIds: deviceKeys(input.releaseDeviceIds),
      }),
  }),
  updateSeries: t.field({
    type: changedPayload('UpdateSeriesPayload'),
    description: 'Everything but rooms and times, of a booking and those that follow it, or of its whole series.',
    authScopes: { anyPermission: rightsFor('UPDATE') },
    args: { input: t.arg({ type: UpdateSeriesInput, required: true }) },
    errors: { types: changeErrors },
    resolve: (_root, { input: { scope, ...input } }, context) => updateSeries(context, { ...updateKeys(input), scope }),
  }),
  handOverSeries: t.field({
    type: changedPayload('HandOverSeriesPayload'),
    description:
      'Gives a booking and those that follow it, or its whole series, another requester; as handOverBooking. Dates that others ask for stay theirs, unless a Room Boss does it.',
    authScopes: { anyPermission: rightsFor('HAND_OVER') },
    args: { input: t.arg({ type: HandOverSeriesInput, required: true }) },
    errors: { types: changeErrors },
    resolve: (_root, { input }, context) =>
      handOverSeries(context, { ...ref(input), toUserId: keyOrNone('User', input.toUserId) }),
  }),
  cancelSeries: t.field({
    type: changedPayload('CancelSeriesPayload'),
    description: 'Calls off a booking and those that follow it, or its whole series.',
    authScopes: { anyPermission: rightsFor('CANCEL') },
    args: { input: t.arg({ type: CancelSeriesInput, required: true }) },
    errors: { types: changeErrors },
    resolve: (_root, { input }, context) => cancelSeries(context, ref(input)),
  }),
  restoreSeriesDate: t.field({
    type: RestoreSeriesDatePayload,
    description: 'Puts back a date that was left out of a series, as the series is now.',
    authScopes: { anyPermission: rightsFor('UPDATE') },
    args: { input: t.arg({ type: RestoreSeriesDateInput, required: true }) },
    errors: { types: [RoomTakenError, InvalidInputError, NotAllowedError, NotFoundError, BusyError] },
    resolve: (_root, { input }, context) =>
      restoreSeriesDate(context, { ...ref(input), roomId: roomKey(input.roomId) }),
  }),
}));
