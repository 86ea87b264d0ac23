import { encodeGlobalID } from '@pothos/plugin-relay';
import { builder } from '../platform/builder.ts';
import type { DomainEvent } from '../platform/outbox/domain-event.ts';
import type { DomainEventPage } from './domain-events.ts';

const DomainEventType = builder.objectRef<DomainEvent>('DomainEvent').implement({
  description: 'One committed change.',
  fields: (t) => ({
    cursor: t.field({ type: 'EventCursor', resolve: ({ position }, _args, { cursors }) => cursors.write(position) }),
    type: t.exposeString('type', { description: 'In the past tense: "booking_created", "room_assigned", "booking_displaced", "rooms_closed".' }),
    at: t.field({ type: 'DateTime', resolve: ({ position }) => new Date(position.at) }),
    bookingId: t.id({ nullable: true, resolve: ({ subject, tenantId }) => (tenantId === null ? null : encodeGlobalID('Booking', subject)) }),
    closureId: t.id({ nullable: true, description: 'Where rooms were closed or opened again, which is everybody’s to know.', resolve: ({ subject, tenantId }) => (tenantId === null ? encodeGlobalID('Closure', subject) : null) }),
    version: t.exposeInt('version', {
      nullable: true,
      description: 'The version this change made. Two changes of one booking may come in the order their transactions began: drop lower ones.',
    }),
  }),
});

export const DomainEventPageType = builder.objectRef<DomainEventPage>('DomainEventPage').implement({
  fields: (t) => ({
    cursor: t.field({ type: 'EventCursor', description: 'Where this page ends: the `after` of the next.', resolve: ({ position }, _args, { cursors }) => cursors.write(position) }),
    more: t.exposeBoolean('more', { description: 'Whether the next page is there already.' }),
    events: t.field({ type: [DomainEventType], resolve: (page) => page.events }),
  }),
});
