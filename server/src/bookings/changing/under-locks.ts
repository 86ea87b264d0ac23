import { isDeepStrictEqual } from 'node:util';
import { noteForAudit } from '../../platform/audited-request.ts';
import type { Context } from '../../platform/context.ts';
import { RolledBack, StartOver, type Transaction } from '../../platform/database/database.ts';
import { driverErrorOf } from '../../platform/database/driver-error.ts';
import type { Query } from '../../platform/database/statement.ts';
import type { LimitRow } from '../../platform/limit-row.ts';
import { type Claim, explain, findObstacles, outOfUse } from '../placing/claims.ts';
import { type DeviceMoves, devicesTaken } from '../devices/devices-taken.ts';
import { holds, lockInOrder, type Locks, mostLocks, placesAt } from '../placing/locks.ts';
import { deviceRefusal } from './device-refusals.ts';
import { type DryRunOutcome, bookingsChangedHere } from './dry-run.ts';
import { type DeviceDryRun, deviceMovesOf, devicesChangedHere, nothingOfDevices } from './dry-run-devices.ts';

export const locksRow: LimitRow = {
  name: 'mostLocks',
  value: mostLocks,
  unit: 'bookings, rooms and devices that one write locks',
  reason: 'PostgreSQL keeps the locks of everybody in one table of fixed size; when it is full, nobody can write.',
};

/** A queue for writes of a kind that go one after another in the whole installation. */
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

/** The statements of an action by name; null where a step does not need one. */
type Reading = Readonly<Record<string, Query | null>>;
type RowsOf<Statement> = Statement extends Query<infer Row> ? Row[] : never;
/** The rows of each statement; none for a statement that was null. */
type RowsByName<Of extends Reading> = { readonly [Name in keyof Of]: RowsOf<Of[Name]> };

/** What an action decides from the rows. */
export type Decision<Result> =
  | Writing<Result>
  /** Nothing is to be written. */
  | { readonly nothingToDo: Result }
  /** The refusal is computed once the locks are released, so that it holds up nobody. */
  | { readonly refusal: () => Promise<Error> };

type Writing<Result> = {
  readonly locks: Locks;
  /** The rooms that must be free. */
  readonly claims?: readonly Claim[];
  /** Bookings that are in nobody's way: those that move themselves. */
  readonly without?: readonly string[];
  /** Bookings that may be in the way: `write` displaces them. */
  readonly givingWay?: readonly string[];
  /** Bookings that take their devices along to another time. */
  readonly moves?: DeviceMoves;
  /** @param inTheWay the bookings in the way of the claims; all of them are among `givingWay` */
  readonly write: (inTheWay: ReadonlySet<string>) => readonly Query[];
  readonly result: Result;
};

export type Steps<Of extends Reading, Result> = {
  /** Called twice: before the locks, and under them. The second reading locks what is to be written. */
  readonly read: (forUpdate: boolean) => Of;
  /** Called again where the second reading differs from the first. Throws what refuses the write at once. */
  readonly decide: (rows: RowsByName<Of>) => Decision<Result> | Promise<Decision<Result>>;
  /** The error for claims that something is in the way of; a `RoomTakenError` by default. */
  readonly whyTaken?: (claims: readonly Claim[], takenIndexes: ReadonlySet<number>) => Promise<Error>;
  /** The error where a room was taken out of use meanwhile. */
  readonly whyOutOfUse?: (claims: readonly Claim[]) => Promise<Error>;
  /** Whether the outcome names the moves of devices that were written, so that they can be undone. */
  readonly namesMoves?: true;
  /** The error for a named rule that refused, found out after the locks are gone; undefined for any other. */
  readonly whyRefused?: (constraint: string) => (() => Promise<Error>) | undefined;
};

/** The result of a write. */
export type Outcome<Result> = Result & {
  readonly dryRunOutcome: DryRunOutcome;
  /** What a dry run would have done to devices; null where it was none. */
  readonly deviceDryRun: DeviceDryRun;
  /** The moves of devices that it wrote, in their order: only for what asks for them by `namesMoves`, and none in a dry run. */
  readonly deviceMoveIds: readonly string[];
};

type End<Result> = { readonly outcome: Outcome<Result> } | { readonly refusal: () => Promise<Error> };

/**
 * Runs every write of bookings, rooms, closures and devices in one order: read without locks, decide, lock all that it touches
 * in one order, read again under the locks, decide again where something has changed, check whether the rooms are free,
 * write. Where the second decision needs what is not locked, it begins again. A refusal releases the locks first, and
 * then finds out what is in the way and what is free instead.
 * @throws RoomTakenError DeviceTakenError InvalidInputError BusyError OutcomeUnknownError, and what `decide` throws
 */
export async function underLocks<const Of extends Reading, Result>(
  context: Context,
  { cause, reason, dryRun, at = {}, queue }: WriteFacts,
  steps: Steps<Of, Result>,
): Promise<Outcome<Result>> {
  if (dryRun === true) noteForAudit({ dryRun });
  // For a constraint that refuses: it does not say which claim it means.
  let lastDecision: Pick<Writing<Result>, 'claims' | 'without' | 'moves'> = {};
  const {
    whyTaken = (claims) => explain(context, claims, lastDecision.without ?? []),
    whyOutOfUse = (claims) => outOfUse(context, claims),
  } = steps;
  const places = await placesAt(context, at);

  const write = async (tx: Transaction): Promise<End<Result> | RolledBack<End<Result>>> => {
    if (queue?.lock) await tx.run(queue.lock);
    const firstRows = await readRows(tx, steps.read(false));
    const first = await steps.decide(firstRows);
    if (!('write' in first)) return new RolledBack(endOf(first, dryRun));
    await lockInOrder(tx, first.locks);

    const lockedRows = await readRows(tx, steps.read(true));
    const decision = isDeepStrictEqual(firstRows, lockedRows) ? first : await steps.decide(lockedRows);
    if (!('write' in decision)) return new RolledBack(endOf(decision, dryRun));
    if (!holds(first.locks, decision.locks)) throw new StartOver();
    lastDecision = decision;

    const { claims = [], without = [], givingWay = [] } = decision;
    const obstacles = await findObstacles(tx, claims, without);
    const remaining = obstacles.filter(({ bookingId }) => bookingId === null || !givingWay.includes(bookingId));
    if (remaining.length > 0) {
      const takenIndexes = new Set(obstacles.map(({ index }) => index));
      return new RolledBack({ refusal: () => whyTaken(claims, takenIndexes) });
    }
    for (const query of decision.write(new Set(obstacles.flatMap(({ bookingId }) => bookingId ?? []))))
      await tx.run(query);
    const { result } = decision;
    return dryRun === true
      ? new RolledBack({
          outcome: {
            ...result,
            dryRunOutcome: await bookingsChangedHere(tx),
            deviceDryRun: await devicesChangedHere(tx),
            deviceMoveIds: [],
          },
        })
      : {
          outcome: {
            ...result,
            dryRunOutcome: null,
            deviceDryRun: null,
            deviceMoveIds: steps.namesMoves ? await deviceMovesOf(tx) : [],
          },
        };
  };

  const end = await context.db
    .transaction({ cause, reason, at: queue ? [queue.key, ...places] : places }, write)
    .catch((error: unknown): End<Result> => {
      const constraint = driverErrorOf(error)?.constraint;
      const { claims = [], moves } = lastDecision;
      if (constraint === 'inactive_rooms_stay_free') return { refusal: () => whyOutOfUse(claims) };
      // Only a write outside of these locks can lead here; the constraint refuses it all the same.
      if (constraint === 'no_overlapping_bookings')
        return { refusal: () => whyTaken(claims, new Set(claims.map(({ index }) => index))) };
      if (constraint === 'no_overlapping_device_assignments' && moves)
        return { refusal: () => devicesTaken(context, moves) };
      const whyRefused = constraint == null ? undefined : steps.whyRefused?.(constraint);
      if (whyRefused) return { refusal: whyRefused };
      throw deviceRefusal(constraint) ?? error;
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
  return {
    ...result,
    dryRunOutcome: dryRun === true ? new Map() : null,
    deviceDryRun: dryRun === true ? nothingOfDevices : null,
    deviceMoveIds: [],
  };
}

async function readRows<Of extends Reading>(tx: Transaction, reading: Of): Promise<RowsByName<Of>> {
  const rows: Record<string, unknown[]> = {};
  for (const [name, query] of Object.entries(reading)) rows[name] = query ? await tx.run(query) : [];
  return rows as RowsByName<Of>;
}
