import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Log } from '../log.ts';
import type { Drain } from './drain.ts';
import type { Limits } from './limits/limits.ts';
import type { RequestCounts } from './metrics.ts';
import { type RequestFacts, requestIdOf, withRequest } from './request-id.ts';

export type Route = (req: IncomingMessage, res: ServerResponse) => unknown;

type Options = {
  readonly routes: Readonly<Record<string, Route>>;
  /** Answers every path that is no route. */
  readonly pages: Route;
  readonly headersFor: (req: IncomingMessage) => Readonly<Record<string, string>>;
  readonly limits: Limits;
  readonly counts: RequestCounts;
  readonly drain: Drain;
  readonly log: Log;
};

/** How often Node looks for requests that do not end. */
const lookMs = 1_000;

/**
 * Serves the port: each request has its id, its headers and its line in the log, and none can bring the others down.
 */
export function serveHttp({ routes, pages, headersFor, limits, counts, drain, log }: Options): Server {
  const timeouts = {
    requestTimeout: limits.requestMs,
    headersTimeout: limits.requestMs,
    connectionsCheckingInterval: Math.min(lookMs, limits.requestMs),
  };
  return createServer(timeouts, (req, res) => {
    const started = performance.now();
    const facts: RequestFacts = { requestId: requestIdOf(req.headers['x-request-id']) };
    const path = (req.url ?? '/').split('?', 1)[0] ?? '/';
    const route = Object.hasOwn(routes, path) ? routes[path] : undefined;
    res.setHeader('x-request-id', facts.requestId);
    for (const [name, value] of Object.entries(headersFor(req))) res.setHeader(name, value);
    res.once('close', () => {
      const outcome = res.statusCode >= 500 ? 'failed' : (facts.outcome ?? (res.statusCode >= 400 ? 'refused' : 'ok'));
      counts.add('http', outcome);
      // A path can contain anything that a caller puts there; the server's own routes contain nothing personal.
      const at = route ? path : 'page';
      log.info(
        {
          ...facts,
          outcome,
          method: req.method,
          path: at,
          status: res.statusCode,
          ms: Math.round(performance.now() - started),
        },
        'request',
      );
    });
    if (!URL.canParse(`http://${req.headers.host ?? 'localhost'}`)) {
      res.writeHead(400).end('The Host header cannot be read.\n');
      return;
    }
    withRequest(facts, async () => drain.admits(req, res, path) && (route ?? pages)(req, res)).catch(
      (error: unknown) => {
        // Whatever happens to one request, the others go on.
        log.error({ err: error, requestId: facts.requestId }, 'a request failed');
        if (!res.headersSent) res.writeHead(500);
        res.end();
      },
    );
  });
}
