import type { EventEmitter } from 'node:events';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { createYoga } from 'graphql-yoga';
import { cannotListen } from './before-start.ts';
import { FacilityStates } from './facility/facility-states.ts';
import { exportBookings } from './bookings/finding/export-bookings.ts';
import { closeApp } from './close-app.ts';
import { openJobs } from './jobs.ts';
import { openAccessTokens } from './people/keys/access-tokens.ts';
import { openSealedKey } from './people/keys/sealed-key.ts';
import { type Claim, claimOf, claimOfSocket } from './people/authenticate.ts';
import { openSetUpLinks } from './people/accounts/set-up-link.ts';
import { cookieNames } from './people/sessions/cookies.ts';
import { isForged } from './people/is-forged.ts';
import { loadViewer, visibilityOf } from './people/rights/load-viewer.ts';
import { RightsWatch } from './people/rights/rights-watch.ts';
import { AuditTrail } from './platform/audit/audit-trail.ts';
import { Background } from './platform/background.ts';
import { openRefreshTokens } from './people/keys/refresh-tokens.ts';
import { serveJwks } from './people/keys/serve-jwks.ts';
import type { RequestContext } from './platform/context.ts';
import { connectDatabase } from './platform/database/database.ts';
import { databaseLimits } from './platform/database/limits.ts';
import { withPatience } from './platform/database/patience.ts';
import { refuseHigherRole } from './platform/database/refuse-higher-role.ts';
import { ReadinessCheck } from './platform/database/readiness.ts';
import { type Facility, johannesburg } from './platform/facility.ts';
import { hostRule, pageUnderOwnName, underOwnName } from './platform/http/allowed-hosts.ts';
import { originRule } from './platform/http/allowed-origins.ts';
import { untrustedProxy } from './platform/http/untrusted-proxy.ts';
import { Drain } from './platform/http/drain.ts';
import { chargeReading, useChargedReading } from './platform/http/limits/charge-reading.ts';
import { openCostBudget } from './platform/http/limits/cost-budget.ts';
import { openFairTurns, pageOfExport } from './platform/http/limits/fair-turns.ts';
import { payerOf } from './platform/http/limits/payers.ts';
import { guardGraphql } from './platform/http/guard-graphql.ts';
import { hangUpOf } from './platform/http/hang-up.ts';
import { defaultLimits, type Limits } from './platform/http/limits/limits.ts';
import { maskError } from './platform/http/mask-error.ts';
import { RequestCounts } from './platform/http/metrics.ts';
import { originOf } from './platform/http/origin.ts';
import { KeptDocuments } from './platform/http/limits/kept-documents.ts';
import { securityHeaders } from './platform/http/security-headers.ts';
import { serveClient } from './platform/http/serve-client.ts';
import { type Route, serveHttp } from './platform/http/serve-http.ts';
import { serveMetrics } from './platform/http/serve-metrics.ts';
import { openExplorer } from './platform/http/serve-explorer.ts';
import { serveSchema } from './platform/http/serve-schema.ts';
import { serveSockets } from './platform/http/serve-sockets.ts';
import { Tally } from './platform/http/tally.ts';
import { useEventStreams } from './platform/http/use-event-streams.ts';
import { useLimits } from './platform/http/limits/use-limits.ts';
import { usePatience } from './platform/http/use-patience.ts';
import { useReadableRequests } from './platform/http/use-readable-requests.ts';
import { useServerTime } from './platform/http/use-server-time.ts';
import { useVisibility } from './platform/http/use-visibility.ts';
import type { Log } from './platform/log.ts';
import { openMail } from './platform/mail.ts';
import { EventCursors, newCursorKey } from './platform/outbox/event-cursor.ts';
import { EventStream } from './platform/outbox/event-stream.ts';
import { SideThread } from './platform/side-thread.ts';
import { defaultTryLimits, type TryLimits } from './platform/try-limits.ts';
import { schema } from './schema.ts';

export type AppConfig = {
  /** The application's role, which must not be able to bypass row security. */
  readonly appUrl: string;
  readonly eventsUrl: string;
  readonly jobsUrl: string;
  /** Unseals the keys in the database; the same on every server of an installation. */
  readonly secret: string;
  readonly host: string;
  /** 0 for any free port. */
  readonly port: number;
  /** The address for browsers, where that is not the one it listens on. */
  readonly publicUrl?: string | undefined;
  readonly insecureCookies?: boolean;
  /** How many proxies of the operator are in front. */
  readonly trustedProxies?: number;
  /** Origins of other sites whose pages may ask here, with a token of their own. */
  readonly allowedOrigins?: readonly string[];
  readonly limits?: Partial<Limits>;
  /** Opens /metrics to callers from other machines. */
  readonly metricsToken?: string | undefined;
  /** Whether the schema is hidden from strangers. */
  readonly production?: boolean;
  /** Whether GraphiQL is served at /graphiql. */
  readonly explorer?: boolean;
  readonly tryLimits?: TryLimits;
  /** Overrides of the usual time limits at the database. */
  readonly databaseLimits?: Partial<typeof databaseLimits>;
  /** The mail server; without one, links are shown to the administrator. */
  readonly smtp?: { readonly url: string; readonly from: string } | undefined;
  readonly log: Log;
  /** Once it is aborted, the server does not begin to listen. */
  readonly signal?: AbortSignal;
  /** The settings that hold as long as nobody has set them on the page. */
  readonly facility?: Facility;
  readonly clock?: () => Date;
};

export type App = {
  readonly url: string;
  readonly server: Server;
  /** The address at which the first administrator is made; null while there is one who can sign in. */
  setUpAddress(): Promise<string | null>;
  /** Lets this server run scheduled jobs from then on. */
  startJobs(): Promise<void>;
  /** Answers what is under way, for 8 s at most, and resolves within 9 s. May be called at any moment, also twice. */
  close(): Promise<void>;
};

type Transport = {
  readonly req: IncomingMessage;
  readonly res?: ServerResponse;
  readonly socket?: EventEmitter;
  readonly socketClaim?: Claim;
  readonly isTakenBack?: () => boolean;
};

const clientFolder = join(import.meta.dirname, '../../client/dist');

/** Opens one server: HTTP and WebSocket on one port, over one database. Resolves when it listens and its jobs run. */
export async function createApp(config: AppConfig): Promise<App> {
  const app = await openApp(config);
  try {
    await app.startJobs();
  } catch (error) {
    await app.close();
    throw error;
  }
  return app;
}

/** Resolves when it listens. What was opened on the way is closed again when it cannot. */
export async function openApp(config: AppConfig): Promise<App> {
  await using opened = new AsyncDisposableStack();
  const { log, clock = () => new Date(), secret, production = false } = config;
  const limits = { ...defaultLimits, ...config.limits };
  const events = new EventStream({ url: config.eventsUrl, log });
  opened.defer(() => events.close());
  await events.start();
  const db = connectDatabase({
    url: config.appUrl,
    onCommit: () => events.poke(),
    limits: config.databaseLimits ?? {},
  });
  opened.defer(() => db.close());
  await refuseHigherRole((query) => db.run(query));
  const readiness = new ReadinessCheck(
    { application: config.appUrl, events: config.eventsUrl, jobs: config.jobsUrl },
    () => db.writersStuckMs(),
  );
  opened.defer(() => readiness.close());
  const facilityStates = await FacilityStates.open({ db, events, log, fallback: config.facility ?? johannesburg });
  opened.defer(() => facilityStates.close());
  const audit = new AuditTrail({ db, clock, log });
  opened.defer(() => audit.close());
  const tokens = await openAccessTokens({ db, secret, clock, log });
  opened.defer(() => tokens.close());
  const refreshTokens = await openRefreshTokens(db, secret);
  const setUpLinks = await openSetUpLinks(db, secret);
  const cursors = new EventCursors(await openSealedKey(db, secret, 'event-cursors', newCursorKey));
  const cookies = cookieNames(config.insecureCookies ?? false);
  const authentication = { db, tokens, cookies, clock };
  const rights = new RightsWatch({ db, clock, log });
  opened.defer(() => rights.close());

  const originOfRequest = (req: IncomingMessage) => originOf(req, config.trustedProxies ?? 0);
  const noticeProxy = untrustedProxy(config.trustedProxies ?? 0, log);
  const mail = config.smtp ? await openMail({ ...config.smtp, log }) : null;
  const background = new Background(log);
  const sideThread = new SideThread({ log });
  opened.defer(() => sideThread.close());

  const publicUrl = () =>
    config.publicUrl?.replace(/\/$/, '') ?? `http://localhost:${(server.address() as AddressInfo).port}`;
  const contextFor = async ({ req, res, socket, socketClaim, isTakenBack }: Transport): Promise<RequestContext> => {
    const deadline = AbortSignal.timeout(databaseLimits.answerWithin);
    const claim = socketClaim ?? (await withPatience(deadline, () => claimOf(authentication, req)));
    const viewer = claim ? await withPatience(deadline, () => loadViewer(db, claim, clock())) : null;
    const line = res ?? socket;
    return {
      deadline,
      ...(line ? { hungUp: hangUpOf(line) } : {}),
      viewer,
      visibility: visibilityOf(viewer),
      watchRights: (watched) => rights.follow(watched),
      origin: originOfRequest(req),
      audit,
      ...(claim ? { signedInUntil: claim.expiresAt } : {}),
      db,
      clock,
      log,
      facility: facilityStates.facility,
      facilityWatch: facilityStates,
      events,
      cursors,
      tokens,
      refreshTokens,
      setUpLinks,
      mail,
      background,
      sideThread,
      tryLimits: config.tryLimits ?? defaultTryLimits,
      publicUrl: publicUrl(),
      cookieNames: cookies,
      ...(res ? { http: { req, res } } : {}),
      ...(isTakenBack ? { isTakenBack } : {}),
    };
  };

  const mask = (error: unknown) => maskError(error, log, production);
  const lines = new Tally(limits.sockets);
  const drain = new Drain();
  const stopping = new AbortController();
  const counts = new RequestCounts();
  const turns = openFairTurns(limits);
  const documents = new KeptDocuments();
  const charge = chargeReading<Transport>({
    limits,
    documents,
    budget: openCostBudget(limits.readingPerMinute),
    payerOf: async ({ req, socketClaim }) =>
      payerOf({ viewer: socketClaim ?? (await claimOf(authentication, req)), origin: originOfRequest(req) }),
  });
  const yoga = createYoga<Transport, RequestContext>({
    schema,
    graphqlEndpoint: '/graphql',
    graphiql: false,
    landingPage: false,
    logging: false,
    cors: false,
    multipart: false,
    context: contextFor,
    parserAndValidationCache: documents.parserCache,
    plugins: [
      useServerTime(clock),
      useReadableRequests(),
      useChargedReading(charge),
      useLimits({ limits, budget: openCostBudget(limits.costPerMinute), turns, production, documents }),
      useVisibility(),
      usePatience(),
      useEventStreams({ lines, most: limits.sockets, clock, mask, stopping: stopping.signal, log }),
    ],
    maskedErrors: { maskError: mask },
  });

  const origins = originRule(config);
  const isOurHost = hostRule(config);
  const onOurHost = (route: Route): Route => underOwnName(isOurHost, route);
  const guard = guardGraphql({ limits, origins, isForged: (req) => isForged(req, cookies) });
  const explorer = config.explorer ? await openExplorer() : {};
  const routes: Record<string, Route> = {
    '/graphql': onOurHost(
      async (req, res) => (noticeProxy(req), await guard(req, res)) && yoga.handle(req, res, { req, res }),
    ),
    '/export/bookings.csv': onOurHost(
      exportBookings({
        contextFor,
        isForged: (req) => isForged(req, cookies),
        turn: (context, read) => turns.run(pageOfExport(context, limits), read),
        log,
      }),
    ),
    ...explorer,
    '/schema.graphql': onOurHost(serveSchema({ schema, production, contextFor })),
    '/metrics': serveMetrics({
      token: config.metricsToken,
      counts,
      db,
      events,
      sockets: () => sockets.count(),
      streams: lines,
      turns,
    }),
    '/.well-known/jwks.json': serveJwks(() => tokens.publicKeys(clock())),
    '/healthz': (_req, res) => res.end('alive\n'),
    '/readyz': async (_req, res) => {
      const { ready, reason } = events.isReadable
        ? await readiness.ask()
        : { ready: false, reason: 'the log of changes cannot be read' };
      res.writeHead(ready ? 200 : 503).end(`${reason}\n`);
    },
  };
  const server = serveHttp({
    routes,
    pages: pageUnderOwnName(isOurHost, serveClient(clientFolder)),
    headersFor: securityHeaders(config.publicUrl),
    limits,
    counts,
    drain,
    log,
  });
  const sockets = serveSockets<Claim>({
    server,
    path: '/graphql',
    yoga: yoga as never,
    log,
    clock,
    limits,
    lines,
    counts,
    isOurHost,
    chargeReading: async (text, req, socketClaim) => (await charge(text, { req, socketClaim }))?.error ?? null,
    allowsOrigin: (req) => origins.allows(req),
    // With its first message the socket is asked whether the session or token is still valid.
    personOf: async (req) => (await claimOfSocket(authentication, req, undefined))?.userId ?? null,
    addressOf: (req) => originOfRequest(req).address,
    authenticate: (req, params) => claimOfSocket(authentication, req, params),
  });
  config.signal?.throwIfAborted();
  await new Promise<void>((resolve, reject) =>
    server
      .once('error', (error) => reject(cannotListen(error, config.host, config.port)))
      .listen(config.port, config.host, resolve),
  );
  const jobs = openJobs(config.jobsUrl, {
    db,
    clock,
    log,
    get facility() {
      return facilityStates.facility;
    },
    mail,
    publicUrl: publicUrl(),
  });
  // From here on it is closed in the order that lets work under way end.
  opened.move();
  let closing: Promise<void> | undefined;
  return {
    url: publicUrl(),
    server,
    setUpAddress: async () => {
      const link = await setUpLinks.current();
      // In the fragment, which browsers do not send: no log of a proxy contains it.
      return link && `${publicUrl()}/set-up#${link.token}`;
    },
    startJobs: () => jobs.start(),
    close: () =>
      (closing ??= closeApp({
        server,
        drain,
        sockets,
        jobs,
        background,
        sideThread,
        db,
        log,
        endStreams: () => stopping.abort(),
        rest: [
          () => rights.close(),
          () => facilityStates.close(),
          () => events.close(),
          () => tokens.close(),
          () => audit.close(),
          () => readiness.close(),
        ],
      })),
  };
}
