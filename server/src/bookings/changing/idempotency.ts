import type { Context } from '../../platform/context.ts';
import {
  boolean,
  bytea,
  type Query,
  type RowOf,
  statement,
  text,
  texts,
  timestamptz,
  uuid,
  uuids,
} from '../../platform/database/statement.ts';
import { insertInto, table } from '../../platform/database/table.ts';
import type { LimitRow } from '../../platform/limit-row.ts';
import { sha256 } from '../../platform/sealed-keys.ts';
import { IdempotencyMismatchError } from '../errors.ts';

export type Request = {
  readonly tenantId: string;
  readonly userId: string;
  readonly key: string;
  readonly hash: Buffer;
};

const keptHours = 24;
const keptMs = keptHours * 3_600_000;

export const idempotencyRow: LimitRow = {
  name: 'idempotencyHours',
  value: keptHours,
  unit: 'hours that an idempotency key is honoured',
  reason: 'Who asks again after that means another booking.',
};

/** A request that can be repeated, known by its key; null where it has none. */
export function requestOf(
  owner: Pick<Request, 'tenantId' | 'userId'>,
  key: string | null,
  asked: object,
): Request | null {
  return key === null ? null : { ...owner, key, hash: hashRequest({ ...asked, idempotencyKey: key }) };
}

/** The same for the same input, whatever the order of its fields. */
function hashRequest(input: object): Buffer {
  return sha256(
    JSON.stringify(input, (_key, value: unknown) =>
      value !== null && typeof value === 'object' && !Array.isArray(value) && !(value instanceof Date)
        ? Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1)))
        : value,
    ),
  );
}

const earlier = statement(
  'earlierRequest',
  { same: boolean, bookingIds: texts },
  `select request_hash = decode($4, 'hex') as same, booking_ids::text[] as "bookingIds" from idempotency_keys
   where tenant_id = $1::uuid and user_id = $2::uuid and key = $3 and created_at > $5`,
);
export type EarlierRequest = RowOf<{ same: typeof boolean; bookingIds: typeof texts }>;

/** The request with this key, within 24 hours. */
export function earlierRequest({ tenantId, userId, key, hash }: Request, now: Date): Query<EarlierRequest> {
  return earlier(tenantId, userId, key, hash.toString('hex'), new Date(now.getTime() - keptMs));
}

/**
 * What an earlier request made.
 * @throws IdempotencyMismatchError when its key was used for something else
 */
export function madeBy({ same, bookingIds }: EarlierRequest): string[] {
  if (!same) throw new IdempotencyMismatchError();
  return bookingIds;
}

/**
 * What the same request made before, within 24 hours; null when it is new.
 * @throws IdempotencyMismatchError when the key was used for something else
 */
export async function findEarlierRequest(
  { db, clock }: Pick<Context, 'db' | 'clock'>,
  request: Request,
): Promise<string[] | null> {
  const [found] = await db.run(earlierRequest(request, clock()));
  return found ? madeBy(found) : null;
}

const idempotencyKeys = table('idempotency_keys', {
  tenantId: uuid,
  userId: uuid,
  key: text,
  requestHash: bytea,
  bookingIds: uuids,
  createdAt: timestamptz,
});
const forgetRequest = statement(
  'forgetRequest',
  {},
  'delete from idempotency_keys where tenant_id = $1::uuid and user_id = $2::uuid and key = $3',
);

/** In the transaction of the bookings: either both are there after a crash, or neither. */
export function rememberRequest(
  { tenantId, userId, key, hash }: Request,
  bookingIds: readonly string[],
  now: Date,
): readonly Query[] {
  return [
    // An older one with this key is honoured no more.
    forgetRequest(tenantId, userId, key),
    insertInto(idempotencyKeys, [
      { tenantId, userId, key, requestHash: hash, bookingIds: [...bookingIds], createdAt: now },
    ]),
  ];
}

/** Drops what is older than it is honoured for. */
export async function forgetRequests({ db, clock }: Context): Promise<void> {
  await db.prisma.idempotencyKey.deleteMany({ where: { createdAt: { lt: new Date(clock().getTime() - keptMs) } } });
}
