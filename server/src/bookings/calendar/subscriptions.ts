import { encodeGlobalID } from '@pothos/plugin-relay';
import { hadOtherRights, rightsMark } from '../../people/rights/rights-mark.ts';
import { atMost, capReasons } from '../../platform/at-most.ts';
import { builder } from '../../platform/builder.ts';
import type { RequestContext } from '../../platform/context.ts';
import { RightsChangedError } from '../../platform/outbox/errors.ts';
import type { Position } from '../../platform/outbox/event-cursor.ts';
import { keyOrNone } from '../../platform/global-id.ts';
import { idOf } from '../../platform/named-ids.ts';
import { stoppable } from '../../platform/stoppable.ts';
import { Booking } from '../booking-type.ts';
import { BookingStates } from './booking-states.ts';
import { Occupancy, withTenant, unmasked } from './calendar-type.ts';
import { type BookingChange, watchBooking } from './watch-booking.ts';
import type { CalendarChange } from './calendar-change.ts';
import { watchCalendar } from './watch-calendar.ts';
import { mustShowRooms, windowInput, windowOf } from './window-input.ts';

/** Shared by all subscriptions of a server, so that they read each state once. */
const statesOf = new WeakMap<RequestContext['events'], BookingStates>();
function withStates(context: RequestContext) {
  const states = statesOf.get(context.events) ?? new BookingStates(context.db);
  statesOf.set(context.events, states);
  return { context, states };
}

/** @throws CursorInvalidError CursorExpiredError RightsChangedError at once, as the answer to the subscription */
export async function startPosition(
  { events, cursors, viewer }: RequestContext,
  after: string | null | undefined,
): Promise<Position> {
  if (after == null) return events.position;
  const position = cursors.read(after);
  await events.admit(position);
  // The events do not contain changes of rights from the time without a subscription.
  if (viewer !== null && hadOtherRights(position.mark, viewer)) throw new RightsChangedError();
  return position;
}

const CalendarChangeType = builder.objectRef<CalendarChange>('CalendarChange').implement({
  description:
    'What changed in a window: first take away, then put in. One with nothing in it is a heartbeat; keep its cursor.',
  fields: (t) => ({
    cursor: t.field({
      type: 'EventCursor',
      resolve: ({ position, viewer }, _args, { cursors }) => cursors.write(position, rightsMark(viewer)),
    }),
    removedOccupancyIds: t.idList({
      description: 'First take these away.',
      resolve: (change) => change.removedOccupancyIds.map((id) => encodeGlobalID('Occupancy', id)),
    }),
    occupancies: t.field({
      type: [Occupancy],
      description: 'Then put these in.',
      resolve: (change) => [...change.occupancies],
    }),
    removedGhostId: t.id({
      nullable: true,
      resolve: (change) => change.removedGhostId && encodeGlobalID('Booking', change.removedGhostId),
    }),
    ghost: t.field({
      type: Booking,
      nullable: true,
      resolve: ({ ghost }, _args, context) => {
        const booking = unmasked(ghost, context);
        return booking && withTenant(booking, context);
      },
    }),
    bookingId: t.id({
      nullable: true,
      description: 'Null where only "busy" may be known.',
      resolve: (change) => change.bookingId && encodeGlobalID('Booking', change.bookingId),
    }),
    version: t.exposeInt('version', {
      nullable: true,
      description: 'Of the booking. Drop a change whose version is lower than what you have.',
    }),
  }),
});

const BookingChangeType = builder.objectRef<BookingChange>('BookingChange').implement({
  fields: (t) => ({
    cursor: t.field({
      type: 'EventCursor',
      resolve: ({ position, viewer }, _args, { cursors }) => cursors.write(position, rightsMark(viewer)),
    }),
    booking: t.field({
      type: Booking,
      nullable: true,
      description: 'As it is now; null when it is gone, or no longer yours to see.',
      resolve: ({ booking }, _args, context) => {
        const visibleBooking = unmasked(booking, context);
        return visibleBooking && withTenant(visibleBooking, context);
      },
    }),
  }),
});

builder.subscriptionFields((t) => ({
  calendarChanged: t.field({
    type: CalendarChangeType,
    description:
      'What a window shows, kept true. Give the last cursor you saw as `after`, also after a reconnect, also to another server. Changes of one booking may be merged; its version never goes back.',
    authScopes: { permission: 'calendar:read' },
    args: {
      from: t.arg({ type: 'DateTime', required: true }),
      to: t.arg({ type: 'DateTime', required: true }),
      roomIds: t.arg.idList(atMost(2_000, 'Only these rooms, or parts of them. All when not given.', capReasons.rooms)),
      after: t.arg({ type: 'EventCursor', description: 'From now on when not given.' }),
    },
    validate: windowInput,
    subscribe: async (_root, args, context) => {
      await mustShowRooms(context, windowOf(args));
      const after = await startPosition(context, args.after);
      return stoppable((signal) => watchCalendar(withStates(context), windowOf(args), after, signal));
    },
    resolve: (change) => change,
  }),
  bookingChanged: t.field({
    type: BookingChangeType,
    description: 'One booking, kept true.',
    authScopes: { permission: 'calendar:read' },
    args: { id: t.arg.id(idOf('Booking', { required: true })), after: t.arg({ type: 'EventCursor' }) },
    subscribe: async (_root, { id, after }, context) => {
      const position = await startPosition(context, after);
      return stoppable((signal) => watchBooking(withStates(context), keyOrNone('Booking', id), position, signal));
    },
    resolve: (change) => change,
  }),
}));
