import pg from 'pg';
import { type DomainEvent, type DomainEventRow, eventOf, eventsAfter, newestEvent } from './domain-event.ts';
import type { Position } from './event-cursor.ts';

export type LogPage = { readonly events: DomainEvent[]; readonly position: Position; readonly more: boolean };

/** Reads the outbox as the reader's own role, which sees every tenant's events and none of their bookings. */
export class EventLog {
  readonly #pool: pg.Pool;

  constructor(url: string) {
    this.#pool = new pg.Pool({ connectionString: url, max: 3, connectionTimeoutMillis: 5_000, application_name: 'colab events' });
    // An idle connection that the server closes is made anew at the next read.
    this.#pool.on('error', () => undefined);
  }

  /** Every event after `after`, in order, up to `limit`; and the position of the last of them, as of now. */
  async read(after: Position, limit: number): Promise<LogPage> {
    const at = await this.#clock();
    const { rows } = await this.#pool.query<DomainEventRow>({
      name: 'eventsAfter',
      text: `/* eventsAfter */ ${eventsAfter}`,
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
    const { rows } = await this.#pool.query<{ xid: string; seq: string }>(`/* newestEvent */ ${newestEvent}`);
    const { xid = 0, seq = 0 } = rows[0] ?? {};
    return { xid: BigInt(xid), seq: BigInt(seq), at };
  }

  async #clock(): Promise<number> {
    const { rows } = await this.#pool.query<{ at: Date }>({ name: 'databaseClock', text: '/* databaseClock */ select clock_timestamp() as at' });
    return rows[0]?.at.getTime() ?? 0;
  }

  /** Whether committed events wait above the fence for an older transaction to end. */
  async someWait(): Promise<boolean> {
    const { rows } = await this.#pool.query<{ waiting: boolean }>({
      name: 'eventsWaiting',
      text: `/* eventsWaiting */ select exists (
        select from domain_events where xid >= pg_snapshot_xmin(pg_current_snapshot()) and at > now() - interval '1 day'
      ) as waiting`,
    });
    return rows[0]?.waiting ?? false;
  }

  /** Which cluster this is, and since which recovery: transaction numbers mean nothing elsewhere. */
  async epoch(): Promise<string> {
    const { rows } = await this.#pool.query<{ epoch: string }>(
      `/* epoch */ select system_identifier::text || '.' || timeline_id || '.' || (select oid from pg_database where datname = current_database()) as epoch
       from pg_control_system(), pg_control_checkpoint()`,
    );
    return rows[0]?.epoch ?? '';
  }

  async keepDays(ahead: number, kept: number): Promise<void> {
    await this.#pool.query('/* keepDays */ select keep_domain_event_days($1, $2)', [ahead, kept]);
  }

  /** Wakes the readers of all servers. */
  async notify(): Promise<void> {
    await this.#pool.query('/* wakeReaders */ notify domain_events');
  }

  async close(): Promise<void> {
    await this.#pool.end();
  }
}
