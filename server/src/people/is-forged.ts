import type { IncomingMessage } from 'node:http';
import { csrfHeader } from './authenticate.ts';
import { type CookieNames, readCookie } from './sessions/cookies.ts';

/**
 * Cookies travel with requests that another site's page causes; a header of our own does not, and neither does a token.
 * So a request that brings the cookies alone is not taken for its owner's, and is told so.
 */
export function isForged(req: IncomingMessage, cookies: CookieNames): boolean {
  return (
    req.headers[csrfHeader] === undefined &&
    req.headers.authorization === undefined &&
    [cookies.access, cookies.refresh].some((name) => readCookie(req, name) !== null)
  );
}
