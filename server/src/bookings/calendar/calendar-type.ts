import { encodeGlobalID } from '@pothos/plugin-relay';
import DataLoader from 'dataloader';
import { degreeOf } from '../../people/rights/policy.ts';
import { rightsMark } from '../../people/rights/rights-mark.ts';
import { builder } from '../../platform/builder.ts';
import type { RequestContext } from '../../platform/context.ts';
import { currentVisibility, withVisibility } from '../../platform/database/visibility.ts';
import { may } from '../../platform/may.ts';
import { guardNode, notForNode } from '../../platform/node-field.ts';
import { Room } from '../../resources/schema.ts';
import { Booking } from '../booking-type.ts';
import { type CalendarView, loadClosures } from './load-calendar.ts';
import type { BookingView, ClosureView, OccupancyView } from '../occupancy-view.ts';
import type { RoomSuggestion } from '../placing/room-suggestions.ts';

/** A second check after row security: the viewer's rights must also allow what the database shows. */
export function unmasked(booking: BookingView | null, { viewer }: Pick<RequestContext, 'viewer'>): BookingView | null {
  return booking && degreeOf(viewer, booking.tenantId) !== 'busy' ? booking : null;
}

function tenantOf(booking: BookingView, { viewer }: Pick<RequestContext, 'viewer'>) {
  return {
    ...booking,
    tenant: viewer?.tenants.find((tenant) => tenant.id === booking.tenantId),
  };
}

/** Adds the tenant to a booking whose other relations are loaded, so that no resolver looks one up again. */
export function withTenant(booking: BookingView, context: Pick<RequestContext, 'viewer'>): BookingView {
  return tenantOf(booking, context);
}

/** Loads the closures that one tick asks for, together. It caches nothing: subscriptions live long. */
const closureLoaders = new WeakMap<RequestContext, DataLoader<string, ClosureView | null>>();
function closureLoader(context: RequestContext) {
  let loader = closureLoaders.get(context);
  if (!loader) {
    const visibility = currentVisibility();
    loader = new DataLoader((ids) => withVisibility(visibility, () => loadClosures(context, ids)), { cache: false });
    closureLoaders.set(context, loader);
  }
  return loader;
}

export const Closure = builder.node(builder.objectRef<ClosureView>('Closure'), {
  id: { resolve: ({ id }) => id },
  loadWithoutCache: (id, context) => closureLoader(context).load(id),
  description:
    'Rooms closed for maintenance or a holiday: nothing can be booked over it. Rooms are shared, so everybody may know of it.',
  fields: (t) => ({
    version: t.exposeInt('version', { description: 'Counts its changes, from 1.' }),
    rooms: t.field({
      type: [Room],
      description: 'As they were named; a combined room takes its parts along.',
      resolve: (closure) => [...closure.rooms],
    }),
    startsAt: t.expose('startsAt', { type: 'DateTime' }),
    endsAt: t.expose('endsAt', { type: 'DateTime' }),
    reason: t.exposeString('reason', { description: 'For everybody who looks at the calendar.' }),
    closedBy: t.string({
      description: 'The name of who closed them.',
      resolve: (closure) => closure.createdBy.displayName,
    }),
  }),
});

// As Query.calendar.
guardNode('Closure', ({ viewer }) => may(viewer, 'calendar:read'));

export const Occupancy = builder.objectRef<OccupancyView>('Occupancy').implement({
  description: 'A taken room, setup and teardown included. Its id is random and changes when the booking moves.',
  fields: (t) => ({
    id: t.id({
      description: `Another one after each move. ${notForNode}`,
      resolve: (occupancy) => encodeGlobalID('Occupancy', occupancy.id),
    }),
    room: t.field({ type: Room, description: 'The leaf that is taken.', resolve: (occupancy) => occupancy.room }),
    bookedRoom: t.field({
      type: Room,
      nullable: true,
      description: 'What was booked: the combined room for each of its leaves. Null where only "busy" may be known.',
      resolve: (occupancy, _args, context) => unmasked(occupancy.booking, context)?.room ?? null,
    }),
    startsAt: t.expose('startsAt', { type: 'DateTime' }),
    endsAt: t.expose('endsAt', { type: 'DateTime' }),
    booking: t.field({
      type: Booking,
      nullable: true,
      description: 'Null where the viewer may know only that the room is taken.',
      resolve: (occupancy, _args, context) => {
        const booking = unmasked(occupancy.booking, context);
        return booking && withTenant(booking, context);
      },
    }),
    closure: t.field({
      type: Closure,
      nullable: true,
      description: 'What closes the room, where that is why it is taken.',
      resolve: (occupancy) => occupancy.closure,
    }),
  }),
});

export const RoomSuggestionType = builder.objectRef<RoomSuggestion>('RoomSuggestion').implement({
  description: 'A room and a time that are free.',
  fields: (t) => ({
    room: t.field({ type: Room, resolve: (suggestion) => suggestion.room }),
    startsAt: t.expose('startsAt', { type: 'DateTime' }),
    endsAt: t.expose('endsAt', { type: 'DateTime' }),
    spareSeats: t.exposeInt('spareSeats', { description: 'Seats that stay empty.' }),
    reason: t.exposeString('reason', { description: 'Why this one, in words.' }),
  }),
});

export const Calendar = builder.objectRef<CalendarView>('Calendar').implement({
  description: 'What a window shows, flat; and the position from which to follow its changes without missing one.',
  fields: (t) => ({
    cursor: t.field({
      type: 'EventCursor',
      resolve: ({ position }, _args, { cursors, viewer }) => cursors.write(position, viewer ? rightsMark(viewer) : ''),
    }),
    occupancies: t.field({ type: [Occupancy], resolve: (calendar) => calendar.occupancies }),
    ghosts: t.field({
      type: [Booking],
      description: 'Bookings without a room yet, of the divisions whose books the viewer may open.',
      resolve: (calendar, _args, context) =>
        calendar.ghosts.filter((ghost) => unmasked(ghost, context)).map((ghost) => withTenant(ghost, context)),
    }),
  }),
});
