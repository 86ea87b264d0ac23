import type pg from 'pg';
import { makePool } from '../database/connections.ts';
import { named } from '../database/named.ts';
import { type DomainEvent, type DomainEventRow, eventOf, eventsAfter, newestEvent } from './domain-event.ts';
import type { Position } from './event-cursor.ts';

export type LogPage = { readonly events: DomainEvent[]; readonly position: Position; readonly more: boolean };

/** Reads the outbox as the reader's own role, which sees every tenant's events and none of their bookings. */
export class EventLog {
  readonly #pool: pg.Pool;

  constructor(url: string) {
    this.#pool = makePool({ connectionString: url, max: 3, connectionTimeoutMillis: 5_000, application_name: 'colab events' });
  }

  /** Every event after `after`, in order, up to `limit`; and the position of the last of them, as of now. */
  async read(after: Position, limit: number): Promise<LogPage> {
    const at = await this.#clock();
    const { rows } = await this.#pool.query<DomainEventRow>({
      name: 'eventsAfter',
      text: named('eventsAfter', eventsAfter),
      values: [after.xid.toString(), after.seq.toString(), new Date(after.at), limit],
    });
    const events = rows.map(eventOf);
    const last = events.at(-1)?.position ?? after;
    if (events.length === limit) return { events, position: last, more: true };
    return { events, position: { ...last, at: Math.max(last.at, at) }, more: false };
  }

  /** The position of the newest event, or from before the first one. */
  async newest(): Promise<Position> {
    const at = await this.#clock();
    const { rows } = await this.#pool.query<{ xid: string; seq: string }>(named('newestEvent', newestEvent));
    const { xid = 0, seq = 0 } = rows[0] ?? {};
    return { xid: BigInt(xid), seq: BigInt(seq), at };
  }

  async #clock(): Promise<number> {
    const { rows } = await this.#pool.query<{ at: Date }>({ name: 'databaseClock', text: 'select /* databaseClock */ clock_timestamp() as at' });
    return rows[0]?.at.getTime() ?? 0;
  }

  /** Whether committed events wait above the fence for an older transaction to end. */
  async someWait(): Promise<boolean> {
    const { rows } = await this.#pool.query<{ waiting: boolean }>({
      name: 'eventsWaiting',
      text: `select /* eventsWaiting */ exists (
        select from domain_events where xid >= pg_snapshot_xmin(pg_current_snapshot()) and at > now() - interval '1 day'
      ) as waiting`,
    });
    return rows[0]?.waiting ?? false;
  }

  /**
   * How long the oldest committed event has waited above the fence, in seconds, and whose transaction holds the fence.
   * The reader's role may not know how old that one is, unless it was granted pg_read_all_stats; then that is null.
   */
  async lag(): Promise<{ readonly seconds: number; readonly holder: { readonly pid: number; readonly seconds: number | null } | null }> {
    const { rows } = await this.#pool.query<{ seconds: number | null; pid: number | null; age: number | null }>({
      name: 'streamLag',
      text: `select /* streamLag */ extract(epoch from clock_timestamp() - min(e.at))::float8 as seconds,
        h.pid, extract(epoch from clock_timestamp() - a.xact_start)::float8 as age
        from domain_events e
        left join pg_locks h on h.locktype = 'transactionid' and h.granted and h.mode = 'ExclusiveLock' and h.transactionid = pg_snapshot_xmin(pg_current_snapshot())::xid
        left join pg_stat_activity a on a.pid = h.pid
        where e.xid >= pg_snapshot_xmin(pg_current_snapshot()) and e.at > now() - interval '1 day'
        group by h.pid, a.xact_start`,
    });
    const [{ seconds, pid, age } = { seconds: null, pid: null, age: null }] = rows;
    return { seconds: Math.max(seconds ?? 0, 0), holder: pid === null ? null : { pid, seconds: age } };
  }

  /** Which cluster this is, and since which recovery: transaction numbers mean nothing elsewhere. */
  async epoch(): Promise<string> {
    const { rows } = await this.#pool.query<{ epoch: string }>(
      `select /* epoch */ system_identifier::text || '.' || timeline_id || '.' || (select oid from pg_database where datname = current_database()) as epoch
       from pg_control_system(), pg_control_checkpoint()`,
    );
    return rows[0]?.epoch ?? '';
  }

  async keepDays(ahead: number, kept: number): Promise<void> {
    await this.#pool.query('select /* keepDays */ keep_domain_event_days($1, $2)', [ahead, kept]);
  }

  /** Wakes the readers of all servers. */
  async notify(): Promise<void> {
    await this.#pool.query('notify /* wakeReaders */ domain_events');
  }

  async close(): Promise<void> {
    await this.#pool.end();
  }
}
