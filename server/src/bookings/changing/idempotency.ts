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
import { IdempotencyMismatchError } from '../../platform/errors.ts';
import { hashRequest, rememberedSince } from '../../platform/idempotency.ts';

export type Request = {
  readonly tenantId: string;
  readonly userId: string;
  readonly key: string;
  readonly hash: Buffer;
};

/** Identifies a request that can be repeated by its key; null where it has none. */
export function requestOf(
  owner: Pick<Request, 'tenantId' | 'userId'>,
  key: string | null,
  requestInput: object,
): Request | null {
  return key === null ? null : { ...owner, key, hash: hashRequest({ ...requestInput, idempotencyKey: key }) };
}

const selectEarlierRequest = statement(
  'earlierRequest',
  { same: boolean, bookingIds: texts },
  `select request_hash = decode($4, 'hex') as same, booking_ids::text[] as "bookingIds" from idempotency_keys
   where tenant_id = $1::uuid and user_id = $2::uuid and key = $3 and created_at > $5`,
);
export type EarlierRequest = RowOf<{ same: typeof boolean; bookingIds: typeof texts }>;

/** Reads the request with this key, within 24 hours. */
export function earlierRequest({ tenantId, userId, key, hash }: Request, now: Date): Query<EarlierRequest> {
  return selectEarlierRequest(tenantId, userId, key, hash.toString('hex'), rememberedSince(now));
}

/**
 * The bookings that an earlier request made.
 * @throws IdempotencyMismatchError when its key was used for something else
 */
export function bookingsMadeBy({ same, bookingIds }: EarlierRequest): string[] {
  if (!same) throw new IdempotencyMismatchError();
  return bookingIds;
}

/**
 * Finds the bookings that the same request made before, within 24 hours; null when it is new.
 * @throws IdempotencyMismatchError when the key was used for something else
 */
export async function findEarlierRequest(
  { db, clock }: Pick<Context, 'db' | 'clock'>,
  request: Request,
): Promise<string[] | null> {
  const [earlier] = await db.run(earlierRequest(request, clock()));
  return earlier ? bookingsMadeBy(earlier) : null;
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

/** Runs in the transaction of the bookings: after a crash either both are there, or neither. */
export function rememberRequest(
  { tenantId, userId, key, hash }: Request,
  bookingIds: readonly string[],
  now: Date,
): readonly Query[] {
  return [
    // An older request with this key is no longer honoured.
    forgetRequest(tenantId, userId, key),
    insertInto(idempotencyKeys, [
      { tenantId, userId, key, requestHash: hash, bookingIds: [...bookingIds], createdAt: now },
    ]),
  ];
}

/** Drops requests that are older than they are honoured for. */
export async function forgetRequests({ db, clock }: Context): Promise<void> {
  await db.prisma.idempotencyKey.deleteMany({ where: { createdAt: { lt: rememberedSince(clock()) } } });
}
