import type { IncomingMessage } from 'node:http';

export type OriginRule = {
  /** Whether a page of that origin may talk to this server; whoever says no origin is no browser. */
  allows(req: IncomingMessage): boolean;
  /** The origin of a listed stranger: a page that needs CORS to read the answer. Null for our own pages. */
  listed(req: IncomingMessage): string | null;
};

/**
 * Browsers say where a page came from; another site's page must not ask with our people's cookies, nor use their
 * network. Ours are the host that was asked itself, PUBLIC_URL, and those of ALLOWED_ORIGINS.
 */
export const originRule = (publicUrl: string | undefined, others: readonly string[]): OriginRule => {
  const known = new Set([...(publicUrl === undefined ? [] : [publicUrl]), ...others].map((url) => new URL(url).origin));
  const foreign = ({ headers }: IncomingMessage): string | null => {
    const { origin } = headers;
    if (origin === undefined || !URL.canParse(origin)) return origin ?? null;
    return thisMachine(new URL(origin).host) === thisMachine(headers.host ?? '') ? null : origin;
  };
  return {
    allows: (req) => {
      const origin = foreign(req);
      if (req.headers.origin !== undefined) return origin === null || known.has(origin);
      // A page can ask without an origin too, by a script or an image of it; then the browser says how far it came.
      const site = req.headers['sec-fetch-site'];
      return site === undefined || site === 'same-origin' || site === 'none';
    },
    listed: (req) => {
      const origin = foreign(req);
      return origin !== null && known.has(origin) ? origin : null;
    },
  };
};

/** One machine has three names for itself; its ports tell servers apart. */
const thisMachine = (host: string): string => host.replace(/^(127\.0\.0\.1|\[::1\])(?=:|$)/, 'localhost');
