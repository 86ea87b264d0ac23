import { Booking } from '../bookings/booking-type.ts';
import { Occupancy, RoomSuggestionType } from '../bookings/calendar/calendar-type.ts';
import { inVisibleTenants } from '../bookings/queries.ts';
import { degreeOf } from '../people/rights/policy.ts';
import { builder } from '../platform/builder.ts';
import { may } from '../platform/may.ts';
import { guardNode } from '../platform/node-field.ts';
import { Room } from '../resources/schema.ts';
import type { PreviewedDate, SeriesPreview } from './preview-series.ts';
import { momentsOf } from './recurrence.ts';
import { ruleWords } from './rule-words.ts';
import { type LeftOut, loadSeries, type SeriesView } from './series-view.ts';

type LeftOutView = LeftOut & { readonly timeZone: string };

const LeftOutDate = builder.objectRef<LeftOutView>('LeftOutDate').implement({
  description: 'A date that a series names and that is not booked. restoreSeriesDate puts it back.',
  fields: (t) => ({
    date: t.field({ type: 'Date', resolve: ({ local }) => local.start.toPlainDate().toString() }),
    startsAt: t.field({
      type: 'DateTime',
      nullable: true,
      description: 'Null where the clock skips that time.',
      resolve: ({ local, timeZone }) => momentsOf(local, timeZone).startsAt,
    }),
    endsAt: t.field({
      type: 'DateTime',
      nullable: true,
      resolve: ({ local, timeZone }) => momentsOf(local, timeZone).endsAt,
    }),
  }),
});

export const Series = builder.node(builder.objectRef<SeriesView>('Series'), {
  id: { resolve: ({ id }) => id },
  loadWithoutCache: (id, context) => loadSeries(context, id),
  description:
    'The rule that bookings were made by. They stay bookings of their own, and may have gone other ways since.',
  fields: (t) => ({
    rule: t.string({
      description: 'In words: "every Tuesday and Thursday until 11 December 2026".',
      resolve: ({ rule, local, movedFrom }, _args, { facility }) =>
        ruleWords(rule, local.start.toPlainDate(), facility.locale, movedFrom),
    }),
    bookings: t.prismaField({
      type: [Booking],
      description: 'By their start, those that were cancelled included; 200 at most, and dates that were put back.',
      complexity: { field: 1, multiplier: 20 },
      resolve: (query, { id }, _args, context) =>
        context.db.prisma.booking.findMany({
          ...query,
          where: { seriesId: id, ...inVisibleTenants(context) },
          orderBy: [{ startsAt: 'asc' }, { id: 'asc' }],
        }),
    }),
    leftOut: t.field({
      type: [LeftOutDate],
      resolve: ({ leftOut, timeZone }) => leftOut.map((one) => ({ ...one, timeZone })),
    }),
  }),
});

// As its bookings.
guardNode<SeriesView>(
  'Series',
  ({ viewer }) => may(viewer, 'calendar:read'),
  ({ viewer }, { tenantId }) => degreeOf(viewer, tenantId) !== 'busy',
);

builder.objectField(Booking, 'series', (t) =>
  t.field({
    type: Series,
    nullable: true,
    description:
      'The series it is one of. Null for a booking of its own, and for segments of one request without a rule.',
    resolve: ({ seriesId }, _args, context) => (seriesId === null ? null : loadSeries(context, seriesId)),
  }),
);

const SeriesDate = builder.objectRef<PreviewedDate>('SeriesDate').implement({
  description: 'One date of a series that is not booked yet, and what it would meet.',
  fields: (t) => ({
    index: t.exposeInt('index', { description: 'Its place among the dates of the rule, from 0.' }),
    date: t.expose('date', { type: 'Date' }),
    startsAt: t.expose('startsAt', {
      type: 'DateTime',
      nullable: true,
      description: 'Null where there is no such time.',
    }),
    endsAt: t.expose('endsAt', { type: 'DateTime', nullable: true }),
    room: t.field({ type: Room, nullable: true, resolve: ({ room }) => room }),
    // Few dates have conflicts, and those of all dates come in one statement.
    conflicts: t.field({
      type: [Occupancy],
      complexity: { field: 1, multiplier: 1 },
      description: 'What stands in that room then, as far as the viewer may know.',
      resolve: ({ conflicts }) => [...conflicts],
    }),
    alternatives: t.field({
      type: [RoomSuggestionType],
      complexity: { field: 1, multiplier: 1 },
      description: 'Where the room is taken: rooms that are free, best fit first.',
      resolve: ({ alternatives }) => [...alternatives],
    }),
    overCapacity: t.exposeBoolean('overCapacity', { description: 'More people come than the room seats.' }),
    problem: t.exposeString('problem', {
      nullable: true,
      description: 'Why there can be no booking on this date, whatever the room: it can only be left out.',
    }),
  }),
});

export const SeriesPreviewType = builder.objectRef<SeriesPreview>('SeriesPreview').implement({
  fields: (t) => ({
    words: t.exposeString('words', { description: 'The rule as people say it.' }),
    // Up to 200, a tenth of the work of rows that are looked up.
    dates: t.field({
      type: [SeriesDate],
      complexity: { field: 1, multiplier: 20 },
      resolve: ({ dates }) => [...dates],
    }),
  }),
});

export const SkippedBooking = builder.objectRef<{ bookingId: string; reason: string }>('SkippedBooking').implement({
  description: 'A booking of the series that stayed as it was, and why.',
  fields: (t) => ({
    booking: t.prismaField({
      type: Booking,
      resolve: (query, { bookingId }, _args, { db }) =>
        db.prisma.booking.findFirstOrThrow({ ...query, where: { id: bookingId } }),
    }),
    reason: t.exposeString('reason'),
  }),
});
