import type { IncomingMessage } from 'node:http';
import type { AccessTokens, Via } from '../platform/context.ts';
import type { Database } from '../platform/database/database.ts';
import { statement, timestamptz, uuid } from '../platform/database/statement.ts';
import { sha256 } from '../platform/sealed-keys.ts';
import { type CookieNames, readCookie } from './sessions/cookies.ts';
import { isPersonalToken, looksLikePersonalToken } from './tokens/personal-token-text.ts';

export const csrfHeader = 'x-colab-csrf';

/** Whether a session is a wall display's, only its row says. */
export type Claim = {
  readonly via: Via & { readonly kind: 'session' | 'token' };
  readonly userId: string;
  readonly expiresAt: Date;
};

type Door = {
  readonly db: Database;
  readonly tokens: AccessTokens;
  readonly cookies: CookieNames;
  readonly clock: () => Date;
};

/**
 * Whom a request says it comes from: a bearer token (tools), or the access cookie (browsers). A cookie travels with
 * requests that other sites cause, so it counts only together with a header that no other site can set.
 */
export async function claimOf(door: Door, req: IncomingMessage): Promise<Claim | null> {
  const bearer = bearerIn(req.headers.authorization);
  if (bearer !== null) return claimOfToken(door, bearer);
  const cookie = cookieWithHeader(req, door.cookies.access);
  return cookie === null ? null : claimOfSession(door, cookie);
}

/** On a WebSocket the handshake's Origin was checked already; tools send the token with `connection_init`. */
export async function claimOfSocket(
  door: Door,
  req: IncomingMessage,
  params: Record<string, unknown> | undefined,
): Promise<Claim | null> {
  const bearer = bearerIn(params?.['authorization'] ?? params?.['Authorization'] ?? req.headers.authorization);
  if (bearer !== null) return claimOfToken(door, bearer);
  const cookie = readCookie(req, door.cookies.access);
  return cookie === null ? null : claimOfSession(door, cookie);
}

const usePersonalToken = statement(
  'usePersonalToken',
  { id: uuid, user_id: uuid, expires_at: timestamptz },
  'select token_id as id, user_id, expires_at from use_personal_token($1, $2)',
);

/** Whatever a tool may present, wherever it does: the access token of a session, or a token of its own. */
export async function claimOfToken(door: Door, token: string): Promise<Claim | null> {
  if (!looksLikePersonalToken(token)) return claimOfSession(door, token);
  if (!isPersonalToken(token)) return null;
  const [row] = await door.db.run(usePersonalToken(sha256(token), door.clock()));
  return row ? { via: { kind: 'token', id: row.id }, userId: row.user_id, expiresAt: row.expires_at } : null;
}

async function claimOfSession({ tokens, clock }: Door, token: string): Promise<Claim | null> {
  const claim = await tokens.verify(token, clock());
  return claim && { via: { kind: 'session', id: claim.sessionId }, userId: claim.userId, expiresAt: claim.expiresAt };
}

function bearerIn(sent: unknown): string | null {
  const [scheme, token] = typeof sent === 'string' ? sent.split(' ', 2) : [];
  return scheme?.toLowerCase() === 'bearer' && token ? token : null;
}

/** A cookie of ours that no other site has made the browser send. */
export function cookieWithHeader(req: IncomingMessage, name: string): string | null {
  return req.headers[csrfHeader] === undefined ? null : readCookie(req, name);
}
