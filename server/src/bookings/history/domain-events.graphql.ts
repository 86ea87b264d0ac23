import { builder } from '../../platform/builder.ts';
import { pageSize } from '../../platform/page-size.ts';
import { bookingBounds } from '../booking-bounds.ts';
import { DomainEventPageType } from './domain-event-type.ts';
import { readDomainEvents } from './domain-events.ts';

builder.queryFields((t) => ({
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
