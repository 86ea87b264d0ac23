import type { IncomingMessage, ServerResponse } from 'node:http';
import { isIP } from 'node:net';
import { answerRefusal } from './answer-refusal.ts';
import type { Route } from './serve-http.ts';

export type HostRule = (req: IncomingMessage) => boolean;

type HostSettings = {
  readonly publicUrl?: string | undefined;
  readonly allowedOrigins?: readonly string[] | undefined;
};

/** Nobody can register a name under these and point it at another party's server. */
const privateNames = /^[^.]+$|\.(localhost|local|internal)$/;

/**
 * Whether a request names one of this server's hosts: PUBLIC_URL's, one of ALLOWED_ORIGINS, an address, or a name that
 * no stranger can own. Strangers could serve a page under a name of their own and then point the name at this server:
 * for the browser the two would be one site.
 */
export function hostRule({ publicUrl, allowedOrigins = [] }: HostSettings): HostRule {
  const ownHostnames = new Set(
    [...(publicUrl === undefined ? [] : [publicUrl]), ...allowedOrigins].map((url) => new URL(url).hostname),
  );
  return ({ headers: { host } }) => {
    // Browsers always send it.
    if (host === undefined) return true;
    if (!URL.canParse(`http://${host}`)) return false;
    const name = new URL(`http://${host}`).hostname.replace(/\.$/, '');
    return ownHostnames.has(name) || isIP(name.replace(/^\[|\]$/g, '')) > 0 || privateNames.test(name);
  };
}

/** Lets a route answer only under one of this server's names. */
export function underOwnName(isOurs: HostRule, route: Route): Route {
  return (req, res) => {
    if (isOurs(req)) return route(req, res);
    return answerRefusal(req, res, {
      status: 403,
      message: unknownName(req),
      extensions: { code: 'FORBIDDEN', reason: 'HOST_NOT_ALLOWED' },
    });
  };
}

/** The same for a page, in words for the person who typed the name. */
export function pageUnderOwnName(isOurs: HostRule, page: Route): Route {
  return (req, res: ServerResponse) => {
    if (isOurs(req)) return page(req, res);
    return res
      .writeHead(403, { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' })
      .end(`${unknownName(req)}\n`);
  };
}

function unknownName({ headers: { host = '' } }: IncomingMessage): string {
  return `This server does not know itself as ${host.slice(0, 100)}. If people reach it by that name, set PUBLIC_URL to the address in their browsers; further names go into ALLOWED_ORIGINS.`;
}
