import type { User } from '../generated/prisma/client.ts';
import { mayEverywhere } from '../people/rights/managed.ts';
import { degreeOf } from '../people/rights/policy.ts';
import type { Context } from '../platform/context.ts';
import { driverErrorOf } from '../platform/database/driver-error.ts';
import { statement, uuid } from '../platform/database/statement.ts';
import { refuse } from '../platform/input.ts';
import { may } from '../platform/may.ts';

const mostBookers = 20;

const bookersOf = statement('findBookers', { id: uuid }, 'select id from find_bookers($1::uuid, $2, $3) id');
const booker = statement('findBooker', {}, 'select from find_bookers($1::uuid, null, 1, $2::uuid)');

/**
 * Loads the people who may book for a division, by their name. None where the caller may neither book nor place
 * bookings there, and does not manage people: the database checks the division, this function the right.
 */
export async function loadBookers(
  { db, viewer }: Pick<Context, 'db' | 'viewer'>,
  tenantId: string,
  search: string | null,
  query: object = {},
): Promise<User[]> {
  const mayAsk =
    mayEverywhere(viewer, 'user:manage') ||
    (degreeOf(viewer, tenantId) === 'full' &&
      (may(viewer, 'booking:create', tenantId) || may(viewer, 'room:assign', tenantId)));
  if (!mayAsk) return [];
  // PostgreSQL takes no NUL; nobody has one in their name.
  const rows = await db.run(bookersOf(tenantId, search?.replaceAll('\0', ' ') ?? null, mostBookers));
  const ids = rows.map(({ id }) => id);
  const people = await db.prisma.user.findMany({ ...query, where: { id: { in: ids } } });
  return people.toSorted((a, b) => ids.indexOf(a.id) - ids.indexOf(b.id));
}

const mayNotBook = 'This person does not exist or can’t book for this division. Choose someone else.';

/**
 * Checks under the lock of people, and before that of the bookings.
 * @throws InvalidInputError at `path`
 */
export async function mustBook(
  { db }: Pick<Context, 'db'>,
  userId: string,
  tenantId: string,
  path: string,
): Promise<void> {
  const bookers = await db.run(booker(tenantId, userId));
  if (bookers.length === 0) refuse(path, mayNotBook);
}

/**
 * Turns the refusal of a trigger into this one: where nothing checked before, or plain SQL took the right away
 * meanwhile.
 * @throws InvalidInputError at `path`, and what `write` throws
 */
export async function orMayNotBook<T>(path: string, write: () => Promise<T>, words = mayNotBook): Promise<T> {
  try {
    return await write();
  } catch (error) {
    if (driverErrorOf(error)?.constraint === 'requester_may_book') return refuse(path, words);
    throw error;
  }
}
