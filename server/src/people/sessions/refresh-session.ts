import { noteForAudit } from '../../platform/audited-request.ts';
import type { RequestContext } from '../../platform/context.ts';
import { column, statement, timestamptz, uuid } from '../../platform/database/statement.ts';
import { withVisibility } from '../../platform/database/visibility.ts';
import { hashOf } from '../keys/refresh-tokens.ts';
import { handOver, type OpenSession, sessionEnded, storable } from './sessions.ts';

type Needs = Pick<RequestContext, 'db' | 'clock' | 'tokens' | 'refreshTokens' | 'origin' | 'log'>;

/** This server's tokens have 43 characters. */
const longestToken = 200;

/**
 * Uses a refresh token, and makes the next one. The database alone decides which of many uses is the first; a caller
 * who repeats it within ten seconds, because the answer was lost, gets the same next one. Any other second use means
 * that somebody has a copy, and ends the session for both.
 * @throws NotAllowedError
 */
export async function refreshSession(needs: Needs, token: string): Promise<OpenSession> {
  const { db, clock, origin, log } = needs;
  if (token === '' || token.length > longestToken) throw sessionEnded();
  const successor = needs.refreshTokens.successorOf(token);
  const usedHash = hashOf(token);
  const values = [usedHash, hashOf(successor), clock(), origin.address, origin.agent && storable(origin.agent)];
  const [row] = await db.transaction(
    { cause: 'refreshSession', at: [`refresh token ${Buffer.from(usedHash).toString('base64')}`] },
    (tx) => tx.run(rotateRefreshToken(...values)),
  );
  if (row?.outcome === 'REUSED') {
    noteForAudit({
      actor: row.user_id,
      viaId: row.session_id,
      subjectType: 'User',
      subjectId: row.user_id,
      refusal: 'RefreshTokenReused',
    });
    log.warn(
      { sessionId: row.session_id, userId: row.user_id, requestId: origin.requestId },
      'a refresh token was used twice: the session has ended',
    );
  }
  if (row?.outcome !== 'ROTATED' && row?.outcome !== 'REPEATED') throw sessionEnded();
  return handOver(needs, {
    id: row.session_id,
    userId: row.user_id,
    refreshToken: successor,
    expiresAt: row.expires_at,
  });
}

/** Ends the session of a refresh token, which is all that a browser has once its access token has expired. */
export async function signOutByRefreshToken({ db, clock }: Pick<Needs, 'db' | 'clock'>, token: string): Promise<void> {
  const [row] = await db.run(sessionOfRefreshToken(Buffer.from(hashOf(token))));
  if (!row) return;
  await withVisibility(
    { tenantIds: [], userId: row.user_id },
    async () =>
      await db.prisma.session.updateMany({ where: { id: row.session_id, endedAt: null }, data: { endedAt: clock() } }),
  );
}

const rotateRefreshToken = statement(
  'rotateRefreshToken',
  {
    outcome: column<'ROTATED' | 'REPEATED' | 'REUSED' | 'ENDED'>('text'),
    session_id: uuid,
    user_id: uuid,
    expires_at: timestamptz,
  },
  'select outcome, session_id, user_id, expires_at from rotate_refresh_token($1::bytea, $2::bytea, $3::timestamptz, $4, $5)',
);

const sessionOfRefreshToken = statement(
  'sessionOfRefreshToken',
  { session_id: uuid, user_id: uuid },
  'select session_id, user_id from session_of_refresh_token($1)',
);
