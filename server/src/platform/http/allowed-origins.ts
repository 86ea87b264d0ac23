import type { IncomingMessage } from 'node:http';

export type OriginRule = {
  /** Whether a page of that origin may talk to this server; a request without an origin is not from a browser. */
  allows(req: IncomingMessage): boolean;
  /** The origin of a listed foreign page, which needs CORS to read the answer. Null for this server's own pages. */
  listed(req: IncomingMessage): string | null;
};

type OriginSettings = {
  readonly publicUrl?: string | undefined;
  readonly allowedOrigins?: readonly string[] | undefined;
  /** How many proxies of the operator are in front. */
  readonly trustedProxies?: number | undefined;
};

/**
 * Browsers say where a page came from; another site's page must not ask with the cookies of this server's users, nor
 * use their network. Own origins are the host that was asked, by the scheme it was asked by, PUBLIC_URL, and those of
 * ALLOWED_ORIGINS.
 */
export function originRule({ publicUrl, allowedOrigins = [], trustedProxies = 0 }: OriginSettings): OriginRule {
  const knownOrigins = new Set(
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
  const foreignOriginOf = (req: IncomingMessage): string | null => {
    const { origin } = req.headers;
    if (origin === undefined || !URL.canParse(origin)) return origin ?? null;
    return isOurs(new URL(origin), req) ? null : origin;
  };
  return {
    allows: (req) => {
      const origin = foreignOriginOf(req);
      if (req.headers.origin !== undefined) return origin === null || knownOrigins.has(origin);
      // A page can also ask without an origin, by a script or an image; then the browser says how far it came.
      const site = req.headers['sec-fetch-site'];
      return site === undefined || site === 'same-origin' || site === 'none';
    },
    listed: (req) => {
      const origin = foreignOriginOf(req);
      return origin !== null && knownOrigins.has(origin) ? origin : null;
    },
  };
}

/** One machine has three names for itself; its ports tell servers apart. */
function thisMachine(host: string): string {
  return host.replace(/^(127\.0\.0\.1|\[::1\])(?=:|$)/, 'localhost');
}

/**
 * The scheme that a browser asked by: what the operator's outermost proxy says, else how the request reached this
 * server.
 */
function schemeOf({ headers, socket }: IncomingMessage, proxies: number): string {
  const proxySchemes =
    proxies > 0
      ? [headers['x-forwarded-proto'] ?? []]
          .flat()
          .join(',')
          .split(',')
          .map((one) => one.trim())
          .filter((one) => one !== '')
      : [];
  const scheme = proxySchemes.at(-Math.min(proxies, proxySchemes.length));
  return `${scheme?.toLowerCase() ?? ('encrypted' in socket ? 'https' : 'http')}:`;
}
