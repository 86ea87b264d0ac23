import { setTimeout as delay } from 'node:timers/promises';
import { noteForAudit } from '../../platform/audited-request.ts';
import type { Context } from '../../platform/context.ts';
import type { Transaction } from '../../platform/database/database.ts';
import { withVisibility } from '../../platform/database/visibility.ts';
import { boolean, type RowOf, statement, text, uuid } from '../../platform/database/statement.ts';
import { NotAllowedError } from '../../platform/errors.ts';
import type { TryLimits } from '../../platform/try-limits.ts';
import { networkOf } from '../../platform/http/network-of.ts';
import { PasswordMustBeSetError } from '../errors.ts';
import { checkPassword, hashInTurn } from './passwords.ts';
import { personKey } from '../person-key.ts';
import { countAttempt, forgiveAttempts, placeOf } from './tries.ts';
import { hashing, type Turn } from './turns.ts';

export type CredentialNeeds = Pick<Context, 'db' | 'clock'> & { readonly tryLimits: TryLimits };
export type Credentials = {
  readonly username: string;
  readonly password: string;
  /** Where they come from. */ readonly address: string;
};
/** A user who has just proven the password that belongs to this hash. */
export type ProvenUser = { readonly id: string; readonly username: string; readonly passwordHash: string };

const credentialsRow = { id: uuid.orNull, hash: text.orNull, active: boolean, familiar: boolean, oldHashes: boolean };
type StoredCredentials = RowOf<typeof credentialsRow>;

const credentialsOf = statement(
  'credentialsOf',
  credentialsRow,
  `select u.id, u.password_hash as hash, coalesce(u.active, false) as active,
     exists (select from sign_in_tries where subject = $2 and familiar_until > $3) as familiar,
     exists (select from users where password_hash like '$2_$%') as "oldHashes"
   from (values (1)) one left join users u on u.username = $1`,
);

function wrong() {
  return new NotAllowedError('session:start', 'Wrong username or password.');
}

// No account has such a name, and PostgreSQL takes no NUL.
export function nameOf(username: string) {
  return username.trim().toLowerCase().replaceAll('\0', ' ').slice(0, 200);
}

/**
 * @throws NotAllowedError, the same for an unknown user, a wrong password and one who may no longer come in
 * @throws TooManyAttemptsError PasswordMustBeSetError BusyError
 */
export async function provePassword(
  needs: CredentialNeeds,
  { username, password, address }: Credentials,
): Promise<ProvenUser> {
  const attempt = { username: nameOf(username), network: networkOf(address) };
  const { stored, judgement, began } = await hashing.take(attempt.network, async (turn) => {
    const began = performance.now();
    const stored = await findCredentials(needs, attempt);
    noteTriedAccount(stored.id);
    await countAttempt(needs, needs.tryLimits, { ...attempt, familiar: stored.familiar });
    return { stored, began, judgement: await tryPassword(needs, turn, stored, password) };
  });
  if (judgement.user === null) {
    if (stored.oldHashes) await delay(untilFullSecond(performance.now() - began));
    if (judgement.plainText) throw new PasswordMustBeSetError();
    throw wrong();
  }
  await forgiveAttempts(needs, { ...attempt, familiar: stored.familiar });
  return { ...judgement.user, username: attempt.username };
}

const holdOwnPassword = statement('holdOwnPassword', { holds: boolean }, 'select hold_own_password($1) as holds');

/**
 * Locks the person and checks again that the proven password is theirs: a session that begins while it is being changed
 * must not outlive the change.
 * @throws NotAllowedError
 */
export async function holdProof(tx: Transaction, { passwordHash }: ProvenUser): Promise<void> {
  const [row] = await tx.run(holdOwnPassword(passwordHash));
  if (row?.holds !== true) throw wrong();
}

async function findCredentials(
  { db, clock }: CredentialNeeds,
  { username, network }: { username: string; network: string },
): Promise<StoredCredentials> {
  const [row] = await db.run(credentialsOf(username, placeOf(username, network), clock()));
  return row ?? { id: null, hash: null, active: false, familiar: false, oldHashes: false };
}

/**
 * Notes whose account was tried, for the audit trail, which is kept for ever. The typed name is not noted: people type
 * passwords into the name field, so a name that no account has leaves only where it came from.
 */
export function noteTriedAccount(userId: string | null): void {
  if (userId !== null) noteForAudit({ subjectType: 'User', subjectId: userId });
}

const storeBetterHash = statement('keepBetterHash', { kept: boolean }, 'select set_own_password($1, $2) as kept');

type Judgement = { readonly user: { id: string; passwordHash: string } | null; readonly plainText: boolean };

async function tryPassword(
  { db }: CredentialNeeds,
  turn: Turn,
  { id, hash, active }: StoredCredentials,
  password: string,
): Promise<Judgement> {
  const verdict = await checkPassword(turn, hash, password);
  if (id === null || hash === null || !active || verdict.is !== 'right')
    return { user: null, plainText: active && verdict.is === 'plain text' };
  if (!verdict.outdated) return { user: { id, passwordHash: hash }, plainText: false };
  const better = await hashInTurn(turn, password);
  // Replaces only the hash that was proven: it may have been changed meanwhile.
  const [row] = await as(id, () => db.lines.enter([personKey(id)], () => db.run(storeBetterHash(better, hash))));
  // Another sign-in at the same moment may have replaced it, with a hash of the same password.
  return {
    user: { id, passwordHash: row?.kept ? better : await readCurrentHash(db, id, turn, password) },
    plainText: false,
  };
}

const currentHash = statement(
  'currentHash',
  { hash: text.orNull },
  'select password_hash as hash from users where id = $1 and active',
);

async function readCurrentHash(db: CredentialNeeds['db'], id: string, turn: Turn, password: string): Promise<string> {
  const [row] = await db.run(currentHash(id));
  const verdict = await checkPassword(turn, row?.hash ?? null, password);
  if (!row?.hash || verdict.is !== 'right') throw wrong();
  return row.hash;
}

function as<T>(userId: string, work: () => T): T {
  return withVisibility({ tenantIds: [], userId }, work);
}

// bcrypt takes another time than argon2id. While any account has such a hash, every refusal comes at a full second, so
// that its time does not reveal which account that is.
function untilFullSecond(tookMs: number): number {
  return 1_000 - (tookMs % 1_000);
}
