import type { Context, Viewer } from './context.ts';
import {
  boolean,
  bytea,
  type Query,
  type RowOf,
  type Runner,
  statement,
  text,
  texts,
  timestamptz,
  uuid,
  uuids,
} from './database/statement.ts';
import { insertInto, table } from './database/table.ts';
import { IdempotencyMismatchError } from './errors.ts';
import { line, parseAt } from './input.ts';
import { figure, inputBounds, type LimitRow } from './limit-row.ts';
import { sha256 } from './sealed-keys.ts';

const rememberedHours = 24;
const rememberedMs = rememberedHours * 3_600_000;

export const idempotencyRow: LimitRow = {
  name: 'idempotencyHours',
  value: rememberedHours,
  unit: 'hours that an idempotency key is honoured',
  reason: 'Who asks again after that means another one.',
};

const { idempotencyKey: keyBound } = inputBounds({
  idempotencyKey: { value: 200, unit: 'characters of an idempotency key', reason: 'It is kept for a day.' },
});

export const idempotencyKeyInput = line('The idempotency key', keyBound);

/** The field of an input that makes something of the facility. */
export const idempotencyKeyField = {
  description: `Yours, for this request, ${figure(keyBound)} characters at most: repeated within ${rememberedHours} hours it makes nothing more. Per user; another request under it is IdempotencyMismatchError.`,
};

/** The field of a payload that answers a request with a key. */
export const repeatedField = {
  description:
    'The idempotencyKey was used for this very request before: nothing was made now, and what was made then is shown as it is now.',
};

/** What was made before this moment, nobody is reminded of any more. */
export function rememberedSince(now: Date): Date {
  return new Date(now.getTime() - rememberedMs);
}

/** Gives the same hash for the same input, whatever the order of its fields. */
export function hashRequest(input: object): Buffer {
  return sha256(
    JSON.stringify(input, (_key, value: unknown) =>
      value !== null && typeof value === 'object' && !Array.isArray(value) && !(value instanceof Date)
        ? Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1)))
        : value,
    ),
  );
}

/** A request that makes something of the facility, and may be repeated. */
export type CreationRequest = { readonly userId: string; readonly key: string; readonly hash: Buffer };

/**
 * Identifies such a request by its key; null where it has none.
 * @throws InvalidInputError for a key that cannot be stored
 */
export function creationRequest(
  { userId }: Pick<Viewer, 'userId'>,
  mutation: string,
  input: { readonly idempotencyKey?: string | null | undefined },
): CreationRequest | null {
  if (input.idempotencyKey == null) return null;
  const key = parseAt('idempotencyKey', idempotencyKeyInput, input.idempotencyKey);
  return { userId, key, hash: hashRequest({ ...input, idempotencyKey: key, mutation }) };
}

const selectEarlierCreation = statement(
  'earlierCreation',
  { same: boolean, madeIds: texts },
  `select request_hash = decode($3, 'hex') as same, made_ids::text[] as "madeIds" from creation_keys
   where user_id = $1::uuid and key = $2 and created_at > $4`,
);
export type EarlierCreation = RowOf<{ same: typeof boolean; madeIds: typeof texts }>;

/** Reads the request with this key, within 24 hours. */
export function earlierCreation({ userId, key, hash }: CreationRequest, now: Date): Query<EarlierCreation> {
  return selectEarlierCreation(userId, key, hash.toString('hex'), rememberedSince(now));
}

/**
 * The ids of what an earlier request made.
 * @throws IdempotencyMismatchError when its key was used for something else
 */
export function idsMadeBy({ same, madeIds }: EarlierCreation): readonly string[] {
  if (!same) throw new IdempotencyMismatchError();
  return madeIds;
}

/**
 * Finds the ids of what the same request made before, within 24 hours; null when it is new or has no key.
 * @throws IdempotencyMismatchError when the key was used for something else
 */
export async function findMadeBefore(
  runner: Runner,
  request: CreationRequest | null,
  now: Date,
): Promise<readonly string[] | null> {
  const [earlier] = request ? await runner.run(earlierCreation(request, now)) : [];
  return earlier ? idsMadeBy(earlier) : null;
}

const creationKeys = table('creation_keys', {
  userId: uuid,
  key: text,
  requestHash: bytea,
  madeIds: uuids,
  createdAt: timestamptz,
});
const forgetCreation = statement(
  'forgetCreation',
  {},
  'delete from creation_keys where user_id = $1::uuid and key = $2',
);

/** Runs in the transaction that makes them: after a crash either both are there, or neither. */
export function rememberCreation(
  request: CreationRequest | null,
  madeIds: readonly string[],
  now: Date,
): readonly Query[] {
  if (request === null) return [];
  const { userId, key, hash } = request;
  return [
    // An older request with this key is no longer honoured.
    forgetCreation(userId, key),
    insertInto(creationKeys, [{ userId, key, requestHash: hash, madeIds: [...madeIds], createdAt: now }]),
  ];
}

/** Drops requests that are older than they are honoured for. */
export async function forgetCreations({ db, clock }: Pick<Context, 'db' | 'clock'>): Promise<void> {
  await db.prisma.creationKey.deleteMany({ where: { createdAt: { lt: rememberedSince(clock()) } } });
}
