import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { type DocumentNode, getOperationAST, GraphQLError } from 'graphql';
import { CloseCode, type Context as Connection, handleProtocols, makeServer, type ServerOptions } from 'graphql-ws';
import type { YogaServerInstance } from 'graphql-yoga';
import { type WebSocket, WebSocketServer } from 'ws';
import { NotAllowedError } from '../errors.ts';
import type { Log } from '../log.ts';
import { CursorInvalidError } from '../outbox/errors.ts';
import type { Limits } from './limits/limits.ts';
import { networkOf } from './network-of.ts';
import type { RequestCounts } from './metrics.ts';
import { OperationsUnderWay } from './operations-under-way.ts';
import { isTransient } from './is-transient.ts';
import { currentRequest, noteErrors, type RequestFacts, requestIdOf, withRequest } from './request-id.ts';
import { closeCodes, furthestMs, closeSocket, socketLine } from './socket-line.ts';
import { Tally } from './tally.ts';
import { serverTimeOf } from './use-server-time.ts';

export type SocketClaim = { readonly userId: string; readonly expiresAt: Date };

type Options<Claim extends SocketClaim> = {
  readonly server: Server;
  readonly path: string;
  readonly yoga: YogaServerInstance<Record<string, unknown>, Record<string, unknown>>;
  readonly log: Log;
  readonly limits: Limits;
  /** How many connections a person has; streams of server-sent events are counted with them. */
  readonly lines: Tally;
  readonly counts: RequestCounts;
  readonly isOurHost: (req: IncomingMessage) => boolean;
  readonly allowsOrigin: (req: IncomingMessage) => boolean;
  /** The person whose session or token a handshake brings; null for a stranger. */
  readonly personOf: (req: IncomingMessage) => Promise<string | null>;
  /** The address that a handshake came from. */
  readonly addressOf: (req: IncomingMessage) => string;
  /** Decides when tokens expire, and is sent to the clients. */
  readonly clock: () => Date;
  /** Charges the reading of a document, or refuses a caller who cannot pay for it. */
  readonly chargeReading: (text: string, req: IncomingMessage, claim: Claim) => Promise<GraphQLError | null>;
  readonly authenticate: (req: IncomingMessage, params: Record<string, unknown> | undefined) => Promise<Claim | null>;
};

type Extra<Claim> = {
  readonly socket: WebSocket;
  readonly request: IncomingMessage;
  readonly underWay: OperationsUnderWay;
  claim?: Claim;
  expiry?: NodeJS.Timeout;
  readonly releases: (() => void)[];
  stopWaiting: () => void;
};
type ListeningSocket = { readonly socket: WebSocket; readonly underWay: OperationsUnderWay };

/** Serves graphql-transport-ws on the port of the HTTP server. */
export function serveSockets<Claim extends SocketClaim>({
  server,
  path,
  yoga,
  log,
  limits,
  lines,
  counts,
  isOurHost,
  allowsOrigin,
  personOf,
  addressOf,
  authenticate,
  chargeReading,
  clock,
}: Options<Claim>) {
  const sockets = new WebSocketServer({ noServer: true, maxPayload: limits.messageBytes, handleProtocols });
  const waitingTally = new Tally(limits.waitingSockets);
  /** The connections of introduced sockets, with their subscriptions. */
  const openConnections = new Map<WebSocket, Connection<Record<string, unknown>, Extra<Claim>>>();
  const operationsOf = new Map<WebSocket, OperationsUnderWay>();
  let isLeaving = false;

  const options: ServerOptions<Record<string, unknown>, Extra<Claim>> = {
    connectionInitWaitTimeout: limits.waitingMs,
    execute: (args) => (args.rootValue as Enveloped).execute(args),
    subscribe: async (args) => {
      const { socket, underWay } = args.contextValue as ListeningSocket;
      underWay.end(currentRequest());
      return resumable(await (args.rootValue as Enveloped).subscribe(args), socket, log);
    },
    onConnect: async (connection) => {
      const { extra, connectionParams } = connection;
      const claim = await authenticate(extra.request, connectionParams);
      extra.stopWaiting();
      // A socket that has closed meanwhile was cleaned up already: nothing that is taken now would be given back.
      if (claim === null || extra.socket.readyState !== extra.socket.OPEN) return false;
      const release = lines.take(claim.userId);
      if (release === null) {
        closeSocket(
          extra.socket,
          closeCodes.comeBackLater,
          `At most ${limits.sockets} sockets a user: close one, or come back later`,
        );
        return false;
      }
      extra.releases.push(release);
      extra.claim = claim;
      openConnections.set(extra.socket, connection);
      // The token counts at the handshake only. When it expires the client comes back with a new one, and its cursor.
      extra.expiry = setTimeout(
        () => closeSocket(extra.socket, closeCodes.signInAgain, 'Sign in again'),
        Math.min(claim.expiresAt.getTime() - clock().getTime(), furthestMs),
      );
      return serverTimeOf(clock);
    },
    onSubscribe: async (connection, id, params) => {
      const { extra, subscriptions } = connection;
      if (Object.keys(subscriptions).length > limits.subscriptions) {
        const error = new GraphQLError('Too many subscriptions', {
          extensions: { code: 'LIMIT_EXCEEDED', limit: 'subscriptions', max: limits.subscriptions },
        });
        closeSocket(
          extra.socket,
          closeCodes.tooManySubscriptions,
          `At most ${limits.subscriptions} subscriptions on a socket`,
        );
        return [error];
      }
      const { claim } = extra;
      const refusal = claim && (await chargeReading(params.query, extra.request, claim));
      if (refusal) return [refusal];
      const enveloped = yoga.getEnveloped({
        req: extra.request,
        socket: extra.socket,
        underWay: extra.underWay,
        socketClaim: claim,
        isTakenBack: () => !(id in connection.subscriptions),
        params,
        waitUntil: () => undefined,
      });
      const { schema, parse, validate, contextFactory } = enveloped;
      const document = parseOrRefuse(parse, params.query);
      if (document instanceof GraphQLError) return [document];
      if (!getOperationAST(document, params.operationName)) return [unknownOperation()];
      const errors = validate(schema, document) as GraphQLError[];
      if (errors.length > 0) return errors;
      return {
        schema,
        document,
        operationName: params.operationName,
        variableValues: params.variables,
        contextValue: await contextFactory(),
        rootValue: enveloped,
      };
    },
    onNext: (_connection, _id, _payload, _args, { errors }) => noteErrors(errors),
    onError: (_connection, _id, _payload, errors) => noteErrors(errors),
  };
  const protocol = makeServer(options);

  /** Treats each message as a request of its own; a subscription's lasts until it ends. */
  const withRequestLog = async (underWay: OperationsUnderWay, work: () => Promise<void>): Promise<void> => {
    const facts: RequestFacts = { requestId: requestIdOf(undefined) };
    const started = performance.now();
    underWay.begin(facts);
    await withRequest(facts, work).finally(() => underWay.end(facts));
    if (facts.kind === undefined && facts.outcome === undefined) return;
    counts.add('socket', facts.outcome ?? 'ok');
    log.info({ ...facts, transport: 'socket', ms: Math.round(performance.now() - started) }, 'operation');
  };

  const admit = (socket: WebSocket, request: IncomingMessage, stopWaiting: () => void): void => {
    const extra: Extra<Claim> = { socket, request, underWay: new OperationsUnderWay(), releases: [], stopWaiting };
    const line = socketLine({
      socket,
      backlogBytes: limits.backlogBytes,
      clock,
      around: (work) => withRequestLog(extra.underWay, work),
      onFailure: (error) => {
        log.warn({ err: error }, 'a message over a socket could not be answered');
        if (isTransient(error)) closeSocket(socket, closeCodes.comeBack, 'Resume with your cursor');
        else closeSocket(socket, CloseCode.InternalServerError, 'Internal server error');
      },
    });
    const closed = protocol.opened(line, extra);
    operationsOf.set(socket, extra.underWay);
    socket.once('close', (code, reason) => {
      operationsOf.delete(socket);
      openConnections.delete(socket);
      clearTimeout(extra.expiry);
      stopWaiting();
      for (const release of extra.releases) release();
      closed(code, String(reason)).catch((error: unknown) =>
        log.warn({ err: error }, 'what a socket followed did not end well'),
      );
    });
  };

  server.on('upgrade', (req, socket, head) => {
    socket.on('error', () => socket.destroy());
    // Not parsed as a URL: a stranger sent this, and parsing can throw.
    if (req.url?.split('?', 1)[0] !== path) return turnAway(socket, '404 Not Found');
    if (isLeaving) return turnAway(socket, '503 Service Unavailable', 'SERVER_STOPS');
    if (!isOurHost(req)) return turnAway(socket, '403 Forbidden', 'HOST_NOT_ALLOWED');
    if (!allowsOrigin(req)) return turnAway(socket, '403 Forbidden', 'ORIGIN_NOT_ALLOWED');
    void enter(req, socket, head);
  });

  /** Handshakes with a session wait apart, so that strangers behind the same router do not keep them out. */
  const enter = async (req: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> => {
    const person = await personOf(req).catch((error: unknown) => {
      log.warn({ err: error }, 'a handshake could not be told from a stranger’s');
      return null;
    });
    if (socket.destroyed) return undefined;
    const stopWaiting = waitingTally.take(
      person === null ? `network ${networkOf(addressOf(req))}` : `person ${person}`,
    );
    if (stopWaiting === null) return turnAway(socket, '429 Too Many Requests', 'TOO_MANY_SOCKETS_WAIT');
    socket.once('close', stopWaiting);
    return sockets.handleUpgrade(req, socket, head, (accepted) => admit(accepted, req, stopWaiting));
  };

  return {
    /** The counts of what is open now, for the metrics. */
    count: () => ({
      sockets: sockets.clients.size,
      subscriptions: [...openConnections.values()].reduce(
        (sum, { subscriptions }) => sum + Object.keys(subscriptions).length,
        0,
      ),
    }),
    /**
     * Takes no more messages, and tells each client to come back, here after a restart or to another server, as soon as
     * its operations are answered. Resolves when all sockets are closed.
     */
    leave: async (): Promise<void> => {
      isLeaving = true;
      await Promise.all(
        [...operationsOf].map(async ([socket, underWay]) => {
          socket.removeAllListeners('message');
          await underWay.idle();
          await closeForRestart(socket);
        }),
      );
    },
    /** Closes all sockets now. */
    close: async (): Promise<void> => {
      isLeaving = true;
      await Promise.all([...sockets.clients].map(closeForRestart));
    },
  };
}

function closeForRestart(socket: WebSocket): Promise<void> {
  return new Promise((resolve) => {
    if (socket.readyState === socket.CLOSED) return resolve();
    socket.once('close', () => resolve());
    closeSocket(socket, closeCodes.comeBack, 'The server restarts: resume with your cursor');
  });
}

const turnedAwayMs = 1_000;
const turnedAwayAs: Readonly<Record<string, string>> = { 403: 'FORBIDDEN', 429: 'LIMIT_EXCEEDED', 503: 'BUSY' };

/** Refuses a handshake. The connection is cut if the client does not close it. */
function turnAway(socket: Duplex, status: string, reason?: string): void {
  const body =
    reason === undefined
      ? ''
      : JSON.stringify({
          errors: [{ message: status, extensions: { code: turnedAwayAs[status.slice(0, 3)], reason } }],
        });
  const cutTimer = setTimeout(() => socket.destroy(), turnedAwayMs);
  socket.once('close', () => clearTimeout(cutTimer));
  socket.end(
    `HTTP/1.1 ${status}\r\nconnection: close\r\ncontent-type: application/json\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
  );
}

/** One bad document must not end the other subscriptions of its socket. */
function parseOrRefuse(parse: (query: string) => DocumentNode, query: string): DocumentNode | GraphQLError {
  try {
    return parse(query);
  } catch (error) {
    return error instanceof GraphQLError
      ? error
      : new GraphQLError('This document cannot be read.', { extensions: { code: 'BAD_USER_INPUT' } });
  }
}

function unknownOperation() {
  return new GraphQLError('Name in operationName one of the operations of this document.', {
    extensions: { code: 'OPERATION_RESOLUTION_FAILURE' },
  });
}

type Enveloped = { execute: (args: unknown) => never; subscribe: (args: unknown) => Promise<never> };

function isStream(value: unknown): value is AsyncIterable<never> {
  return typeof value === 'object' && value !== null && Symbol.asyncIterator in value;
}

/**
 * When the database goes away during a subscription, its client is asked to come back with its cursor: an error would
 * end the subscription for good. Where that cursor would be refused, because another epoch has begun, the subscription
 * alone ends, with the refusal.
 */
function resumable(stream: never, socket: WebSocket, log: Log): never {
  if (!isStream(stream)) {
    const { errors = [] } = (stream as { errors?: readonly unknown[] } | undefined) ?? {};
    if (errors.some(isTransient)) closeSocket(socket, closeCodes.comeBack, 'Resume with your cursor');
    return stream;
  }
  const iterator: AsyncIterator<unknown> = (stream as AsyncIterable<unknown>)[Symbol.asyncIterator]();
  let isOver = false;
  const guarded: AsyncIterableIterator<unknown> = {
    next: async () => {
      if (isOver) return { done: true, value: undefined };
      try {
        return await iterator.next();
      } catch (error) {
        const refusal = cursorRefusal(error);
        if (refusal) {
          isOver = true;
          return { done: false, value: { errors: [refusal] } };
        }
        if (isRefusal(error)) {
          closeSocket(socket, closeCodes.signInAgain, 'Sign in again');
        } else {
          log.warn({ err: error }, 'a subscription lost its source');
          closeSocket(socket, closeCodes.comeBack, 'Resume with your cursor');
        }
        return { done: true, value: undefined };
      }
    },
    return: async () => (await iterator.return?.()) ?? { done: true, value: undefined },
    [Symbol.asyncIterator]: () => guarded,
  };
  return guarded as never;
}

function cursorRefusal(error: unknown): GraphQLError | null {
  if (error instanceof CursorInvalidError) return new GraphQLError(error.message, { extensions: { code: error.code } });
  return error instanceof GraphQLError && error.extensions['code'] === 'CURSOR_INVALID' ? error : null;
}

/** A refusal may have got its code before it comes here (mask-error.ts). */
function isRefusal(error: unknown): boolean {
  return (
    error instanceof NotAllowedError ||
    (error instanceof GraphQLError &&
      (error.originalError instanceof NotAllowedError || error.extensions['code'] === 'FORBIDDEN'))
  );
}
