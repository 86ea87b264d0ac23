import { integer, type RowOf, statement, text, texts, timestamptz, uuid } from '../database/statement.ts';
import type { Position } from './event-cursor.ts';

/** One row of the outbox as the reader passes it on: ids, windows and versions, never a row of a tenant. */
export type DomainEvent = {
  readonly position: Position;
  /** Null for an event that concerns the whole facility. */
  readonly tenantId: string | null;
  readonly type: string;
  readonly subject: string;
  /** The booking that it is about, or whose device request or rental it is about; null where it is about none. */
  readonly bookingId: string | null;
  readonly version: number;
  readonly statusBefore: string | null;
  readonly statusAfter: string | null;
  /**
   * The span that was booked or requested, setup and teardown included. Epoch milliseconds, half-open, null where there
   * was none.
   */
  readonly before: OccupiedSpan | null;
  readonly after: OccupiedSpan | null;
  readonly occupanciesRemoved: readonly string[];
  readonly occupanciesAdded: readonly string[];
  /** People whose subscriptions the event wakes; an event of a booking has none. */
  readonly recipients: readonly string[];
};

type OccupiedSpan = { readonly from: number; readonly to: number; readonly roomId: string | null };

const eventRow = {
  xid: text,
  seq: text,
  at: timestamptz,
  tenant_id: uuid.orNull,
  type: text,
  subject: uuid,
  version: integer,
  status_before: text.orNull,
  status_after: text.orNull,
  taken_from_before: timestamptz.orNull,
  taken_to_before: timestamptz.orNull,
  taken_from_after: timestamptz.orNull,
  taken_to_after: timestamptz.orNull,
  room_before: uuid.orNull,
  room_after: uuid.orNull,
  occupancies_removed: texts,
  occupancies_added: texts,
  recipients: texts,
  booking_id: uuid.orNull,
};

function occupiedSpan(from: Date | null, to: Date | null, roomId: string | null): OccupiedSpan | null {
  return from && to ? { from: from.getTime(), to: to.getTime(), roomId } : null;
}

/** @param epoch in which it was read */
export function eventOf(row: RowOf<typeof eventRow>, epoch: string): DomainEvent {
  return {
    position: { epoch, xid: BigInt(row.xid), seq: BigInt(row.seq), writtenAt: row.at.getTime(), at: row.at.getTime() },
    tenantId: row.tenant_id,
    type: row.type,
    subject: row.subject,
    // What a division has in the log of its own are bookings, or belongs to one.
    bookingId: row.booking_id ?? (row.tenant_id === null ? null : row.subject),
    version: row.version,
    statusBefore: row.status_before,
    statusAfter: row.status_after,
    before: occupiedSpan(row.taken_from_before, row.taken_to_before, row.room_before),
    after: occupiedSpan(row.taken_from_after, row.taken_to_after, row.room_after),
    occupanciesRemoved: row.occupancies_removed,
    occupanciesAdded: row.occupancies_added,
    recipients: row.recipients,
  };
}

const columns = `e.xid::text, e.seq::text, at, tenant_id, type, subject, version, status_before::text, status_after::text,
    taken_from_before, taken_to_before, taken_from_after, taken_to_after, room_before, room_after,
    occupancies_removed::text[], occupancies_added::text[], recipients::text[], booking_id`;

const isAfter = `(e.xid, e.seq) > ($1::xid8, $2::bigint) and e.at >= $3::timestamptz - interval '1 day'
    and e.xid < pg_snapshot_xmin(pg_current_snapshot())`;

/**
 * A sequence is not commit order: an event may only be read when every transaction that began before its own has ended,
 * or a slower one would be skipped. $1 xid, $2 seq, $3 at of the position, $4 how many.
 * Ordered by the columns of the table: `order by xid` would mean the text in the result, where 1000 comes before 999.
 * The bound on `at` is for the planner: an event written after the position's transaction began cannot be older than a
 * day less than it, as no transaction lives that long.
 */
export const eventsAfter = statement(
  'eventsAfter',
  eventRow,
  `
  select ${columns}
  from domain_events e
  where ${isAfter}
  order by e.xid, e.seq limit $4`,
);

/**
 * The same for one reader: events of the divisions that they can see, and of the whole facility. Each division is read
 * along its own index, as far as there are rows to give: activity elsewhere costs no time here.
 */
export const readableEventsAfter = statement(
  'readableEventsAfter',
  eventRow,
  `
  select ${columns}
  from (
    select own.* from unnest((select current_tenants())) t (id) cross join lateral (
      select * from domain_events e
      where e.tenant_id = t.id and e.recipients = '{}' and ${isAfter}
      order by e.xid, e.seq limit $4) own
    union all
    (select * from domain_events e
      where e.tenant_id is null and e.recipients = '{}' and ${isAfter}
      order by e.xid, e.seq limit $4)
  ) e
  order by e.xid, e.seq limit $4`,
);

/**
 * The newest event that is certain. A position is always that of an event, never a bare transaction number: numbers
 * that nothing durable was written under are given out again after a crash, and events under them would be skipped.
 */
export const newestEvent = statement(
  'newestEvent',
  { xid: text, seq: text, at: timestamptz },
  `
  select e.xid::text, e.seq::text, e.at from domain_events e
  where e.xid < pg_snapshot_xmin(pg_current_snapshot()) order by e.xid desc, e.seq desc limit 1`,
);
