import { existsSync } from 'node:fs';
import type { RequestListener } from 'node:http';
import sirv from 'sirv';

const text = { 'content-type': 'text/plain; charset=utf-8' };

/** Serves the built client; every path that is not a file is a page of it, except paths of its parts. */
export function serveClient(folder: string): RequestListener {
  if (!existsSync(folder)) {
    return (_req, res) => {
      res.writeHead(503, text).end('The web client is not built: run npm start, or npx turbo run build.\n');
    };
  }
  const files = sirv(folder, {
    single: true,
    // A script of an earlier version that is gone must not be answered with a page.
    // Where an explorer is looked for there is none, and a page of the client would pass for one.
    ignores: ['^/assets(/|$)', '^/(graphiql|docs|api)(/|$)'],
    etag: true,
    gzip: true,
    brotli: true,
    setHeaders: (res, path) => {
      // Names under /assets contain a hash of their content.
      res.setHeader('cache-control', path.startsWith('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache');
    },
  });
  return (req, res) => {
    if (req.method !== 'GET' && req.method !== 'HEAD') {
      res
        .writeHead(405, { ...text, allow: 'GET, HEAD' })
        .end('Pages are read. What changes something goes to /graphql.\n');
      return;
    }
    files(req, res, () => void res.writeHead(404, { ...text, 'cache-control': 'no-store' }).end('Not found.\n'));
  };
}
