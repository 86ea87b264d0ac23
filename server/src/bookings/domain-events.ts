import { encodeGlobalID } from '@pothos/plugin-relay';
import { builder } from '../platform/builder.ts';
import type { RequestContext } from '../platform/context.ts';
import type { DomainEventRow } from '../platform/outbox/domain-event.ts';
import { type DomainEvent, eventOf, eventsAfter, positionNow } from '../platform/outbox/domain-event.ts';
import { compare, type Position } from '../platform/outbox/event-cursor.ts';
import { CursorExpiredError } from '../platform/outbox/errors.ts';

const DomainEventType = builder.objectRef<DomainEvent>('DomainEvent').implement({
  description: 'One committed change.',
  fields: (t) => ({
    cursor: t.field({ type: 'EventCursor', resolve: ({ position }, _args, { cursors }) => cursors.write(position) }),
    type: t.exposeString('type', { description: 'In the past tense: "booking_created", "room_assigned", "booking_displaced".' }),
    at: t.field({ type: 'DateTime', resolve: ({ position }) => new Date(position.at) }),
    bookingId: t.id({ nullable: true, resolve: ({ subject }) => encodeGlobalID('Booking', subject) }),
    version: t.exposeInt('version', {
      nullable: true,
      description: 'The version this change made. Two changes of one booking may come in the order their transactions began: drop lower ones.',
    }),
  }),
});

type Page = { readonly position: Position; readonly more: boolean; readonly events: DomainEvent[] };

export const DomainEventPage = builder.objectRef<Page>('DomainEventPage').implement({
  fields: (t) => ({
    cursor: t.field({ type: 'EventCursor', description: 'Where this page ends: the `after` of the next.', resolve: ({ position }, _args, { cursors }) => cursors.write(position) }),
    more: t.exposeBoolean('more', { description: 'Whether the next page is there already.' }),
    events: t.field({ type: [DomainEventType], resolve: (page) => page.events }),
  }),
});

const beginning: Position = { xid: 0n, seq: 0n, at: 0 };

/**
 * Read as the viewer, so row security leaves out the books of others.
 * @throws CursorInvalidError CursorExpiredError
 */
export const readDomainEvents = async ({ db, cursors, events: stream }: RequestContext, cursor: string | null, first: number): Promise<Page> => {
  const after = cursor === null ? beginning : cursors.read(cursor);
  if (cursor !== null && !stream.keeps(after)) throw new CursorExpiredError();
  // Read first: what is committed up to here is in the next statement's snapshot.
  const [fence] = await db.sql<{ xid: string; seq: string; at: Date }>('positionNow', positionNow);
  const rows = await db.sql<DomainEventRow>('eventsAfter', eventsAfter, [after.xid.toString(), after.seq.toString(), new Date(after.at), first + 1]);
  const events = rows.slice(0, first).map(eventOf);
  const more = rows.length > first;
  const last = events.at(-1)?.position ?? after;
  const now = fence ? { xid: BigInt(fence.xid), seq: BigInt(fence.seq), at: fence.at.getTime() } : last;
  return { events, more, position: more || compare(last, now) > 0 ? last : now };
};
