import type { Context } from '../../platform/context.ts';
import type { Database, Transaction } from '../../platform/database/database.ts';
import type { LimitRow } from '../../platform/limit-row.ts';
import { sha256 } from '../../platform/sealed-keys.ts';
import { IdempotencyMismatchError } from '../errors.ts';

type Request = { readonly tenantId: string; readonly userId: string; readonly key: string; readonly hash: Buffer };
type Reader = Pick<Context, 'clock'> & ({ readonly db: Pick<Database, 'sql'> } | { readonly sql: Database['sql'] });

const keptHours = 24;
const keptMs = keptHours * 3_600_000;

export const idempotencyRow: LimitRow = {
  name: 'idempotencyHours',
  value: keptHours,
  unit: 'hours that an idempotency key is honoured',
  reason: 'Who asks again after that means another booking.',
};

/** The same for the same input, whatever the order of its fields. */
export function hashRequest(input: object): Buffer {
  return sha256(
    JSON.stringify(input, (_key, value: unknown) =>
      value !== null && typeof value === 'object' && !Array.isArray(value) && !(value instanceof Date)
        ? Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1)))
        : value,
    ),
  );
}

/**
 * What the same request made before, within 24 hours; null when it is new.
 * @throws IdempotencyMismatchError when the key was used for something else
 */
export async function findEarlierRequest(reader: Reader, request: Request): Promise<string[] | null> {
  const sql = 'db' in reader ? reader.db.sql : reader.sql;
  const since = new Date(reader.clock().getTime() - keptMs);
  const [found] = await sql<{ same: boolean; bookingIds: string[] }>(
    'earlierRequest',
    `select request_hash = decode($4, 'hex') as same, booking_ids::text[] as "bookingIds" from idempotency_keys
     where tenant_id = $1::uuid and user_id = $2::uuid and key = $3 and created_at > $5`,
    [request.tenantId, request.userId, request.key, request.hash.toString('hex'), since],
  );
  if (found && !found.same) throw new IdempotencyMismatchError();
  return found?.bookingIds ?? null;
}

/** In the transaction of the bookings: either both are there after a crash, or neither. */
export async function rememberRequest(
  tx: Transaction,
  { tenantId, userId, key, hash }: Request,
  bookingIds: string[],
  now: Date,
) {
  const requestHash = new Uint8Array(hash);
  await tx.idempotencyKey.deleteMany({ where: { tenantId, userId, key } });
  await tx.idempotencyKey.create({ data: { tenantId, userId, key, requestHash, bookingIds, createdAt: now } });
}

/** Drops what is older than it is honoured for. */
export async function forgetRequests({ db, clock }: Context): Promise<void> {
  await db.prisma.idempotencyKey.deleteMany({ where: { createdAt: { lt: new Date(clock().getTime() - keptMs) } } });
}
