import type { SessionKind } from '../../generated/prisma/enums.ts';
import { noteForAudit } from '../../platform/audited-request.ts';
import type { Context, RequestContext, Viewer } from '../../platform/context.ts';
import type { Transaction } from '../../platform/database/database.ts';
import { statement } from '../../platform/database/statement.ts';
import { withVisibility } from '../../platform/database/visibility.ts';
import { NotAllowedError } from '../../platform/errors.ts';
import { loadViewer } from '../rights/load-viewer.ts';
import { personKey } from '../person-key.ts';
import { hashOf, newRefreshToken } from '../keys/refresh-tokens.ts';
import { type CredentialNeeds, type Credentials, holdProof, provePassword } from '../credentials/verify-credentials.ts';

const day = 24 * 60 * 60;
/** How long a session lasts unused. A wall display's outlives holidays; browsers keep no cookie for longer. */
const idleSeconds = { ORDINARY: 7 * day, DISPLAY: 400 * day } as const satisfies Record<SessionKind, number>;

export type OpenSession = {
  readonly viewer: Viewer;
  readonly accessToken: string;
  readonly refreshToken: string;
  readonly expiresAt: Date;
  readonly refreshExpiresAt: Date;
};

type Needs = Pick<RequestContext, 'db' | 'clock' | 'tokens' | 'origin'>;

export function sessionEnded() {
  return new NotAllowedError('session:refresh', 'Your session has ended. Sign in again.');
}

const noteSignIn = statement('noteSignIn', {}, 'select from note_own_sign_in($1::timestamptz)');

/** @throws NotAllowedError TooManyAttemptsError PasswordMustBeSetError BusyError */
export async function signIn(needs: Needs & CredentialNeeds, input: Credentials): Promise<OpenSession> {
  const user = await provePassword(needs, input);
  const newSession = await withVisibility({ tenantIds: [], userId: user.id }, () =>
    needs.db.transaction({ cause: 'signIn', at: [personKey(user.id)] }, async (tx) => {
      await holdProof(tx, user);
      await tx.run(noteSignIn(needs.clock()));
      return beginSession(tx, needs, { userId: user.id, kind: 'ORDINARY', name: null });
    }),
  );
  return handOver(needs, newSession);
}

/** A session whose tokens have not been delivered yet. */
export type NewSession = {
  readonly id: string;
  readonly userId: string;
  readonly refreshToken: string;
  readonly expiresAt: Date;
};

// The application may not read these, so this insert returns nothing either.
const firstRefreshToken = statement(
  'firstRefreshToken',
  {},
  `insert into refresh_tokens (hash, session_id, issued_at, expires_at) values ($1, $2::uuid, $3::timestamptz, $4::timestamptz)`,
);

export async function beginSession(
  tx: Transaction,
  { clock, origin }: Pick<Needs, 'clock' | 'origin'>,
  { userId, kind, name }: { readonly userId: string; readonly kind: SessionKind; readonly name: string | null },
): Promise<NewSession> {
  const now = clock();
  const refreshToken = newRefreshToken();
  const expiresAt = new Date(now.getTime() + idleSeconds[kind] * 1_000);
  const { address, agent } = origin;
  const { id } = await tx.session.create({
    data: {
      userId,
      kind,
      name,
      idleSeconds: idleSeconds[kind],
      address,
      agent: agent && storable(agent),
      createdAt: now,
      lastUsedAt: now,
      expiresAt,
    },
    select: { id: true },
  });
  await tx.run(firstRefreshToken(hashOf(refreshToken), id, now, expiresAt));
  return { id, userId, refreshToken, expiresAt };
}

/** @throws NotAllowedError when the person may no longer come in */
export async function handOver(
  { db, clock, tokens }: Pick<Needs, 'db' | 'clock' | 'tokens'>,
  newSession: NewSession,
): Promise<OpenSession> {
  const { id, userId, refreshToken } = newSession;
  const viewer = await loadViewer(db, { via: { kind: 'session', id }, userId }, clock());
  if (!viewer) throw sessionEnded();
  noteForAudit({
    actor: userId,
    via: viewer.via.kind,
    viaId: id,
    subjectType: 'User',
    subjectId: userId,
    ownRow: true,
  });
  const { token, expiresAt } = await tokens.sign({ sessionId: id, userId }, clock());
  return { viewer, accessToken: token, refreshToken, expiresAt, refreshExpiresAt: newSession.expiresAt };
}

/** Removes what PostgreSQL rejects in a text; a header may contain it. */
export function storable(text: string): string {
  return text.replaceAll('\0', ' ').toWellFormed();
}

/** Ends the session of the viewer. A tool's token is no session: it stays as it is. */
export async function signOut({ db, clock }: Pick<Context, 'db' | 'clock'>, viewer: Viewer): Promise<void> {
  if (viewer.via.kind === 'token') return;
  await db.lines.enter(
    [personKey(viewer.userId)],
    async () =>
      await db.prisma.session.updateMany({
        where: { id: viewer.via.id, userId: viewer.userId, endedAt: null },
        data: { endedAt: clock() },
      }),
  );
}
