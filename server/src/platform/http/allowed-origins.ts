import type { IncomingMessage } from 'node:http';

export type OriginRule = {
  /** Whether a page of that origin may talk to this server; whoever says no origin is no browser. */
  allows(req: IncomingMessage): boolean;
  /** The origin of a listed stranger: a page that needs CORS to read the answer. Null for our own pages. */
  listed(req: IncomingMessage): string | null;
};

type Own = {
  readonly publicUrl?: string | undefined;
  readonly allowedOrigins?: readonly string[] | undefined;
  /** How many proxies of our own stand in front. */
  readonly trustedProxies?: number | undefined;
};

/**
 * Browsers say where a page came from; another site's page must not ask with our people's cookies, nor use their
 * network. Ours are the host that was asked itself, by the scheme it was asked by, PUBLIC_URL, and those of
 * ALLOWED_ORIGINS.
 */
export function originRule({ publicUrl, allowedOrigins = [], trustedProxies = 0 }: Own): OriginRule {
  const known = new Set(
    [...(publicUrl === undefined ? [] : [publicUrl]), ...allowedOrigins].map((url) => new URL(url).origin),
  );
  const isOurs = (origin: URL, req: IncomingMessage): boolean => {
    const { host = '' } = req.headers;
    const isPublic = publicUrl !== undefined && new URL(publicUrl).host === host;
    return (
      thisMachine(origin.host) === thisMachine(host) &&
      origin.protocol === (isPublic ? new URL(publicUrl).protocol : schemeOf(req, trustedProxies))
    );
  };
  const foreign = (req: IncomingMessage): string | null => {
    const { origin } = req.headers;
    if (origin === undefined || !URL.canParse(origin)) return origin ?? null;
    return isOurs(new URL(origin), req) ? null : origin;
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
}

/** One machine has three names for itself; its ports tell servers apart. */
function thisMachine(host: string): string {
  return host.replace(/^(127\.0\.0\.1|\[::1\])(?=:|$)/, 'localhost');
}

/** By which scheme a browser asked: what the outermost proxy of ours says, else how it came to us. */
function schemeOf({ headers, socket }: IncomingMessage, proxies: number): string {
  const said =
    proxies > 0
      ? [headers['x-forwarded-proto'] ?? []]
          .flat()
          .join(',')
          .split(',')
          .map((one) => one.trim())
          .filter((one) => one !== '')
      : [];
  const proxied = said.at(-Math.min(proxies, said.length));
  return `${proxied?.toLowerCase() ?? ('encrypted' in socket ? 'https' : 'http')}:`;
}
