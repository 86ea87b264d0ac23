import type { RequestContext } from '../../platform/context.ts';
import { type DomainEvent, eventOf, readableEventsAfter } from '../../platform/outbox/domain-event.ts';
import { beginningOf, type Position, reaches } from '../../platform/outbox/event-cursor.ts';
import { clockToleranceMs } from '../../platform/outbox/log-reading.ts';

const dayMs = 86_400_000;

export type DomainEventPage = { readonly position: Position; readonly more: boolean; readonly events: DomainEvent[] };

/**
 * Read as the viewer, so row security leaves out the books of others.
 * @throws CursorInvalidError CursorExpiredError
 */
export async function readDomainEvents(
  { db, cursors, events: stream }: RequestContext,
  cursor: string | null,
  first: number,
): Promise<DomainEventPage> {
  const given = cursor === null ? null : cursors.read(cursor);
  if (given !== null) await stream.admit(given);
  // Known before the statement below is run, so that its answer holds all up to here.
  const known = stream.position;
  const after = given ?? beginningOf(known.epoch);
  const rows = await db.run(
    readableEventsAfter(after.xid.toString(), after.seq.toString(), new Date(after.at), first + 1),
  );
  const events = rows
    .slice(0, first)
    .map((row) => writtenByNow(eventOf(row, after.epoch), { now: known.at, oldest: stream.oldestKeptAt + dayMs }));
  const more = rows.length > first;
  const last = events.at(-1)?.position ?? after;
  return { events, more, position: !more && reaches(known, last) ? known : last };
}

/** What was written while the clock of the database was ahead is followed by what says an earlier time: all days are searched. */
function writtenByNow(
  event: DomainEvent,
  { now, oldest }: { readonly now: number; readonly oldest: number },
): DomainEvent {
  return event.position.at <= now + clockToleranceMs
    ? event
    : { ...event, position: { ...event.position, at: oldest } };
}
