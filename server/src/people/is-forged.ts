import type { IncomingMessage } from 'node:http';
import { csrfHeader } from './authenticate.ts';
import { type CookieNames, readCookie } from './sessions/cookies.ts';

/**
 * Whether a request brings the cookies alone. Cookies travel with requests that another site's page causes; the
 * server's own header does not, and neither does a token, so such a request is refused.
 */
export function isForged(req: IncomingMessage, cookies: CookieNames): boolean {
  return (
    req.headers[csrfHeader] === undefined &&
    req.headers.authorization === undefined &&
    [cookies.access, cookies.refresh].some((name) => readCookie(req, name) !== null)
  );
}
