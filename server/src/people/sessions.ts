import { randomBytes } from 'node:crypto';
import argon2 from 'argon2';
import type { SessionKind } from '../generated/prisma/enums.ts';
import type { Context, RequestContext, Viewer } from '../platform/context.ts';
import type { Transaction } from '../platform/database/database.ts';
import { withSight } from '../platform/database/sight.ts';
import { NotAllowedError } from '../platform/errors.ts';
import { loadViewer } from './load-viewer.ts';
import { hashPassword } from './passwords.ts';
import { hashOf, newRefreshToken } from './refresh-tokens.ts';

const day = 24 * 60 * 60;
/** How long a session lasts unused. A wall display's outlives holidays; longer than that browsers keep no cookie. */
export const idleSeconds = { ORDINARY: 7 * day, DISPLAY: 400 * day } as const satisfies Record<SessionKind, number>;

export type OpenSession = {
  readonly viewer: Viewer;
  readonly accessToken: string;
  readonly refreshToken: string;
  readonly expiresAt: Date;
  readonly refreshExpiresAt: Date;
};

type Needs = Pick<RequestContext, 'db' | 'clock' | 'tokens' | 'origin'>;

const wrong = () => new NotAllowedError('session:start', 'This user name and password do not belong together.');
export const sessionEnded = () => new NotAllowedError('session:refresh', 'Your session has ended. Sign in again.');

// Compared against when there is no such user, so that both answers take the same time.
const nobody = hashPassword(randomBytes(16).toString('hex'));

/** @throws NotAllowedError, the same for an unknown user, a wrong password and one who may no longer come in */
export const signIn = async (needs: Needs, input: { username: string; password: string }): Promise<OpenSession> => {
  const { db } = needs;
  // Not one account has such a name, and PostgreSQL takes no NUL.
  const username = input.username.trim().toLowerCase().replaceAll('\0', ' ').slice(0, 200);
  const user = await db.prisma.user.findFirst({ where: { username } });
  const matches = await argon2.verify(user?.passwordHash ?? (await nobody), input.password.slice(0, 1_000));
  if (!user?.active || !matches) throw wrong();

  return openSession(needs, user.id);
};

/** For somebody who has just proven who they are. */
export const openSession = async (needs: Needs, userId: string): Promise<OpenSession> => {
  const begun = await withSight({ tenantIds: [], userId }, () =>
    needs.db.transaction({ cause: 'openSession' }, (tx) => beginSession(tx, needs, { userId, kind: 'ORDINARY', name: null })),
  );
  return handOver(needs, begun);
};

/** A session whose tokens are not handed over yet. */
export type Begun = { readonly id: string; readonly userId: string; readonly refreshToken: string; readonly expiresAt: Date };

export const beginSession = async (
  tx: Transaction,
  { clock, origin }: Pick<Needs, 'clock' | 'origin'>,
  { userId, kind, name }: { readonly userId: string; readonly kind: SessionKind; readonly name: string | null },
): Promise<Begun> => {
  const now = clock();
  const refreshToken = newRefreshToken();
  const expiresAt = new Date(now.getTime() + idleSeconds[kind] * 1_000);
  const { address, agent } = origin;
  const { id } = await tx.session.create({
    data: { userId, kind, name, idleSeconds: idleSeconds[kind], address, agent: agent && storable(agent), createdAt: now, lastUsedAt: now, expiresAt },
    select: { id: true },
  });
  // The application may not read these, so nothing comes back from this insert either.
  await tx.$executeRawUnsafe(
    '/* firstRefreshToken */ insert into refresh_tokens (hash, session_id, issued_at, expires_at) values ($1, $2::uuid, $3::timestamptz, $4::timestamptz)',
    hashOf(refreshToken), id, now, expiresAt);
  return { id, userId, refreshToken, expiresAt };
};

/** @throws NotAllowedError when the person may no longer come in */
export const handOver = async ({ db, clock, tokens }: Pick<Needs, 'db' | 'clock' | 'tokens'>, begun: Begun): Promise<OpenSession> => {
  const { id, userId, refreshToken } = begun;
  const viewer = await loadViewer(db, { via: { kind: 'session', id }, userId }, clock());
  if (!viewer) throw sessionEnded();
  const { token, expiresAt } = await tokens.sign({ sessionId: id, userId }, clock());
  return { viewer, accessToken: token, refreshToken, expiresAt, refreshExpiresAt: begun.expiresAt };
};

/** A header may hold what PostgreSQL takes for a broken text. */
export const storable = (text: string): string => text.replaceAll('\0', ' ').toWellFormed();

/** Ends the session that somebody comes with. A tool's token is no session: it stays as it is. */
export const signOut = async ({ db, clock }: Pick<Context, 'db' | 'clock'>, viewer: Viewer): Promise<void> => {
  if (viewer.via.kind === 'token') return;
  await db.prisma.session.updateMany({ where: { id: viewer.via.id, userId: viewer.userId, endedAt: null }, data: { endedAt: clock() } });
};
