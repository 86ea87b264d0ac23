import { existsSync } from 'node:fs';
import type { RequestListener } from 'node:http';
import sirv from 'sirv';

/** The built client; every path that is no file is a page of it. */
export const serveClient = (folder: string): RequestListener => {
  if (!existsSync(folder)) {
    return (_req, res) => {
      res.writeHead(503, { 'content-type': 'text/plain; charset=utf-8' }).end('The web client is not built: run npm start, or npx turbo run build.\n');
    };
  }
  const files = sirv(folder, {
    single: true,
    etag: true,
    gzip: true,
    brotli: true,
    setHeaders: (res, path) => {
      // Names under /assets carry a hash of what is in them.
      res.setHeader('cache-control', path.startsWith('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache');
    },
  });
  return (req, res) => files(req, res, () => void res.writeHead(404).end());
};

