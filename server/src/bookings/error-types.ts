import { builder } from '../platform/builder.ts';
import { ErrorInterface } from '../platform/error-types.ts';
import { dayOf } from '../platform/facility.ts';
import { BookingStatus } from '../generated/prisma/enums.ts';
import { Occupancy, RoomSuggestionType } from './calendar/calendar-type.ts';
import {
  type BookingRefusal,
  BulkRefusedError,
  type RefusalKind,
  NothingToUndoError,
  RoomTakenError,
  StaleBookingError,
  type TakenSegment,
  UndoTooLateError,
  WrongStatusError,
} from './errors.ts';

const TakenSegmentType = builder.objectRef<TakenSegment>('TakenSegment').implement({
  description: 'One segment whose room is taken: by what, as far as the viewer may know, and what is free instead.',
  fields: (t) => ({
    index: t.exposeInt('index', { description: 'Its place in the request, from 0.' }),
    date: t.field({
      type: 'Date',
      description: 'The day on which it starts.',
      resolve: ({ startsAt }, _args, { facility }) => dayOf(startsAt, facility.timeZone),
    }),
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
  description:
    'The rule no_overlapping_bookings: a room is in one hand at a time, whoever books it. Nothing was saved.',
  interfaces: [ErrorInterface],
  fields: (t) => ({ segments: t.field({ type: [TakenSegmentType], resolve: (error) => [...error.segments] }) }),
});

const BookingRefusalKind = builder.enumType('BookingRefusalKind', {
  values: {
    NOT_FOUND: { description: 'There is no such booking, or it is not yours to see.' },
    NOT_ALLOWED: { description: 'Your rights do not reach this one.' },
    WRONG_STATUS: { description: 'It is no longer in a state that allows this.' },
    STALE: { description: '`expectedVersion` did not match: somebody changed it in between.' },
    INVALID_INPUT: { description: 'What was asked for it breaks a rule: the room is too small, say.' },
    ROOM_TAKEN: { description: 'Something stands in the room: see `taken`.' },
    COLLIDES: { description: 'Another one of the same request stands in its way: see `collidesWith`.' },
  } satisfies Record<RefusalKind, object>,
});

const BookingRefusalType = builder.objectRef<BookingRefusal>('BookingRefusal').implement({
  description: 'Why one of several bookings could not be changed.',
  fields: (t) => ({
    index: t.exposeInt('index', { description: 'Its place in the request, from 0.' }),
    bookingId: t.exposeID('bookingId', { description: 'As it was named.' }),
    kind: t.expose('kind', { type: BookingRefusalKind }),
    message: t.exposeString('message', { description: 'For people: what stands in the way, and what to do next.' }),
    taken: t.field({
      type: TakenSegmentType,
      nullable: true,
      description:
        'Where the room is taken: by what, as far as the viewer may know, and what is free instead. The first ten have alternatives.',
      resolve: ({ taken }) => taken,
    }),
    collidesWith: t.exposeInt('collidesWith', {
      nullable: true,
      description: 'The place in the request of the one that it collides with.',
    }),
  }),
});

builder.objectType(BulkRefusedError, {
  name: 'BulkRefusedError',
  description:
    'Several were to change at once and some could not: nothing was saved. Everything that stood in the way is told.',
  interfaces: [ErrorInterface],
  fields: (t) => ({ refusals: t.field({ type: [BookingRefusalType], resolve: (error) => [...error.refusals] }) }),
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
  description:
    '`expectedVersion` did not match: somebody changed the booking in between. From an undo: what is to be undone covered this booking, and it was changed since, by whoever it was and be it by another undo.',
  interfaces: [ErrorInterface],
  fields: (t) => ({
    booking: t.prismaField({
      type: 'Booking',
      description: 'As it is now. From an undo it may be another one than the one that was named.',
      resolve: (query, error, _args, { db }) =>
        db.prisma.booking.findFirstOrThrow({ ...query, where: { id: error.bookingId } }),
    }),
  }),
});

builder.objectType(UndoTooLateError, {
  name: 'UndoTooLateError',
  description: 'A change can be undone for 30 seconds, by the clock of the database.',
  interfaces: [ErrorInterface],
  fields: (t) => ({ doneAt: t.expose('doneAt', { type: 'DateTime' }) }),
});

builder.objectType(NothingToUndoError, {
  name: 'NothingToUndoError',
  description:
    'The caller did nothing to this booking that could be undone: it was somebody else, a job, or an undo; or one of the bookings that were changed with it has been deleted since.',
  interfaces: [ErrorInterface],
});
