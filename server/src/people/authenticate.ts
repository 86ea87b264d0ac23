import type { IncomingMessage } from 'node:http';
import type { AccessTokens } from '../platform/context.ts';
import { type CookieNames, readCookie } from './cookies.ts';

export const csrfHeader = 'x-colab-csrf';

export type Claim = { readonly sessionId: string; readonly userId: string; readonly expiresAt: Date };

type Needs = { readonly tokens: AccessTokens; readonly cookies: CookieNames; readonly clock: () => Date };

/**
 * Whom a request says it comes from: a bearer token (tools), or the access cookie (browsers). A cookie travels with
 * requests that other sites cause, so it counts only together with a header that no other site can set.
 */
export const claimOf = async ({ tokens, cookies, clock }: Needs, req: IncomingMessage): Promise<Claim | null> => {
  const [scheme, bearer] = req.headers.authorization?.split(' ') ?? [];
  if (scheme?.toLowerCase() === 'bearer' && bearer) return tokens.verify(bearer, clock());
  const cookie = req.headers[csrfHeader] === undefined ? null : readCookie(req, cookies.access);
  return cookie ? tokens.verify(cookie, clock()) : null;
};

/** On a WebSocket the handshake's Origin was checked already; tools send the token with `connection_init`. */
export const claimOfSocket = async ({ tokens, cookies, clock }: Needs, req: IncomingMessage, params: Record<string, unknown> | undefined): Promise<Claim | null> => {
  const sent = params?.['authorization'] ?? params?.['Authorization'] ?? req.headers.authorization;
  const [scheme, bearer] = typeof sent === 'string' ? sent.split(' ') : [];
  if (scheme?.toLowerCase() === 'bearer' && bearer) return tokens.verify(bearer, clock());
  const cookie = readCookie(req, cookies.access);
  return cookie ? tokens.verify(cookie, clock()) : null;
};
