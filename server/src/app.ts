import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { printSchema } from 'graphql';
import { createYoga } from 'graphql-yoga';
import { startJobs } from './jobs.ts';
import { openAccessTokens, openSealedKey } from './people/access-tokens.ts';
import { type Claim, claimOf, claimOfSocket } from './people/authenticate.ts';
import { cookieNames } from './people/cookies.ts';
import { loadViewer, sightOf } from './people/load-viewer.ts';
import { openRefreshTokens } from './people/refresh-tokens.ts';
import { serveJwks } from './people/serve-jwks.ts';
import type { RequestContext } from './platform/context.ts';
import { connectDatabase } from './platform/database/database.ts';
import { refuseMightyRole } from './platform/database/prepare-roles.ts';
import { type Facility, johannesburg } from './platform/facility.ts';
import { maskError } from './platform/http/mask-error.ts';
import { originOf } from './platform/http/origin.ts';
import { withRequestId } from './platform/http/request-id.ts';
import { securityHeaders, serveClient } from './platform/http/serve-client.ts';
import { serveSockets } from './platform/http/serve-sockets.ts';
import { useSight } from './platform/http/use-sight.ts';
import { useTokenLimit } from './platform/http/use-token-limit.ts';
import type { Log } from './platform/log.ts';
import { EventCursors, newCursorKey } from './platform/outbox/event-cursor.ts';
import { EventStream } from './platform/outbox/event-stream.ts';
import { schema } from './schema.ts';

export type AppConfig = {
  /** The application's role: one that cannot step around row security. */
  readonly appUrl: string;
  readonly eventsUrl: string;
  /** Opens the keys that the database keeps; the same on every server of an installation. */
  readonly secret: string;
  readonly host: string;
  /** 0 for any that is free. */
  readonly port: number;
  /** How browsers reach it, where that is not how it listens. */
  readonly publicUrl?: string | undefined;
  readonly insecureCookies?: boolean;
  /** How many proxies of the operator's own stand in front. */
  readonly trustedProxies?: number;
  readonly log: Log;
  readonly facility?: Facility;
  readonly clock?: () => Date;
};

export type App = { readonly url: string; readonly server: Server; close(): Promise<void> };

type Transport = { readonly req: IncomingMessage; readonly res?: ServerResponse; readonly socketClaim?: Claim };

const mostBytes = 1_000_000;
const clientFolder = join(import.meta.dirname, '../../client/dist');

/** One server: HTTP and WebSocket on one port, over one database. Listens when it resolves. */
export const createApp = async (config: AppConfig): Promise<App> => {
  const { log, facility = johannesburg, clock = () => new Date(), secret } = config;
  await refuseMightyRole(config.appUrl);
  await refuseMightyRole(config.eventsUrl);

  const events = new EventStream({ url: config.eventsUrl, log });
  await events.start();
  const db = connectDatabase({ url: config.appUrl, onCommit: () => events.poke() });
  const tokens = await openAccessTokens({ db, secret, clock, log });
  const refreshTokens = await openRefreshTokens(db, secret);
  const cursors = new EventCursors(await openSealedKey(db, secret, 'event-cursors', newCursorKey), await events.log.epoch());
  const cookies = cookieNames(config.insecureCookies ?? false);
  const door = { db, tokens, cookies, clock };

  const contextFor = async ({ req, res, socketClaim }: Transport): Promise<RequestContext> => {
    const claim = socketClaim ?? (await claimOf(door, req));
    const load = async () => (claim ? loadViewer(db, claim, clock()) : null);
    const viewer = await load();
    return {
      viewer,
      sight: sightOf(viewer),
      reloadViewer: load,
      origin: originOf(req, config.trustedProxies ?? 0),
      db, clock, log, facility, events, cursors, tokens, refreshTokens,
      cookieNames: cookies,
      ...(res ? { http: { req, res } } : {}),
    };
  };

  const yoga = createYoga<Transport, RequestContext>({
    schema,
    graphqlEndpoint: '/graphql',
    graphiql: false,
    landingPage: false,
    logging: false,
    cors: false,
    multipart: false,
    context: contextFor,
    plugins: [useTokenLimit(), useSight()],
    maskedErrors: { maskError: (error) => maskError(error, log) },
  });

  const pages = serveClient(clientFolder);
  const routes: Record<string, (req: IncomingMessage, res: ServerResponse) => unknown> = {
    '/graphql': (req, res) => yoga.handle(req, res, { req, res }),
    '/schema.graphql': (_req, res) => res.writeHead(200, { 'content-type': 'text/plain; charset=utf-8' }).end(printSchema(schema)),
    '/.well-known/jwks.json': serveJwks(() => tokens.publicKeys(clock())),
    '/healthz': (_req, res) => res.end('alive\n'),
    '/readyz': async (_req, res) => {
      const ready = await db.sql('ready', 'select 1').then(() => true, () => false);
      res.writeHead(ready ? 200 : 503).end(ready ? 'ready\n' : 'the database does not answer\n');
    },
  };
  const server = createServer((req, res) => {
    for (const [name, value] of Object.entries(securityHeaders)) res.setHeader(name, value);
    const path = (req.url ?? '/').split('?', 1)[0] ?? '/';
    if (!URL.canParse(`http://${req.headers.host ?? 'localhost'}`)) {
      res.writeHead(400).end('The Host header cannot be read.\n');
      return;
    }
    if (Number(req.headers['content-length'] ?? 0) > mostBytes) {
      res.writeHead(413, { connection: 'close' }).end(`A request is ${mostBytes} bytes at most.\n`);
      return;
    }
    const requestId = randomUUID();
    res.setHeader('x-request-id', requestId);
    withRequestId(requestId, async () => (routes[path] ?? pages)(req, res)).catch((error: unknown) => {
      // Whatever one request does, the others go on.
      log.error({ err: error, requestId }, 'a request failed');
      if (!res.headersSent) res.writeHead(500);
      res.end();
    });
  });
  const sockets = serveSockets<Claim>({
    server, path: '/graphql', yoga: yoga as never, log, clock,
    allowsOrigin: (req) => sameOrigin(req, config.publicUrl),
    authenticate: (req, params) => claimOfSocket(door, req, params),
  });
  const stopJobs = startJobs({ db, clock, log, facility });

  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(config.port, config.host, resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: config.publicUrl ?? `http://localhost:${port}`,
    server,
    close: async () => {
      await stopJobs();
      const closed = new Promise((resolve) => server.close(resolve));
      await sockets.close();
      await events.close();
      await tokens.close();
      server.closeAllConnections();
      await closed;
      await db.close();
    },
  };
};

/** Browsers send where a page came from; another site's page must not open a socket with our cookies. Tools send none. */
const sameOrigin = ({ headers }: IncomingMessage, publicUrl: string | undefined): boolean => {
  if (headers.origin === undefined) return true;
  if (!URL.canParse(headers.origin)) return false;
  const { host, origin } = new URL(headers.origin);
  return host === headers.host || (publicUrl !== undefined && origin === new URL(publicUrl).origin);
};
