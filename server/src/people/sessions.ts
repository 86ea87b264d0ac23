import { randomBytes } from 'node:crypto';
import type { AccessTokens, Context, Viewer } from '../platform/context.ts';
import { tellAudit } from '../platform/audit/deed.ts';
import { withSight } from '../platform/database/sight.ts';
import { NotAllowedError } from '../platform/errors.ts';
import { sha256 } from '../platform/sealed-keys.ts';
import { loadViewer } from './load-viewer.ts';
import { type CredentialNeeds, type Credentials, mustStillHold, nameOf, verifyCredentials } from './verify-credentials.ts';

export const refreshTokenSeconds = 7 * 24 * 60 * 60;

export type OpenSession = {
  readonly viewer: Viewer;
  readonly accessToken: string;
  readonly refreshToken: string;
  readonly expiresAt: Date;
  readonly refreshExpiresAt: Date;
};

type Needs = Pick<Context, 'db' | 'clock'> & { readonly tokens: AccessTokens };

const ended = () => new NotAllowedError('session:refresh', 'Your session has ended. Sign in again.');

/** @throws NotAllowedError TooManyAttemptsError PasswordMustBeSetError BusyError */
export const signIn = async (needs: Needs & CredentialNeeds, input: Credentials): Promise<OpenSession> => {
  const { db, clock } = needs;
  tellAudit({ subjectType: 'username', subjectId: nameOf(input.username) });
  const user = await verifyCredentials(needs, input);

  const refreshToken = randomBytes(32).toString('base64url');
  const expiresAt = new Date(clock().getTime() + refreshTokenSeconds * 1_000);
  const session = await withSight({ tenantIds: [], userId: user.id }, () =>
    db.prisma.session.create({
      data: { userId: user.id, refreshHash: new Uint8Array(sha256(refreshToken)), createdAt: clock(), expiresAt },
    }),
  );
  await mustStillHold(needs, user);
  return open(needs, { ...session, refreshToken });
};

/** @throws NotAllowedError */
export const refreshSession = async (needs: Needs, refreshToken: string): Promise<OpenSession> => {
  const session = await needs.db.prisma.session.findFirst({
    where: { refreshHash: new Uint8Array(sha256(refreshToken)), endedAt: null, expiresAt: { gt: needs.clock() } },
  });
  if (!session) throw ended();
  return open(needs, { ...session, refreshToken });
};

export const signOut = async ({ db, clock }: Pick<Context, 'db' | 'clock'>, sessionId: string): Promise<void> => {
  await db.prisma.session.updateMany({ where: { id: sessionId, endedAt: null }, data: { endedAt: clock() } });
};

const open = async (
  { db, clock, tokens }: Needs,
  session: { id: string; userId: string; expiresAt: Date; refreshToken: string },
): Promise<OpenSession> => {
  const viewer = await loadViewer(db, session, clock());
  if (!viewer) throw ended();
  tellAudit({ actor: viewer.userId, via: 'session', viaId: session.id, subjectType: 'User', subjectId: viewer.userId });
  const { token, expiresAt } = await tokens.sign({ sessionId: session.id, userId: session.userId }, clock());
  return { viewer, accessToken: token, refreshToken: session.refreshToken, expiresAt, refreshExpiresAt: session.expiresAt };
};
