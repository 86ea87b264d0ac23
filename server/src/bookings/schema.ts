import { FacilityType } from '../people/schema.ts';
import { builder } from '../platform/builder.ts';
import './error-types.ts';
import './extras.graphql.ts';
import './history/history-type.ts';
import './history/domain-events.graphql.ts';
import './finding/bookings.graphql.ts';
import './finding/client-suggestions.graphql.ts';
import './bookers.graphql.ts';
import './changing/create-bookings.graphql.ts';
import './changing/reschedule-booking.graphql.ts';
import './changing/update-booking.graphql.ts';
import './changing/assign-room.graphql.ts';
import './changing/unassign-room.graphql.ts';
import './changing/confirm-booking.graphql.ts';
import './changing/reject-booking.graphql.ts';
import './changing/cancel-booking.graphql.ts';
import './changing/hand-over-booking.graphql.ts';
import './bulk/assign-rooms.graphql.ts';
import './bulk/confirm-bookings.graphql.ts';
import './bulk/reject-bookings.graphql.ts';
import './undoing/undo-booking-change.graphql.ts';
import './changing/finish-booking.graphql.ts';
import './changing/extend-booking.graphql.ts';
import './calendar/calendar.graphql.ts';
import './calendar/subscriptions.ts';
import { lastBookableDay } from './horizon.ts';

builder.objectField(FacilityType, 'bookableUntil', (t) =>
  t.field({
    type: 'Date',
    description:
      'The last day that may be booked or closed, or on which devices come back: so many years from today as its settings say. What lies further ahead can be read, and moved nearer.',
    resolve: (facility, _args, { clock }) => lastBookableDay({ clock, facility }),
  }),
);
