import type { RequestContext } from '../../platform/context.ts';
import { type DomainEvent, eventOf, readableEventsAfter } from '../../platform/outbox/domain-event.ts';
import { beginningOf, type Position, reaches } from '../../platform/outbox/event-cursor.ts';
import { clockToleranceMs } from '../../platform/outbox/log-reading.ts';

const dayMs = 86_400_000;

export type DomainEventPage = { readonly position: Position; readonly more: boolean; readonly events: DomainEvent[] };

/**
 * Reads events as the viewer, so row security leaves out other tenants.
 * @throws CursorInvalidError CursorExpiredError
 */
export async function readDomainEvents(
  { db, cursors, events: stream }: RequestContext,
  cursor: string | null,
  first: number,
): Promise<DomainEventPage> {
  const requestedPosition = cursor === null ? null : cursors.read(cursor);
  if (requestedPosition !== null) await stream.admit(requestedPosition);
  // Read before the statement below runs, so that its answer contains all events up to here.
  const streamPosition = stream.position;
  const after = requestedPosition ?? beginningOf(streamPosition.epoch);
  const rows = await db.run(
    readableEventsAfter(after.xid.toString(), after.seq.toString(), new Date(after.at), first + 1),
  );
  const events = rows
    .slice(0, first)
    .map((row) =>
      writtenByNow(eventOf(row, after.epoch), { now: streamPosition.at, oldest: stream.oldestKeptAt + dayMs }),
    );
  const more = rows.length > first;
  const last = events.at(-1)?.position ?? after;
  return { events, more, position: !more && reaches(streamPosition, last) ? streamPosition : last };
}

/**
 * An event written while the clock of the database was ahead is followed by events with earlier times: then all days
 * are searched.
 */
function writtenByNow(
  event: DomainEvent,
  { now, oldest }: { readonly now: number; readonly oldest: number },
): DomainEvent {
  return event.position.at <= now + clockToleranceMs
    ? event
    : { ...event, position: { ...event.position, at: oldest } };
}
