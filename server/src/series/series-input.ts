import { bookingBounds } from '../bookings/booking-bounds.ts';
import { releaseDevices } from '../bookings/changing/booking-change.graphql.ts';
import { dryRun } from '../bookings/changing/booking-ref-input.ts';
import { requestFields, SegmentInput } from '../bookings/changing/create-bookings-input.ts';
import { turnaroundFields } from '../bookings/changing/turnaround-input.ts';
import { updateFields } from '../bookings/changing/update-booking-input.ts';
import { atMost } from '../platform/at-most.ts';
import { builder } from '../platform/builder.ts';
import { weekdays } from '../platform/facility-fields.ts';
import { keyOrNone } from '../platform/global-id.ts';
import { figure } from '../platform/limit-row.ts';
import { Weekday } from '../platform/weekday-type.ts';
import type { RoomOfDate, RuleInput } from './input.ts';
import { seriesBounds } from './series-bounds.ts';

const SeriesFrequency = builder.enumType('SeriesFrequency', { values: ['DAILY', 'WEEKLY', 'MONTHLY'] as const });
const SeriesScope = builder.enumType('SeriesScope', {
  description: 'FOLLOWING is the booking that is named and those that start later; ALL is the whole series.',
  values: ['FOLLOWING', 'ALL'] as const,
});

const SeriesRuleInput = builder.inputType('SeriesRuleInput', {
  description: `From the first date on, ${figure(seriesBounds.seriesDates)} dates at most. It ends on a day, after a number of dates, or with whichever comes first.`,
  fields: (t) => ({
    frequency: t.field({ type: SeriesFrequency, required: true }),
    every: t.int({
      defaultValue: 1,
      description: `Each day, week or month; 2 for every second one, ${figure(seriesBounds.seriesStep)} at most.`,
    }),
    weekdays: t.field({
      type: [Weekday],
      ...atMost(200, 'Of a weekly series; the weekday of the first date when not given.', 'A week has seven days.'),
    }),
    until: t.field({
      type: 'Date',
      description: 'The last day on which it may begin; not after the last bookable day of the facility.',
    }),
    count: t.int({ description: 'How many dates, those that are left out included.' }),
  }),
});

const SeriesRoomInput = builder.inputType('SeriesRoomInput', {
  fields: (t) => ({ date: t.field({ type: 'Date', required: true }), roomId: t.id({ required: true }) }),
});

const first = 'The first date. The others follow from the rule, at the same times on the wall.';
const rooms = atMost(200, 'Another room for these dates.', 'A series has 200 dates at most.');

export const SeriesPreviewInput = builder.inputType('SeriesPreviewInput', {
  fields: (t) => ({
    first: t.field({ type: SegmentInput, required: true, description: first }),
    rule: t.field({ type: SeriesRuleInput, required: true }),
    rooms: t.field({ type: [SeriesRoomInput], ...rooms }),
    attendees: t.int({ required: true, description: `How many come, 0 to ${figure(bookingBounds.bookingCount)}.` }),
  }),
});

export const CreateSeriesInput = builder.inputType('CreateSeriesInput', {
  description:
    'Devices that leave the building do not repeat, because each rental has its own day of return: say so of each booking by itself, with updateBooking.',
  fields: (t) => ({
    ...requestFields(t),
    first: t.field({ type: SegmentInput, required: true, description: first }),
    rule: t.field({ type: SeriesRuleInput, required: true }),
    leaveOut: t.field({
      type: ['Date'],
      ...atMost(
        200,
        'Dates of the rule that are not booked. They can be put back.',
        'A series has 200 dates at most, and each that is wrong is named in the answer.',
      ),
    }),
    rooms: t.field({ type: [SeriesRoomInput], ...rooms }),
    dryRun: t.boolean({ defaultValue: false, description: dryRun }),
  }),
});

const expectedVersion =
  'The version of the named booking that the caller saw: another one is refused with StaleBookingError.';

type Fields = Parameters<typeof requestFields>[0];
function refFields(t: Fields) {
  return {
    bookingId: t.id({ required: true }),
    scope: t.field({ type: SeriesScope, required: true }),
    expectedVersion: t.int({ description: expectedVersion }),
    dryRun: t.boolean({ defaultValue: false, description: dryRun }),
  };
}

export const RescheduleSeriesInput = builder.inputType('RescheduleSeriesInput', {
  description:
    'Where the named booking goes. The others move by as many days and as much on the wall. What is not given stays.',
  fields: (t) => ({
    ...refFields(t),
    startsAt: t.field({ type: 'DateTime' }),
    endsAt: t.field({ type: 'DateTime' }),
    roomId: t.id({ description: 'For ghosts, the wish.' }),
    ...turnaroundFields(t),
    acknowledgeOverCapacity: t.boolean({
      defaultValue: false,
      description: 'More people come than the new room seats, and that is meant.',
    }),
    releaseDeviceIds: t.idList(releaseDevices),
  }),
});

export const UpdateSeriesInput = builder.inputType('UpdateSeriesInput', {
  description:
    'What is not given stays as it is. Where devices go that leave the building is said of each booking by itself, with updateBooking.',
  fields: (t) => ({ ...refFields(t), ...updateFields(t) }),
});

export const CancelSeriesInput = builder.inputType('CancelSeriesInput', {
  fields: (t) => ({
    ...refFields(t),
    reason: t.string({
      required: true,
      description: `For the people it concerns, ${figure(bookingBounds.reason)} characters at most.`,
    }),
  }),
});

export const HandOverSeriesInput = builder.inputType('HandOverSeriesInput', {
  fields: (t) => ({
    ...refFields(t),
    toUserId: t.id({ required: true, description: 'One of peopleWhoMayBook of its division.' }),
  }),
});

export const RestoreSeriesDateInput = builder.inputType('RestoreSeriesDateInput', {
  fields: (t) => ({
    bookingId: t.id({ required: true, description: 'Any of the series.' }),
    date: t.field({ type: 'Date', required: true }),
    roomId: t.id({ description: 'The usual room of the series when not given.' }),
    acknowledgeOverCapacity: t.boolean({ defaultValue: false }),
    dryRun: t.boolean({ defaultValue: false, description: dryRun }),
  }),
});

export function ruleKeys(rule: typeof SeriesRuleInput.$inferInput): RuleInput {
  return {
    frequency: rule.frequency,
    every: rule.every ?? 1,
    weekdays: rule.weekdays?.map((day) => weekdays.indexOf(day) + 1) ?? [],
    until: rule.until ?? null,
    count: rule.count ?? null,
  };
}

export function roomKeys(rooms: readonly (typeof SeriesRoomInput.$inferInput)[] | null | undefined): RoomOfDate[] {
  return rooms?.map(({ date, roomId }) => ({ date, roomId: keyOrNone('Room', roomId) })) ?? [];
}
