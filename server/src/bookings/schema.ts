import { BookingStatus } from '../generated/prisma/enums.ts';
import { FacilityType, User } from '../people/schema.ts';
import { atMost, capReasons } from '../platform/at-most.ts';
import { builder } from '../platform/builder.ts';
import { pageInput, pageWords } from '../platform/connection-page.ts';
import { keyOf, keyOrNone } from '../platform/global-id.ts';
import { figure } from '../platform/limit-row.ts';
import { pageSize } from '../platform/page-size.ts';
import { selectedFields } from '../platform/selected-fields.ts';
import { bookingBounds } from './booking-bounds.ts';
import './error-types.ts';
import './history/history-type.ts';
import './changing/create-bookings.graphql.ts';
import './changing/reschedule-booking.graphql.ts';
import './changing/update-booking.graphql.ts';
import './changing/assign-room.graphql.ts';
import './changing/unassign-room.graphql.ts';
import './changing/confirm-booking.graphql.ts';
import './changing/reject-booking.graphql.ts';
import './changing/cancel-booking.graphql.ts';
import './changing/hand-over-booking.graphql.ts';
import './changing/assign-rooms.graphql.ts';
import './changing/confirm-bookings.graphql.ts';
import './changing/reject-bookings.graphql.ts';
import './undoing/undo-booking-change.graphql.ts';
import './changing/finish-booking.graphql.ts';
import './changing/extend-booking.graphql.ts';
import './calendar/subscriptions.ts';
import { loadBookers } from './bookers.ts';
import { Booking } from './booking-type.ts';
import { bookingCursor, bookingsConnection } from './finding/bookings-connection-type.ts';
import { Calendar, RoomSuggestionType } from './calendar/calendar-type.ts';
import { suggestClients } from './finding/client-suggestions.ts';
import { DomainEventPageType } from './history/domain-event-type.ts';
import { readDomainEvents } from './history/domain-events.ts';
import { ClientSuggestion, suggestionsInput } from './finding/client-suggestion-type.ts';
import { lastBookableDay } from './horizon.ts';
import { count, minutes } from './input.ts';
import { loadCalendar } from './calendar/load-calendar.ts';
import { openBooks } from './queries.ts';
import { suggestRoomsFor } from './placing/room-suggestions.ts';
import { windowInput, windowOf } from './calendar/window-input.ts';

const BookingFilter = builder.inputType('BookingFilter', {
  fields: (t) => ({
    from: t.field({ type: 'DateTime', description: 'Only bookings that end after this.' }),
    to: t.field({ type: 'DateTime', description: 'Only bookings that start before this.' }),
    status: t.field({
      type: [BookingStatus],
      ...atMost(300, 'Only bookings in one of these states.', capReasons.values),
    }),
    roomIds: t.idList(atMost(5_000, 'Only bookings that take one of these rooms, or a part of one.', capReasons.rooms)),
    tenantId: t.id({ description: 'Only those of this division.' }),
    search: t.string({
      description:
        'Words of the client’s name and the reference, and of the contact where the viewer sees it: three letters or more from anywhere in a word, fewer from its beginning. All of them must be found.',
    }),
    mine: t.boolean({ description: 'Only those that the viewer asked for.' }),
  }),
});

/** Ids as the rows have them. */
function bookingFilterKeys(filter: typeof BookingFilter.$inferInput | null | undefined) {
  return {
    ...filter,
    roomIds: filter?.roomIds?.map((id) => keyOrNone('Room', id)),
    tenantIds: filter?.tenantId == null ? null : [keyOrNone('Tenant', filter.tenantId)],
  };
}

/** As many as a calendar of all rooms is reckoned to have, for its cost. */
const usualRooms = 40;

/**
 * How often the ten rows that a list counts are in a window, for its cost: one row a day, and less of it where only some
 * rooms are asked for. There are more, but they come in one statement, relations and all, and are a tenth of the work of
 * rows that are looked up.
 */
function listsOf({
  from,
  to,
  roomIds,
}: {
  from: Date;
  to: Date;
  roomIds?: readonly unknown[] | null | undefined;
}): number {
  return ((to.getTime() - from.getTime()) / dayMs / 10) * Math.min(1, (roomIds?.length ?? usualRooms) / usualRooms);
}
const dayMs = 86_400_000;

builder.objectField(FacilityType, 'bookableUntil', (t) =>
  t.field({
    type: 'Date',
    description:
      'The last day that may be booked or closed, or on which devices come back: so many years from today as the operator says. What lies further ahead can be read, and moved nearer.',
    resolve: (_facility, _args, context) => lastBookableDay(context),
  }),
);

builder.queryFields((t) => ({
  calendar: t.field({
    type: Calendar,
    description: 'What a window shows, and the position to subscribe from so that nothing is missed in between.',
    authScopes: { permission: 'calendar:read' },
    args: {
      from: t.arg({ type: 'DateTime', required: true }),
      to: t.arg({ type: 'DateTime', required: true }),
      roomIds: t.arg.idList(
        atMost(5_000, 'Only these rooms, or parts of them, 2,000 of a calendar. All when not given.', capReasons.rooms),
      ),
    },
    validate: windowInput,
    complexity: (args) => ({ field: 20, multiplier: listsOf(args) }),
    resolve: (_root, args, context, info) => {
      const asked = selectedFields(info);
      return loadCalendar(
        context,
        windowOf(args),
        (['occupancies', 'ghosts'] as const).filter((half) => asked.has(half)),
      );
    },
  }),
  booking: t.prismaField({
    type: 'Booking',
    nullable: true,
    description: 'Null for one that does not exist, and for one that is not the viewer’s to see.',
    authScopes: { permission: 'calendar:read' },
    args: { id: t.arg.id({ required: true }) },
    resolve: (query, _root, { id }, context) =>
      context.db.prisma.booking.findFirst({ ...query, where: { id: keyOrNone('Booking', id), ...openBooks(context) } }),
  }),
  bookings: t.connection(
    {
      type: Booking,
      description: `The bookings of the divisions whose books the viewer may open, by their start. ${pageWords}`,
      authScopes: { permission: 'calendar:read' },
      args: { filter: t.arg({ type: BookingFilter }) },
      validate: pageInput(bookingCursor),
      resolve: (_root, { filter, ...args }, context, info) =>
        bookingsConnection(context, bookingFilterKeys(filter), args, info),
    },
    { name: 'BookingConnection' },
    { name: 'BookingEdge' },
  ),
  roomSuggestions: t.field({
    type: [RoomSuggestionType],
    description: 'Rooms that are free for the whole interval and seat the people, best fit first.',
    authScopes: { permission: 'calendar:read' },
    args: {
      from: t.arg({ type: 'DateTime', required: true }),
      to: t.arg({ type: 'DateTime', required: true }),
      attendees: t.arg.int({ required: true, validate: count('The number of people') }),
      excludeBookingId: t.arg.id({
        description:
          'A booking that will have moved away: the one that is being moved itself. Its setup and teardown count as they would in each room.',
      }),
      setupMinutes: t.arg.int({
        validate: minutes('Setup').nullish(),
        description:
          'Taken before the start, as it will be chosen; 0 to 1,440. When not given, as it is set for the booking, and else as each room has it.',
      }),
      teardownMinutes: t.arg.int({ validate: minutes('Teardown').nullish(), description: 'The same after the end.' }),
      followRoom: t.arg.boolean({
        defaultValue: false,
        description: 'As each room has it, also where it is set for the booking.',
      }),
    },
    validate: windowInput,
    resolve: (_root, { excludeBookingId, ...wanted }, context) =>
      suggestRoomsFor(context, wanted, excludeBookingId == null ? null : keyOf('Booking', excludeBookingId)),
  }),
  clientSuggestions: t.field({
    type: [ClientSuggestion],
    description:
      'Earlier clients of the divisions the viewer books for, each with the contact of its latest booking, the latest client first.',
    authScopes: { permission: 'booking:create' },
    args: {
      search: t.arg.string({
        required: true,
        description: 'Words of the company or its contact, two letters at least.',
      }),
      first: t.arg.int({ defaultValue: 8, description: `${figure(bookingBounds.suggestedClients)} at most.` }),
      tenantId: t.arg.id({ description: 'Only of this division: the one that is booked for.' }),
    },
    validate: suggestionsInput,
    complexity: ({ first }) => ({ field: 50, multiplier: first ?? 8 }),
    resolve: (_root, { search, first, tenantId }, context) =>
      suggestClients(context, {
        search,
        first: first ?? 8,
        tenantId: tenantId == null ? null : keyOrNone('Tenant', tenantId),
      }),
  }),
  peopleWhoMayBook: t.prismaField({
    type: [User],
    description:
      'To whom a booking of a division can be handed over: everybody who may book there, by name, 20 at most. Empty for a division whose books the viewer may not open, unless they manage people.',
    authScopes: { anyPermission: ['booking:create', 'room:assign', 'user:manage'] },
    args: {
      tenantId: t.arg.id({ required: true }),
      search: t.arg.string({ description: 'Parts of the name or the user name, accents and case aside.' }),
    },
    complexity: { field: 20, multiplier: 20 },
    resolve: (query, _root, { tenantId, search }, context) =>
      loadBookers(context, keyOrNone('Tenant', tenantId), search ?? null, query),
  }),
  domainEvents: t.field({
    type: DomainEventPageType,
    description:
      'The exact log, for tools: every event of the bookings that the caller may see, oldest first, none merged, none twice.',
    authScopes: { permission: 'calendar:read' },
    args: {
      after: t.arg({
        type: 'EventCursor',
        description: 'Where the last page ended. From the oldest that is kept when not given.',
      }),
      first: t.arg.int(pageSize(bookingBounds.eventPage, 100)),
    },
    // Short rows of one statement: each counts half.
    complexity: ({ first }) => ({ field: 20, multiplier: (first ?? 100) / 20 }),
    resolve: (_root, { after, first }, context) => readDomainEvents(context, after ?? null, first ?? 100),
  }),
}));
