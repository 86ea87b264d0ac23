import type { Transaction } from '../platform/database/database.ts';
import { InvalidInputError } from '../platform/errors.ts';

type What = {
  readonly bookings?: readonly string[];
  readonly rooms?: readonly string[];
  readonly request?: { readonly tenantId: string; readonly userId: string; readonly key: string } | null;
};

/** Locks of all transactions share one table in PostgreSQL's memory: 30,000 at once, and nobody gets one any more. */
export const mostLocks = 5_000;

/**
 * Takes every lock of a write at once, before it writes anything: a repeated request first, then bookings, then leaf
 * rooms, each sorted. Whoever waits here holds no transaction id, and so holds up no reader of the events.
 * @throws InvalidInputError for more than `mostLocks`
 */
export const lockInOrder = async (tx: Transaction, { bookings = [], rooms = [], request }: What): Promise<void> => {
  if (request) {
    const name = `${request.tenantId} ${request.userId} ${request.key}`;
    await tx.$executeRawUnsafe('select /* lockRequest */ pg_advisory_xact_lock(hashtextextended($1, 4))', name);
  }
  const count = bookings.length + rooms.length;
  if (count === 0) return;
  if (count > mostLocks) {
    throw new InvalidInputError([{ path: '', message: `This touches ${count} bookings and rooms, and at most ${mostLocks} can be changed at once. Do it in several steps.` }]);
  }
  await tx.$executeRawUnsafe('select /* lockInOrder */ lock_in_order($1::uuid[], $2::uuid[])', bookings, rooms);
};

/** The rooms that bookings stand in now: freeing a folded wall touches all its rooms, also those that nobody claims. */
export const roomsOf = async (tx: Transaction, bookingIds: readonly string[]): Promise<string[]> => {
  if (bookingIds.length === 0) return [];
  const rows = await tx.booking.findMany({ where: { id: { in: [...bookingIds] } }, select: { roomId: true } });
  return rows.flatMap(({ roomId }) => roomId ?? []);
};
