import { createHash } from 'node:crypto';
import type { RequestListener } from 'node:http';
import type { SigningKey } from './signing-keys.ts';

/** Keys are published an hour before they sign, so a reader who caches the list for five minutes misses none. */
const freshSeconds = 300;

/** Serves the public keys, with which others verify access tokens by themselves (RFC 7517). */
export function serveJwks(publicKeys: () => readonly SigningKey['publicKey'][]): RequestListener {
  return (req, res) => {
    if (req.method !== 'GET' && req.method !== 'HEAD') {
      res.writeHead(405, { allow: 'GET, HEAD' }).end();
      return;
    }
    const body = JSON.stringify({ keys: publicKeys() });
    const etag = `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`;
    const headers = {
      'content-type': 'application/jwk-set+json',
      'cache-control': `public, max-age=${freshSeconds}`,
      etag,
    };
    if (req.headers['if-none-match'] === etag) res.writeHead(304, headers).end();
    else res.writeHead(200, headers).end(req.method === 'HEAD' ? undefined : body);
  };
}
