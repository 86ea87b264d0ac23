import type { IncomingMessage } from 'node:http';
import type { AccessTokens, Via } from '../platform/context.ts';
import type { Database } from '../platform/database/database.ts';
import { statement, timestamptz, uuid } from '../platform/database/statement.ts';
import { sha256 } from '../platform/sealed-keys.ts';
import { type CookieNames, readCookie } from './sessions/cookies.ts';
import { isPersonalToken, looksLikePersonalToken } from './tokens/personal-token-text.ts';

export const csrfHeader = 'x-colab-csrf';

/** The claim of a request. Only the row of a session says whether it is a wall display's. */
export type Claim = {
  readonly via: Via & { readonly kind: 'session' | 'token' };
  readonly userId: string;
  readonly expiresAt: Date;
};

type AuthenticationNeeds = {
  readonly db: Database;
  readonly tokens: AccessTokens;
  readonly cookies: CookieNames;
  readonly clock: () => Date;
};

/**
 * Reads the user that a request claims: from a bearer token (tools), or the access cookie (browsers). A cookie travels
 * with requests that other sites cause, so it counts only together with a header that no other site can set.
 */
export async function claimOf(needs: AuthenticationNeeds, req: IncomingMessage): Promise<Claim | null> {
  const bearer = bearerIn(req.headers.authorization);
  if (bearer !== null) return claimOfToken(needs, bearer);
  const cookie = cookieWithHeader(req, needs.cookies.access);
  return cookie === null ? null : claimOfSession(needs, cookie);
}

/**
 * Does the same for a WebSocket, whose handshake's Origin was checked already; tools send the token with
 * `connection_init`.
 */
export async function claimOfSocket(
  needs: AuthenticationNeeds,
  req: IncomingMessage,
  params: Record<string, unknown> | undefined,
): Promise<Claim | null> {
  const bearer = bearerIn(params?.['authorization'] ?? params?.['Authorization'] ?? req.headers.authorization);
  if (bearer !== null) return claimOfToken(needs, bearer);
  const cookie = readCookie(req, needs.cookies.access);
  return cookie === null ? null : claimOfSession(needs, cookie);
}

const usePersonalToken = statement(
  'usePersonalToken',
  { id: uuid, user_id: uuid, expires_at: timestamptz },
  'select token_id as id, user_id, expires_at from use_personal_token($1, $2)',
);

/** Accepts every kind of bearer token: the access token of a session, or a personal token. */
export async function claimOfToken(needs: AuthenticationNeeds, token: string): Promise<Claim | null> {
  if (!looksLikePersonalToken(token)) return claimOfSession(needs, token);
  if (!isPersonalToken(token)) return null;
  const [row] = await needs.db.run(usePersonalToken(sha256(token), needs.clock()));
  return row ? { via: { kind: 'token', id: row.id }, userId: row.user_id, expiresAt: row.expires_at } : null;
}

async function claimOfSession({ tokens, clock }: AuthenticationNeeds, token: string): Promise<Claim | null> {
  const claim = await tokens.verify(token, clock());
  return claim && { via: { kind: 'session', id: claim.sessionId }, userId: claim.userId, expiresAt: claim.expiresAt };
}

function bearerIn(header: unknown): string | null {
  const [scheme, token] = typeof header === 'string' ? header.split(' ', 2) : [];
  return scheme?.toLowerCase() === 'bearer' && token ? token : null;
}

/** Reads a cookie of this server if the request also has the header, so that no other site can have caused it. */
export function cookieWithHeader(req: IncomingMessage, name: string): string | null {
  return req.headers[csrfHeader] === undefined ? null : readCookie(req, name);
}
