import type { RequestContext } from '../platform/context.ts';
import { type DomainEvent, type DomainEventRow, eventOf, eventsAfter, positionNow } from '../platform/outbox/domain-event.ts';
import { CursorExpiredError } from '../platform/outbox/errors.ts';
import { compare, type Position } from '../platform/outbox/event-cursor.ts';

export type DomainEventPage = { readonly position: Position; readonly more: boolean; readonly events: DomainEvent[] };

const beginning: Position = { xid: 0n, seq: 0n, at: 0 };

/**
 * Read as the viewer, so row security leaves out the books of others.
 * @throws CursorInvalidError CursorExpiredError
 */
export const readDomainEvents = async ({ db, cursors, events: stream }: RequestContext, cursor: string | null, first: number): Promise<DomainEventPage> => {
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
