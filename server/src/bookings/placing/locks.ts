import type { Context } from '../../platform/context.ts';
import type { Transaction } from '../../platform/database/database.ts';
import { databaseLimits } from '../../platform/database/limits.ts';
import { type Lines, placesFor } from '../../platform/database/lines.ts';
import type { Runner } from '../../platform/database/statement.ts';
import { InvalidInputError } from '../../platform/errors.ts';
import { leavesOf } from '../../resources/rooms.ts';

type What = {
  readonly bookings?: readonly string[];
  readonly rooms?: readonly string[];
  readonly request?: { readonly tenantId: string; readonly userId: string; readonly key: string } | null;
};
/** Wishes take no lock, but the row of the room is waited for when they are written. */
type Waited = What & { readonly wishes?: readonly string[] };

/** Locks of all transactions share one table in PostgreSQL's memory: 30,000 at once, and nobody gets one any more. */
export const mostLocks = 5_000;

/**
 * Takes every lock of a write at once, before it writes anything: a repeated request first, then bookings, then leaf
 * rooms, each sorted. Whoever waits here holds no transaction id, and so holds up no reader of the events. Where two
 * others wait already, the transaction gives its connection back and begins again when its turn has come.
 * @throws InvalidInputError for more than `mostLocks`
 */
export async function lockInOrder(
  tx: Transaction,
  { bookings = [], rooms = [], request, wishes }: Waited,
): Promise<void> {
  const count = bookings.length + rooms.length;
  if (count > mostLocks) {
    throw new InvalidInputError([
      {
        path: '',
        message: `This touches ${count} bookings and rooms, and at most ${mostLocks} can be changed at once. Do it in several steps.`,
      },
    ]);
  }
  await takePlaces(tx, { bookings, rooms, request: request ?? null, wishes: wishes ?? [] });
  const began = performance.now();
  if (request)
    await tx.$executeRawUnsafe(
      'select /* lockRequest */ pg_advisory_xact_lock(hashtextextended($1, 4))',
      nameOf(request),
    );
  await waitLessNext(tx, began);
  if (count === 0) return;
  await tx.$executeRawUnsafe('select /* lockInOrder */ lock_in_order($1::uuid[], $2::uuid[])', bookings, rooms);
  await waitLessNext(tx, began);
}

const noticedMs = 300;
const leastLockMs = 200;

/** The limit is a lock's, and a row may be held besides: all waits of one transaction together are to take no longer. */
async function waitLessNext(tx: Transaction, began: number): Promise<void> {
  const waitedMs = performance.now() - began;
  if (waitedMs < noticedMs) return;
  const leftMs = Math.max(Math.ceil(databaseLimits.writeLock - waitedMs), leastLockMs);
  await tx.$executeRawUnsafe(`select /* waitLessNext */ set_config('lock_timeout', $1, true)`, `${leftMs}ms`);
}

/** Of all who wait for these, two have a connection. For what locks rows of rooms without the locks of a booking. */
export async function takePlaces(tx: Transaction, waited: Waited): Promise<void> {
  const places = placesFor(tx);
  places.take(await keysOf(waited, places.lines, tx));
}

/** What a write is known to wait for before it begins: most of a crowd then waits without ever having had a connection. */
export function placesAt({ db }: Pick<Context, 'db'>, waited: Waited): Promise<string[]> {
  return keysOf(waited, db.lines, db);
}

async function keysOf(
  { bookings = [], rooms = [], wishes = [], request }: Waited,
  lines: Lines,
  db: Runner,
): Promise<string[]> {
  return [
    ...bookings.map((id) => `booking ${id}`),
    ...(await leavesAmong([...rooms, ...wishes], lines, db)).map((id) => `room ${id}`),
    ...(request ? [`request ${nameOf(request)}`] : []),
  ];
}

function nameOf({ tenantId, userId, key }: NonNullable<What['request']>): string {
  return `${tenantId} ${userId} ${key}`;
}

type Leaves = { readonly ids: readonly string[]; readonly readAt: number };
const knownLeaves = new WeakMap<Lines, Map<string, Leaves>>();
const knownForMs = 60_000;

/** A room that was ever taken keeps its parts. Of any other an old answer parts a line in two for a minute, and no lock. */
async function leavesAmong(rooms: readonly string[], lines: Lines, db: Runner): Promise<string[]> {
  const known = knownLeaves.get(lines) ?? new Map<string, Leaves>();
  knownLeaves.set(lines, known);
  const now = performance.now();
  const unknown = rooms.filter((id) => (known.get(id)?.readAt ?? -Infinity) < now - knownForMs);
  if (unknown.length > 0) for (const [id, ids] of await leavesOf({ db }, unknown)) known.set(id, { ids, readAt: now });
  return rooms.flatMap((id) => known.get(id)?.ids ?? []);
}

/** The rooms that bookings stand in now: freeing a folded wall touches all its rooms, also those that nobody claims. */
export async function roomsOf(tx: Transaction, bookingIds: readonly string[]): Promise<string[]> {
  if (bookingIds.length === 0) return [];
  const rows = await tx.booking.findMany({ where: { id: { in: [...bookingIds] } }, select: { roomId: true } });
  return rows.flatMap(({ roomId }) => roomId ?? []);
}
