import type { RequestContext } from '../platform/context.ts';
import { type DomainEvent, type DomainEventRow, eventOf, eventsAfter } from '../platform/outbox/domain-event.ts';
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
  // Known before the statement below is run, so that its answer holds all up to here.
  const known = stream.position;
  const rows = await db.sql<DomainEventRow>('eventsAfter', eventsAfter, [after.xid.toString(), after.seq.toString(), new Date(after.at), first + 1]);
  const events = rows.slice(0, first).map(eventOf);
  const more = rows.length > first;
  const last = events.at(-1)?.position ?? after;
  return { events, more, position: more || compare(last, known) > 0 ? last : known };
};
