import { boolean, type Runner, statement, text, timestamptz, uuid } from '../database/statement.ts';
import { type DomainEvent, eventOf, eventsAfter, newestEvent } from './domain-event.ts';
import type { Position } from './event-cursor.ts';

export type LogPage = { readonly events: DomainEvent[]; readonly position: Position; readonly more: boolean };

/** What a page also says about the database that it was read from. */
export type ReadPage = LogPage & {
  /** The database's clock from before the page was read, epoch milliseconds. */
  readonly clock: number;
  /** The newest row of `event_epochs`. */
  readonly generation: string;
};

/** Which database answers, and whether its log is the one that was read before. */
export type LogState = {
  /** The cluster, the timeline that it writes, and the database in it. */
  readonly database: string;
  readonly generation: string;
  /** When that generation began, by the database's clock, epoch milliseconds. */
  readonly begunAt: number;
  readonly clock: number;
  /** Whether the database has ever had the last generation that was read. */
  readonly knowsGeneration: boolean;
  /** Whether the event of the last position is in the log, or too old to be kept there. */
  readonly holds: boolean;
  /** Whether events of this generation were written later than it is now. */
  readonly isClockPutBack: boolean;
};

/** A generation and a position in it, as they were read. */
export type LastRead = { readonly generation: string; readonly position: Position };

/** Reads the outbox as the reader's own role, which sees every tenant's events and none of their bookings. */
export class LogReading {
  readonly run: Runner['run'];

  /** @param run runs a statement on a connection, or on a pool of them */
  constructor(run: Runner['run']) {
    this.run = run;
  }

  /**
   * Reads every event after `after`, in order, up to `limit`, and returns the position of the last of them, as of now.
   */
  async read(after: Position, limit: number): Promise<ReadPage> {
    const { clock, generation } = await this.#now();
    const rows = await this.run(eventsAfter(after.xid.toString(), after.seq.toString(), new Date(after.at), limit));
    const events = rows.map((row) => eventOf(row, after.epoch));
    const last = events.at(-1)?.position ?? after;
    if (events.length === limit) return { events, position: last, more: true, clock, generation };
    return { events, position: { ...last, at: Math.max(last.at, clock) }, more: false, clock, generation };
  }

  /** The position of the newest event, or from before the first one. */
  async newest(epoch: string): Promise<Position> {
    const { clock } = await this.#now();
    const [{ xid, seq, at } = { xid: 0, seq: 0, at: new Date(0) }] = await this.run(newestEvent());
    return { epoch, xid: BigInt(xid), seq: BigInt(seq), writtenAt: at.getTime(), at: clock };
  }

  async #now(): Promise<{ readonly clock: number; readonly generation: string }> {
    const [row] = await this.run(databaseClock());
    if (!row) throw new Error('the database did not tell the time');
    return { clock: row.clock.getTime(), generation: row.generation };
  }

  /** Whether committed events wait above the fence for an older transaction to end. */
  async hasWaitingEvents(): Promise<boolean> {
    const [row] = await this.run(eventsWaiting());
    return row?.waiting ?? false;
  }

  /** @param daysKept for how long an event must be in the log */
  async currentState(lastRead: LastRead | null, daysKept: number): Promise<LogState> {
    const { generation = null, position } = lastRead ?? {};
    const [row] = await this.run(logState(...eventOfPosition(position), daysKept, generation));
    if (!row) throw new Error('the database did not say which one it is');
    return { ...row, begunAt: row.begunAt.getTime(), clock: row.clock.getTime() };
  }

  /**
   * Whether the log contains the event of a position, or would not keep it any more; and the position is not ahead of
   * the clock.
   */
  async holds(position: Position, daysKept: number): Promise<boolean> {
    const [row] = await this.run(holdsEvent(...eventOfPosition(position), daysKept, new Date(position.at)));
    return row?.holds ?? false;
  }

  /**
   * Begins a new epoch for all servers, unless another one began since `oldGeneration` did.
   * @returns the generation that counts now
   */
  async beginEpoch(oldGeneration: string, why: string): Promise<string> {
    const [row] = await this.run(beginEpoch(oldGeneration, why));
    return row?.generation ?? oldGeneration;
  }
}

/** A clock that goes back by less is covered by the day that `eventsAfter` looks behind a position. */
const tolerance = `interval '1 hour'`;
export const clockToleranceMs = 3_600_000;

const databaseClock = statement(
  'databaseClock',
  { clock: timestamptz, generation: uuid },
  'select clock_timestamp() as clock, (select id from event_epochs order by number desc limit 1) as generation',
);

const eventsWaiting = statement(
  'eventsWaiting',
  { waiting: boolean },
  `
  select exists (
    select from domain_events where xid >= pg_snapshot_xmin(pg_current_snapshot()) and at > now() - interval '1 day'
  ) as waiting`,
);

const beginEpoch = statement('beginEpoch', { generation: uuid }, 'select begin_event_epoch($1, $2) as generation');

/** $1 xid, $2 seq, $3 when it was written, $4 days. Before the first event nothing can be missing. */
const eventIsInLog = `($1::xid8 = '0' or $3::timestamptz <= now() - make_interval(days => $4)
    or exists (select from domain_events e where e.at = $3 and e.seq = $2 and e.xid = $1))`;

const holdsEvent = statement(
  'holdsEvent',
  { holds: boolean },
  `select ${eventIsInLog} and $5::timestamptz < clock_timestamp() + ${tolerance} as holds`,
);

function eventOfPosition(position: Position | undefined) {
  return position === undefined
    ? ['0', '0', new Date(0)]
    : [position.xid.toString(), position.seq.toString(), new Date(position.writtenAt)];
}

/**
 * The timeline that is written, not that of the last checkpoint, which is the old one for a moment after a promotion.
 */
const logState = statement(
  'standing',
  {
    database: text,
    generation: uuid,
    begunAt: timestamptz,
    clock: timestamptz,
    knowsGeneration: boolean,
    holds: boolean,
    isClockPutBack: boolean,
  },
  `
  select
    system_identifier::text || '.' || left(pg_walfile_name(pg_current_wal_lsn()), 8) || '.' || (select oid from pg_database where datname = current_database()) as database,
    newest.id as generation, newest.began_at as "begunAt", clock_timestamp() as clock,
    exists (select from event_epochs where id = $5::uuid) as "knowsGeneration",
    ${eventIsInLog} as holds,
    exists (select from domain_events e where e.at > now() + ${tolerance} and e.xid > newest.xid) as "isClockPutBack"
  from pg_control_system(), (select * from event_epochs order by number desc limit 1) newest`,
);
