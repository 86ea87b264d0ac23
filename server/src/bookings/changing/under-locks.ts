import { isDeepStrictEqual } from 'node:util';
import { noteForAudit } from '../../platform/audited-request.ts';
import type { Context } from '../../platform/context.ts';
import { RolledBack, StartOver, type Transaction } from '../../platform/database/database.ts';
import { driverErrorOf } from '../../platform/database/driver-error.ts';
import type { Query } from '../../platform/database/statement.ts';
import type { LimitRow } from '../../platform/limit-row.ts';
import { type Claim, explain, findStanding, outOfUse } from '../placing/claims.ts';
import { holds, lockInOrder, type Locks, mostLocks, placesAt } from '../placing/locks.ts';
import { type DryRunOutcome, lookAround } from './dry-run.ts';

export const locksRow: LimitRow = {
  name: 'mostLocks',
  value: mostLocks,
  unit: 'bookings and rooms that one write locks',
  reason: 'PostgreSQL keeps the locks of everybody in one table of fixed size; when it is full, nobody can write.',
};

/** Writes of a kind that go one after another in the whole installation. */
type Queue = { readonly key: string; readonly lock: Query | null };

export type WriteFacts = {
  /** The name of the mutation: it goes into the domain events. */
  readonly cause: string;
  readonly reason?: string | undefined;
  /** Only tries the write: under the same locks and constraints, in a transaction that is rolled back. */
  readonly dryRun?: boolean | null | undefined;
  /** What the write is known to wait for before it has read anything. */
  readonly at?: Locks;
  /** Locked before anything is read. */
  readonly queue?: Queue | undefined;
};

/** Statements by what they look for. What a step does not look for is null. */
type Reading = Readonly<Record<string, Query | null>>;
type RowsOf<Asked> = Asked extends Query<infer Row> ? Row[] : never;
/** The rows of each statement; none of what was not asked. */
type Seen<Of extends Reading> = { readonly [Name in keyof Of]: RowsOf<Of[Name]> };

/** What an action makes of what it has seen. */
type Decision<Result> =
  | Writing<Result>
  /** Nothing is to be written. */
  | { readonly nothingToDo: Result }
  /** Why not, found out when nothing is locked any more: a refusal holds up nobody. */
  | { readonly refusal: () => Promise<Error> };

type Writing<Result> = {
  readonly locks: Locks;
  /** The rooms that must be free. */
  readonly claims?: readonly Claim[];
  /** Bookings that are in nobody's way: those that move themselves. */
  readonly without?: readonly string[];
  /** Bookings that may stand there: `write` clears them away. */
  readonly givingWay?: readonly string[];
  /** @param inTheWay the bookings that stand where the claims want to; all of them are among `givingWay` */
  readonly write: (inTheWay: ReadonlySet<string>) => readonly Query[];
  readonly result: Result;
};

export type Steps<Of extends Reading, Result> = {
  /** Asked twice: before the locks, and under them. What is to be written is locked by the second look. */
  readonly read: (forUpdate: boolean) => Of;
  /** Called again where the second look saw something else than the first. Throws what refuses the write at once. */
  readonly decide: (seen: Seen<Of>) => Decision<Result> | Promise<Decision<Result>>;
  /** What is said of claims that something stands in the way of; a `RoomTakenError` where nothing else is said. */
  readonly whyTaken?: (claims: readonly Claim[], taken: ReadonlySet<number>) => Promise<Error>;
  /** What is said where a room was taken out of use meanwhile. */
  readonly whyOutOfUse?: (claims: readonly Claim[]) => Promise<Error>;
};

/** What became of a write. */
export type Outcome<Result> = Result & { readonly dryRunOutcome: DryRunOutcome };

type End<Result> = { readonly outcome: Outcome<Result> } | { readonly refusal: () => Promise<Error> };

/**
 * The order of every write of bookings, rooms and closures: read without locks, decide, lock all that it touches in one
 * order, read again under the locks, decide again where something has changed, look whether the rooms are free, write. Where
 * the second decision needs what is not locked, it begins again. A refusal lets go of the locks first, and then finds out
 * what is in the way and what is free instead.
 * @throws RoomTakenError InvalidInputError BusyError OutcomeUnknownError, and what `decide` throws
 */
export async function underLocks<const Of extends Reading, Result>(
  context: Context,
  { cause, reason, dryRun, at = {}, queue }: WriteFacts,
  steps: Steps<Of, Result>,
): Promise<Outcome<Result>> {
  if (dryRun === true) noteForAudit({ dryRun });
  // For a constraint that refuses: it does not say which claim it means.
  let decided: Pick<Writing<Result>, 'claims' | 'without'> = {};
  const {
    whyTaken = (claims) => explain(context, claims, decided.without ?? []),
    whyOutOfUse = (claims) => outOfUse(context, claims),
  } = steps;
  const places = await placesAt(context, at);

  const write = async (tx: Transaction): Promise<End<Result> | RolledBack<End<Result>>> => {
    if (queue?.lock) await tx.run(queue.lock);
    const seen = await look(tx, steps.read(false));
    const first = await steps.decide(seen);
    if (!('write' in first)) return new RolledBack(endOf(first, dryRun));
    await lockInOrder(tx, first.locks);

    const found = await look(tx, steps.read(true));
    const decision = isDeepStrictEqual(seen, found) ? first : await steps.decide(found);
    if (!('write' in decision)) return new RolledBack(endOf(decision, dryRun));
    if (!holds(first.locks, decision.locks)) throw new StartOver();
    decided = decision;

    const { claims = [], without = [], givingWay = [] } = decision;
    const standing = await findStanding(tx, claims, without);
    const stays = standing.filter(({ bookingId }) => bookingId === null || !givingWay.includes(bookingId));
    if (stays.length > 0) {
      const taken = new Set(standing.map(({ index }) => index));
      return new RolledBack({ refusal: () => whyTaken(claims, taken) });
    }
    for (const query of decision.write(new Set(standing.flatMap(({ bookingId }) => bookingId ?? []))))
      await tx.run(query);
    const { result } = decision;
    return dryRun === true
      ? new RolledBack({ outcome: { ...result, dryRunOutcome: await lookAround(tx) } })
      : { outcome: { ...result, dryRunOutcome: null } };
  };

  const end = await context.db
    .transaction({ cause, reason, at: queue ? [queue.key, ...places] : places }, write)
    .catch((error: unknown): End<Result> => {
      const constraint = driverErrorOf(error)?.constraint;
      const { claims = [] } = decided;
      if (constraint === 'inactive_rooms_stay_free') return { refusal: () => whyOutOfUse(claims) };
      // Only somebody who wrote past our locks can bring us here; the constraint refuses them all the same.
      if (constraint === 'no_overlapping_bookings')
        return { refusal: () => whyTaken(claims, new Set(claims.map(({ index }) => index))) };
      throw error;
    });
  if ('refusal' in end) throw await end.refusal();
  return end.outcome;
}

function endOf<Result>(
  decision: Exclude<Decision<Result>, Writing<Result>>,
  dryRun: WriteFacts['dryRun'],
): End<Result> {
  return 'refusal' in decision ? decision : { outcome: nothingWritten(decision.nothingToDo, dryRun) };
}

export function nothingWritten<Result>(result: Result, dryRun: WriteFacts['dryRun']): Outcome<Result> {
  return { ...result, dryRunOutcome: dryRun === true ? new Map() : null };
}

async function look<Of extends Reading>(tx: Transaction, reading: Of): Promise<Seen<Of>> {
  const rows: Record<string, unknown[]> = {};
  for (const [name, query] of Object.entries(reading)) rows[name] = query ? await tx.run(query) : [];
  return rows as Seen<Of>;
}
