import type pg from 'pg';
import { makePool } from '../database/connections.ts';
import { runOn } from '../database/run-on.ts';
import { float, integer, statement } from '../database/statement.ts';
import type { Position } from './event-cursor.ts';
import { LogReading } from './log-reading.ts';

export type { LogPage } from './log-reading.ts';

/** Longer than any statement here takes, except the one that creates and drops days. */
export const defaultAnswerMs = 5_000;
const daysAnswerMs = 60_000;

/** Reads the outbox over a pool of connections: for readers further back than memory reaches, and for the metrics. */
export class EventLog extends LogReading {
  readonly #pool: pg.Pool;

  /** @param answerMs how long an answer may take: then the connection counts as silent, and is made anew */
  constructor(url: string, answerMs = defaultAnswerMs) {
    const pool = makePool({
      connectionString: url,
      max: 3,
      connectionTimeoutMillis: 5_000,
      query_timeout: answerMs,
      application_name: 'colab events',
    });
    super((query) => runOn(pool, query));
    this.#pool = pool;
  }

  /**
   * How long the oldest committed event that was not read up to `position` has waited, in seconds, and whose
   * transaction holds the fence. The reader's role cannot read the age of that one unless it was granted
   * pg_read_all_stats; then that is null.
   */
  async lag({ xid, seq, at }: Position): Promise<{
    readonly seconds: number;
    readonly holder: { readonly pid: number; readonly seconds: number | null } | null;
  }> {
    const rows = await runOn(this.#pool, streamLag(xid.toString(), seq.toString(), new Date(at)));
    const [{ seconds, pid, age } = { seconds: null, pid: null, age: null }] = rows;
    return { seconds: Math.max(seconds ?? 0, 0), holder: pid === null ? null : { pid, seconds: age } };
  }

  async maintainDays(daysAhead: number, daysKept: number): Promise<void> {
    await runOn(this.#pool, maintainEventDays(daysAhead, daysKept), { query_timeout: daysAnswerMs });
  }

  /** Wakes the readers of all servers. */
  async notify(): Promise<void> {
    await this.#pool.query('notify /* wakeReaders */ domain_events');
  }

  async close(): Promise<void> {
    await this.#pool.end();
  }
}

const streamLag = statement(
  'streamLag',
  { seconds: float.orNull, pid: integer.orNull, age: float.orNull },
  `
  select extract(epoch from clock_timestamp() - waiting.since)::float8 as seconds,
    h.pid, extract(epoch from clock_timestamp() - a.xact_start)::float8 as age
  from (
    select min(e.at) as since, bool_or(e.xid >= pg_snapshot_xmin(pg_current_snapshot())) as fenced from domain_events e
    where (e.xid, e.seq) > ($1::xid8, $2::bigint) and e.at >= $3::timestamptz - interval '1 day'
  ) waiting
  left join pg_locks h on waiting.fenced and h.locktype = 'transactionid' and h.granted and h.mode = 'ExclusiveLock'
    and h.transactionid = pg_snapshot_xmin(pg_current_snapshot())::xid
  left join pg_stat_activity a on a.pid = h.pid`,
);

const maintainEventDays = statement('keepDays', {}, 'select from keep_domain_event_days($1, $2)');
