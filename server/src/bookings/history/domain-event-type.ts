import { encodeGlobalID } from '@pothos/plugin-relay';
import { builder } from '../../platform/builder.ts';
import type { DomainEvent } from '../../platform/outbox/domain-event.ts';
import { isOfClosure, isOfRoom } from '../event-subject.ts';
import type { DomainEventPage } from './domain-events.ts';

const DomainEventType = builder.objectRef<DomainEvent>('DomainEvent').implement({
  description: 'One committed change.',
  fields: (t) => ({
    cursor: t.field({ type: 'EventCursor', resolve: ({ position }, _args, { cursors }) => cursors.write(position) }),
    type: t.exposeString('type', {
      description:
        'In the past tense: "booking_created", "room_assigned", "booking_displaced", "rooms_closed", "room_added", "device_request_changed".',
    }),
    at: t.field({ type: 'DateTime', resolve: ({ position }) => new Date(position.writtenAt) }),
    bookingId: t.id({
      nullable: true,
      resolve: ({ bookingId, subject }) => (bookingId === subject ? encodeGlobalID('Booking', bookingId) : null),
    }),
    belongsToBookingId: t.id({
      nullable: true,
      description:
        'The booking whose device request or rental changed. The version is that of the request or the rental, not of the booking.',
      resolve: ({ bookingId, subject }) =>
        bookingId === null || bookingId === subject ? null : encodeGlobalID('Booking', bookingId),
    }),
    closureId: t.id({
      nullable: true,
      description: 'Where rooms were closed or opened again, which is everybody’s to know.',
      resolve: (event) => (isOfClosure(event) ? encodeGlobalID('Closure', event.subject) : null),
    }),
    roomId: t.id({
      nullable: true,
      description:
        'Where a room itself was added, changed, moved in the list, or taken out of use or into it: everybody’s to know as well.',
      resolve: (event) => (isOfRoom(event) ? encodeGlobalID('Room', event.subject) : null),
    }),
    version: t.exposeInt('version', {
      nullable: true,
      description:
        'The version this change made. Two changes of one booking may come in the order their transactions began: drop lower ones.',
    }),
  }),
});

export const DomainEventPageType = builder.objectRef<DomainEventPage>('DomainEventPage').implement({
  fields: (t) => ({
    cursor: t.field({
      type: 'EventCursor',
      description: 'Where this page ends: the `after` of the next.',
      resolve: ({ position }, _args, { cursors }) => cursors.write(position),
    }),
    more: t.exposeBoolean('more', { description: 'Whether the next page is there already.' }),
    events: t.field({ type: [DomainEventType], resolve: (page) => page.events }),
  }),
});
