import type { Context } from '../../platform/context.ts';
import { column, statement } from '../../platform/database/statement.ts';
import { sha256 } from '../../platform/sealed-keys.ts';
import type { TryLimits } from '../../platform/try-limits.ts';
import { TooManyAttemptsError } from '../errors.ts';

type Needs = Pick<Context, 'db' | 'clock'>;
type Waits = Omit<TryLimits, 'perAccount' | 'perAddress'>;

/** The subject that tries are counted for. Hashed: people type passwords into the name field. */
function subjectOf(...parts: readonly string[]): Buffer {
  return sha256(JSON.stringify(parts));
}

/** The key of the queue for callers that count tries of one subject: a row that is held costs two connections. */
function triesKey(subject: Buffer): string {
  return `tries ${subject.toString('base64')}`;
}

export function placeOf(username: string, network: string): Buffer {
  return subjectOf('place', username, network);
}

/** How long a place counts as familiar after its last sign-in. */
const familiarMs = 90 * 24 * 60 * 60 * 1_000;

/** As text: the pool returns a bigint so. */
const milliseconds = column<string>('bigint');

const takeTry = statement(
  'takeTry',
  { wait: milliseconds },
  `select take_try($1, $2, $3, $4 * interval '1 ms', $5 * interval '1 ms', $6 * interval '1 ms') as wait`,
);

/** @throws TooManyAttemptsError */
async function countTry(
  { db, clock }: Needs,
  subject: Buffer,
  most: number,
  { windowMs, firstWaitMs, longestWaitMs }: Waits,
): Promise<void> {
  const [row] = await db.lines.enter([triesKey(subject)], () =>
    db.run(takeTry(subject, clock(), most, windowMs, firstWaitMs, longestWaitMs)),
  );
  const wait = Number(row?.wait);
  if (wait > 0) throw new TooManyAttemptsError(wait);
}

export type Attempt = {
  readonly username: string;
  readonly network: string;
  /** This account came in from there before. */ readonly familiar: boolean;
};

/**
 * Counts a try for the address, then for the account. Tries from a place that is familiar to the account are counted
 * separately: even while strangers lock the account for everywhere else, or the address that a whole office shares, its
 * owner still gets in from there, and has as few tries there as anybody.
 * @throws TooManyAttemptsError
 */
export async function countAttempt(
  needs: Needs,
  limits: TryLimits,
  { username, network, familiar }: Attempt,
): Promise<void> {
  if (!familiar) await countTry(needs, subjectOf('address', network), limits.perAddress, limits);
  await countTry(
    needs,
    familiar ? placeOf(username, network) : subjectOf('account', username),
    limits.perAccount,
    limits,
  );
}

const forgive = statement(
  'forgiveAttempts',
  {},
  `with account as (delete from sign_in_tries where subject = $1 and (locked_until is null or locked_until <= $4)),
     address as (update sign_in_tries set tries = greatest(tries - 1, 0) where subject = $2 and not $6)
   insert into sign_in_tries (subject, window_ends_at, familiar_until, forget_at) values ($3, $4, $5, $5)
   on conflict (subject) do update set tries = 0, lockouts = 0, locked_until = null, familiar_until = $5, forget_at = $5`,
);

/**
 * After a right password, the account's count restarts, the address gets back the try that it was charged, and the
 * place becomes familiar.
 */
export async function forgiveAttempts({ db, clock }: Needs, { username, network, familiar }: Attempt): Promise<void> {
  const now = clock();
  const subjects = [subjectOf('account', username), subjectOf('address', network), placeOf(username, network)];
  await db.lines.enter(subjects.map(triesKey), () =>
    db.run(forgive(...subjects, now, new Date(now.getTime() + familiarMs), familiar)),
  );
}

const hourMs = 3_600_000;
const resetWaits: Waits = { windowMs: hourMs, firstWaitMs: hourMs, longestWaitMs: hourMs };
const resetsPerAddress = 20;
const resetsPerAccount = 5;

/** Whether one more link may be requested. The answer is the same for an account that does not exist. */
export async function mayAskForLink(needs: Needs, username: string, network: string): Promise<boolean> {
  try {
    await countTry(needs, subjectOf('links of address', network), resetsPerAddress, resetWaits);
    await countTry(needs, subjectOf('links of account', username), resetsPerAccount, resetWaits);
    return true;
  } catch (error) {
    if (error instanceof TooManyAttemptsError) return false;
    throw error;
  }
}

const forget = statement('forgetAttempts', {}, 'delete from sign_in_tries where forget_at < $1');

/** A job that drops tries which no longer count. */
export async function forgetAttempts({ db, clock }: Needs): Promise<void> {
  await db.run(forget(clock()));
}
