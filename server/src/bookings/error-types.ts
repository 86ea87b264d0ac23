import { builder } from '../platform/builder.ts';
import { ErrorInterface } from '../platform/error-types.ts';
import { dayOf } from '../platform/facility.ts';
import { BookingStatus } from '../generated/prisma/enums.ts';
import { Occupancy, RoomSuggestionType } from './calendar-type.ts';
import { IdempotencyMismatchError, RoomTakenError, StaleBookingError, type TakenSegment, WrongStatusError } from './errors.ts';

const TakenSegmentType = builder.objectRef<TakenSegment>('TakenSegment').implement({
  description: 'One segment whose room is taken: by what, as far as the viewer may know, and what is free instead.',
  fields: (t) => ({
    index: t.exposeInt('index', { description: 'Its place in the request, from 0.' }),
    date: t.field({ type: 'Date', description: 'The day on which it starts.', resolve: ({ startsAt }, _args, { facility }) => dayOf(startsAt, facility.timeZone) }),
    startsAt: t.expose('startsAt', { type: 'DateTime' }),
    endsAt: t.expose('endsAt', { type: 'DateTime' }),
    conflicts: t.field({ type: [Occupancy], resolve: (segment) => [...segment.conflicts] }),
    alternatives: t.field({
      type: [RoomSuggestionType],
      description: 'Free rooms at that time, best fit first; then the nearest times at which the same room is free.',
      resolve: (segment) => [...segment.alternatives],
    }),
  }),
});

builder.objectType(RoomTakenError, {
  name: 'RoomTakenError',
  description: 'The rule no_overlapping_bookings: a room is in one hand at a time, whoever books it. Nothing was saved.',
  interfaces: [ErrorInterface],
  fields: (t) => ({ segments: t.field({ type: [TakenSegmentType], resolve: (error) => [...error.segments] }) }),
});

builder.objectType(WrongStatusError, {
  name: 'WrongStatusError',
  description: 'The booking is not in a state that allows this.',
  interfaces: [ErrorInterface],
  fields: (t) => ({
    status: t.expose('status', { type: BookingStatus, description: 'As it is now.' }),
    allowed: t.exposeStringList('allowed', { description: 'The states in which it can be done.' }),
  }),
});

builder.objectType(StaleBookingError, {
  name: 'StaleBookingError',
  description: '`expectedVersion` did not match: somebody changed the booking in between.',
  interfaces: [ErrorInterface],
  fields: (t) => ({
    booking: t.prismaField({
      type: 'Booking',
      description: 'As it is now.',
      resolve: (query, error, _args, { db }) => db.prisma.booking.findFirstOrThrow({ ...query, where: { id: error.bookingId } }),
    }),
  }),
});

builder.objectType(IdempotencyMismatchError, {
  name: 'IdempotencyMismatchError',
  description: 'The key belongs to another request of the last 24 hours.',
  interfaces: [ErrorInterface],
});
