import { type Runner, statement } from '../database/statement.ts';
import { withVisibility } from '../database/visibility.ts';
import type { Log } from '../log.ts';
import type { AuditedRequest } from '../audited-request.ts';

/** The outcome of a request that left no change behind. */
export type Outcome = {
  readonly result: 'DONE' | 'REFUSED' | 'FAILED';
  /** The name of the error. */
  readonly refusal: string | null;
  /** The message that the caller got. */
  readonly message: string | null;
};

type Entry = Omit<AuditedRequest, 'recorded' | 'refusal' | 'dryRun'> & Outcome;
type Minute = { readonly endsAt: number; rowsWritten: number; rowsHeldBack: number; entry: Entry };

const windowMs = 60_000;
const sweepMs = 5_000;
/** So many rows of a kind are written in full each minute; those that follow are only counted. */
const writtenInFull = 5;
/** So many kinds are told apart in a minute. Beyond that, callers and addresses are not. */
const mostKinds = 1_000;

/**
 * Writes the rows of requests that change nothing: refusals, failures, sign-ins, repetitions. Each row has a
 * transaction of its own, so a rollback does not remove it; repetitions of one caller within a minute are counted, and
 * the count is one more row once the minute is over.
 */
export class AuditTrail {
  readonly #db: Runner;
  readonly #clock: () => Date;
  readonly #log: Log;
  /** In the order in which they end. */
  readonly #minutes = new Map<string, Minute>();
  readonly #timer: NodeJS.Timeout;

  constructor({ db, clock, log }: { db: Runner; clock: () => Date; log: Log }) {
    this.#db = db;
    this.#clock = clock;
    this.#log = log;
    this.#timer = setInterval(() => void this.sweep(), sweepMs).unref();
  }

  /**
   * Resolves once the row is written. A row that cannot be written goes to the log, whole: the caller's answer stays
   * the same.
   */
  async record(auditedRequest: AuditedRequest, outcome: Outcome): Promise<void> {
    const { recorded: _recorded, ...facts } = auditedRequest;
    const entry: Entry = { ...facts, ...outcome };
    await this.sweep();
    const minute = this.#minuteOf(entry);
    minute.entry = entry;
    if (minute.rowsWritten === writtenInFull) {
      minute.rowsHeldBack++;
      return;
    }
    minute.rowsWritten++;
    await this.#write(entry, 0);
  }

  /** Writes the counts of the minutes that are over. */
  async sweep(): Promise<void> {
    const now = this.#clock().getTime();
    const elapsedMinutes: Minute[] = [];
    for (const [kind, minute] of this.#minutes) {
      if (minute.endsAt > now) break;
      this.#minutes.delete(kind);
      elapsedMinutes.push(minute);
    }
    await this.#writeCounts(elapsedMinutes);
  }

  async close(): Promise<void> {
    clearInterval(this.#timer);
    const unfinishedMinutes = [...this.#minutes.values()];
    this.#minutes.clear();
    await this.#writeCounts(unfinishedMinutes);
  }

  #minuteOf(entry: Entry): Minute {
    const { action, result, refusal, actor, address } = entry;
    const fullKind = [actor, address, action, result, refusal].join(' ');
    const kind =
      this.#minutes.has(fullKind) || this.#minutes.size < mostKinds ? fullKind : [action, result, refusal].join(' ');
    const minute = this.#minutes.get(kind) ?? {
      endsAt: this.#clock().getTime() + windowMs,
      rowsWritten: 0,
      rowsHeldBack: 0,
      entry,
    };
    this.#minutes.set(kind, minute);
    return minute;
  }

  async #writeCounts(minutes: readonly Minute[]): Promise<void> {
    for (const { rowsHeldBack, entry } of minutes) if (rowsHeldBack > 0) await this.#write(entry, rowsHeldBack);
  }

  async #write(entry: Entry, repeated: number): Promise<void> {
    const {
      actor,
      action,
      result,
      subjectType,
      subjectId,
      refusal,
      message,
      via,
      viaId,
      requestId,
      address,
      agent,
      tenantIds,
      about,
    } = entry;
    const values = [
      action,
      result,
      subjectType,
      subjectId,
      refusal,
      message,
      repeated,
      via,
      viaId,
      requestId,
      address,
      agent,
      tenantIds,
      about,
    ];
    try {
      await withVisibility({ tenantIds: [], userId: actor }, () =>
        this.#db.run(
          recordAudit(...values.map((value) => (typeof value === 'string' ? value.replaceAll('\0', ' ') : value))),
        ),
      );
    } catch (error) {
      this.#log.error({ err: error, entry, repeated }, 'a row of the audit trail could not be written');
    }
  }
}

const recordAudit = statement(
  'recordAudit',
  {},
  `select from record_audit($1, $2::audit_result, $3, $4, $5, $6, $7, $8, $9::uuid, $10, $11, $12, $13::uuid[], $14::uuid[])`,
);
