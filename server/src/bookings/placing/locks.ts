import type { Context } from '../../platform/context.ts';
import type { Transaction } from '../../platform/database/database.ts';
import { databaseLimits } from '../../platform/database/limits.ts';
import { type Lines, placesFor } from '../../platform/database/lines.ts';
import { type Query, type Runner, statement } from '../../platform/database/statement.ts';
import { InvalidInputError } from '../../platform/errors.ts';
import { leavesOf } from '../../resources/rooms.ts';

/** What a write locks. */
export type Locks = {
  readonly bookings?: readonly string[];
  readonly rooms?: readonly string[];
  /** Besides those that stand on the bookings: these are locked along with them. */
  readonly devices?: readonly string[];
  /** A request that may be repeated. */
  readonly request?: { readonly tenantId?: string; readonly userId: string; readonly key: string } | null;
  /** Rooms that take no lock, but whose rows the write waits for: those that bookings wish for. */
  readonly wishes?: readonly string[];
};

/** Locks of all transactions share one table in PostgreSQL's memory: at 30,000 at once it is full for everybody. */
export const mostLocks = 5_000;

const lockRequest = statement('lockRequest', {}, 'select from pg_advisory_xact_lock(hashtextextended($1, 4))');
const lockEverything = statement('lockInOrder', {}, 'select from lock_in_order($1::uuid[], $2::uuid[], $3::uuid[])');
const waitLess = statement('waitLessNext', {}, `select from set_config('lock_timeout', $1, true)`);

/**
 * Takes every lock of a write at once, before it writes anything: a repeated request first, then bookings, then leaf
 * rooms, then devices, each sorted. A transaction that waits here has no transaction id, and so holds up no reader of the events.
 * Where two others wait already, it gives its connection back and begins again when its turn has come.
 * @throws InvalidInputError for more than `mostLocks`
 */
export async function lockInOrder(tx: Transaction, locks: Locks): Promise<void> {
  const { bookings = [], rooms = [], devices = [] } = locks;
  const count = bookings.length + rooms.length + devices.length;
  if (count > mostLocks) {
    throw new InvalidInputError([
      {
        path: '',
        message: `This touches ${count} bookings, rooms and devices, and at most ${mostLocks} can be changed together. Do it in several steps.`,
      },
    ]);
  }
  await takePlaces(tx, locks);
  const began = performance.now();
  for (const lock of statementsFor(locks)) {
    await tx.run(lock);
    await waitLessNext(tx, began);
  }
}

function statementsFor({ bookings = [], rooms = [], devices = [], request }: Locks): Query[] {
  return [
    ...(request ? [lockRequest(nameOf(request))] : []),
    ...(bookings.length + rooms.length + devices.length > 0 ? [lockEverything(bookings, rooms, devices)] : []),
  ];
}

const negligibleWaitMs = 300;
const leastLockMs = 200;

/**
 * The limit applies to each lock, and a row may be held besides: all waits of one transaction together must not take
 * longer.
 */
async function waitLessNext(tx: Transaction, began: number): Promise<void> {
  const waitedMs = performance.now() - began;
  if (waitedMs < negligibleWaitMs) return;
  const leftMs = Math.max(Math.ceil(databaseLimits.writeLock - waitedMs), leastLockMs);
  await tx.run(waitLess(`${leftMs}ms`));
}

/** Two of all transactions that wait for these have a connection. */
async function takePlaces(tx: Transaction, locks: Locks): Promise<void> {
  const places = placesFor(tx);
  places.take(await keysOf(locks, places.lines, tx));
}

/**
 * What a write is known to wait for before it begins: most of many such writes then wait without ever having had a
 * connection.
 */
export function placesAt({ db }: Pick<Context, 'db'>, locks: Locks): Promise<string[]> {
  return keysOf(locks, db.lines, db);
}

/** Whether `heldLocks` contains everything in `neededLocks`. */
export function holds(heldLocks: Locks, neededLocks: Locks): boolean {
  const has = (heldIds: readonly string[] = [], neededIds: readonly string[] = []) => {
    const all = new Set(heldIds);
    return neededIds.every((id) => all.has(id));
  };
  return (
    has(heldLocks.bookings, neededLocks.bookings) &&
    has(heldLocks.rooms, neededLocks.rooms) &&
    has(heldLocks.devices, neededLocks.devices)
  );
}

async function keysOf(
  { bookings = [], rooms = [], devices = [], wishes = [], request }: Locks,
  lines: Lines,
  db: Runner,
): Promise<string[]> {
  return [
    ...bookings.map((id) => `booking ${id}`),
    ...(await leavesAmong([...rooms, ...wishes], lines, db)).map((id) => `room ${id}`),
    ...devices.map((id) => `device ${id}`),
    ...(request ? [`request ${nameOf(request)}`] : []),
  ];
}

function nameOf({ tenantId, userId, key }: NonNullable<Locks['request']>): string {
  return `${tenantId ?? 'facility'} ${userId} ${key}`;
}

type Leaves = { readonly ids: readonly string[]; readonly readAt: number };
const knownLeaves = new WeakMap<Lines, Map<string, Leaves>>();
const knownForMs = 60_000;

/**
 * A room that was ever taken keeps its parts. For any other, an old answer splits one queue in two for a minute, but no
 * lock.
 */
async function leavesAmong(rooms: readonly string[], lines: Lines, db: Runner): Promise<string[]> {
  const cachedLeaves = knownLeaves.get(lines) ?? new Map<string, Leaves>();
  knownLeaves.set(lines, cachedLeaves);
  const now = performance.now();
  const unknown = rooms.filter((id) => (cachedLeaves.get(id)?.readAt ?? -Infinity) < now - knownForMs);
  if (unknown.length > 0)
    for (const [id, ids] of await leavesOf({ db }, unknown)) cachedLeaves.set(id, { ids, readAt: now });
  return rooms.flatMap((id) => cachedLeaves.get(id)?.ids ?? []);
}
