import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { type DocumentNode, GraphQLError } from 'graphql';
import { CloseCode, type Context as Connection, handleProtocols, makeServer, type ServerOptions } from 'graphql-ws';
import type { YogaServerInstance } from 'graphql-yoga';
import { type WebSocket, WebSocketServer } from 'ws';
import { driverErrorOf } from '../database/driver-error.ts';
import { NotAllowedError } from '../errors.ts';
import type { Log } from '../log.ts';
import type { Limits } from './limits.ts';
import { networkOf } from './network-of.ts';
import type { RequestCounts } from './metrics.ts';
import { noteErrors, type RequestFacts, requestIdOf, withRequest } from './request-id.ts';
import { closeCodes, furthestMs, shut, socketLine } from './socket-line.ts';
import { Tally } from './tally.ts';

export type SocketClaim = { readonly userId: string; readonly expiresAt: Date };

type Options<Claim extends SocketClaim> = {
  readonly server: Server;
  readonly path: string;
  readonly yoga: YogaServerInstance<Record<string, unknown>, Record<string, unknown>>;
  readonly log: Log;
  readonly limits: Limits;
  /** How many lines a person holds; streams of server-sent events are counted with them. */
  readonly lines: Tally;
  readonly counts: RequestCounts;
  readonly isOurHost: (req: IncomingMessage) => boolean;
  readonly allowsOrigin: (req: IncomingMessage) => boolean;
  /** Whose session or token a handshake brings; null for a stranger. */
  readonly personOf: (req: IncomingMessage) => Promise<string | null>;
  /** Where a handshake came from. */
  readonly addressOf: (req: IncomingMessage) => string;
  /** By which tokens run out. */
  readonly clock: () => Date;
  readonly authenticate: (req: IncomingMessage, params: Record<string, unknown> | undefined) => Promise<Claim | null>;
};

type Extra<Claim> = { readonly socket: WebSocket; readonly request: IncomingMessage; claim?: Claim; expiry?: NodeJS.Timeout; readonly held: (() => void)[]; stopWaiting: () => void };

/** graphql-transport-ws on the port of the HTTP server. */
export const serveSockets = <Claim extends SocketClaim>({ server, path, yoga, log, limits, lines, counts, isOurHost, allowsOrigin, personOf, addressOf, authenticate, clock }: Options<Claim>) => {
  const sockets = new WebSocketServer({ noServer: true, maxPayload: limits.messageBytes, handleProtocols });
  const waiting = new Tally(limits.waitingSockets);
  const open = new Set<Connection<Record<string, unknown>, Extra<Claim>>>();

  const options: ServerOptions<Record<string, unknown>, Extra<Claim>> = {
    connectionInitWaitTimeout: limits.waitingMs,
    execute: (args) => (args.rootValue as Enveloped).execute(args),
    subscribe: async (args) => resumable(await (args.rootValue as Enveloped).subscribe(args), (args.contextValue as { socket: WebSocket }).socket, log),
    onConnect: async (connection) => {
      const { extra, connectionParams } = connection;
      const claim = await authenticate(extra.request, connectionParams);
      extra.stopWaiting();
      if (claim === null) return false;
      const release = lines.take(claim.userId);
      if (release === null) {
        shut(extra.socket, closeCodes.tooMany, `At most ${limits.sockets} sockets a user`);
        return false;
      }
      extra.held.push(release);
      if (extra.socket.readyState !== extra.socket.OPEN) release();
      extra.claim = claim;
      open.add(connection);
      // The token counts at the door only. When it runs out the client comes back with a new one, and its cursor.
      extra.expiry = setTimeout(() => shut(extra.socket, closeCodes.signInAgain, 'Sign in again'), Math.min(claim.expiresAt.getTime() - clock().getTime(), furthestMs));
      return true;
    },
    onClose: (connection) => {
      open.delete(connection);
      clearTimeout(connection.extra.expiry);
      connection.extra.stopWaiting();
      for (const release of connection.extra.held) release();
    },
    onSubscribe: async (connection, id, params) => {
      const { extra, subscriptions } = connection;
      if (Object.keys(subscriptions).length > limits.subscriptions) {
        const error = new GraphQLError('Too many subscriptions', { extensions: { code: 'LIMIT_EXCEEDED', limit: 'subscriptions', max: limits.subscriptions } });
        shut(extra.socket, closeCodes.tooMany, `At most ${limits.subscriptions} subscriptions on a socket`);
        return [error];
      }
      const enveloped = yoga.getEnveloped({ req: extra.request, socket: extra.socket, socketClaim: extra.claim, isTakenBack: () => !(id in connection.subscriptions), params, waitUntil: () => undefined });
      const { schema, parse, validate, contextFactory } = enveloped;
      const document = parsed(parse, params.query);
      if (document instanceof GraphQLError) return [document];
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

  /** Each message is a request of its own; a subscription's lasts until it ends. */
  const noted = async (work: () => Promise<void>): Promise<void> => {
    const facts: RequestFacts = { requestId: requestIdOf(undefined) };
    const started = performance.now();
    await withRequest(facts, work);
    if (facts.kind === undefined && facts.outcome === undefined) return;
    counts.add('socket', facts.outcome ?? 'ok');
    log.info({ ...facts, transport: 'socket', ms: Math.round(performance.now() - started) }, 'operation');
  };

  const admit = (socket: WebSocket, request: IncomingMessage, stopWaiting: () => void): void => {
    const line = socketLine({
      socket,
      backlogBytes: limits.backlogBytes,
      around: (work) => noted(work),
      onFailure: (error) => {
        log.warn({ err: error }, 'a message over a socket could not be answered');
        if (passes(error)) shut(socket, closeCodes.comeBack, 'Resume with your cursor');
        else shut(socket, CloseCode.InternalServerError, 'Internal server error');
      },
    });
    const closed = protocol.opened(line, { socket, request, held: [], stopWaiting });
    socket.once('close', (code, reason) => void closed(code, String(reason)));
  };

  server.on('upgrade', (req, socket, head) => {
    socket.on('error', () => socket.destroy());
    // Not parsed as a URL: this is what a stranger sent, and parsing can throw.
    if (req.url?.split('?', 1)[0] !== path) return turnAway(socket, '404 Not Found');
    if (!isOurHost(req)) return turnAway(socket, '403 Forbidden', 'HOST_NOT_ALLOWED');
    if (!allowsOrigin(req)) return turnAway(socket, '403 Forbidden', 'ORIGIN_NOT_ALLOWED');
    void enter(req, socket, head);
  });

  /** Those who bring a session wait apart, so that strangers behind the same router do not keep them out. */
  const enter = async (req: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> => {
    const person = await personOf(req).catch((error: unknown) => {
      log.warn({ err: error }, 'a handshake could not be told from a stranger’s');
      return null;
    });
    if (socket.destroyed) return undefined;
    const stopWaiting = waiting.take(person === null ? `network ${networkOf(addressOf(req))}` : `person ${person}`);
    if (stopWaiting === null) return turnAway(socket, '429 Too Many Requests', 'TOO_MANY_SOCKETS_WAIT');
    socket.once('close', stopWaiting);
    return sockets.handleUpgrade(req, socket, head, (accepted) => admit(accepted, req, stopWaiting));
  };

  return {
    /** What is open now, for the metrics. */
    count: () => ({ sockets: sockets.clients.size, subscriptions: [...open].reduce((sum, { subscriptions }) => sum + Object.keys(subscriptions).length, 0) }),
    /** Tells every client to come back: here after a restart, or to another server. */
    close: async (): Promise<void> => {
      for (const socket of sockets.clients) shut(socket, closeCodes.comeBack, 'The server restarts: resume with your cursor');
      await new Promise((resolve) => sockets.close(resolve));
    },
  };
};

const turnAway = (socket: Duplex, status: string, reason?: string): void => {
  const body = reason === undefined ? '' : JSON.stringify({ errors: [{ message: status, extensions: { code: status.startsWith('429') ? 'LIMIT_EXCEEDED' : 'FORBIDDEN', reason } }] });
  socket.end(`HTTP/1.1 ${status}\r\nconnection: close\r\ncontent-type: application/json\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
};

/** One bad document must not take the other subscriptions of its socket along. */
const parsed = (parse: (query: string) => DocumentNode, query: string): DocumentNode | GraphQLError => {
  try {
    return parse(query);
  } catch (error) {
    return error instanceof GraphQLError ? error : new GraphQLError('This document cannot be read.', { extensions: { code: 'BAD_USER_INPUT' } });
  }
};

type Enveloped = { execute: (args: unknown) => never; subscribe: (args: unknown) => Promise<never> };

/** A database that is away or busy: its client comes back by itself, where any other error would end what it follows. */
const passes = (error: unknown): boolean =>
  (error instanceof GraphQLError && error.extensions['code'] === 'BUSY') || ['lost', 'busy', 'retry'].includes(driverErrorOf(error)?.kind ?? '');

const isStream = (value: unknown): value is AsyncIterable<never> => typeof value === 'object' && value !== null && Symbol.asyncIterator in value;

/**
 * When the database goes away under a subscription, its client is asked to come back with its cursor: an error would
 * end the subscription for good.
 */
const resumable = (stream: never, socket: WebSocket, log: Log): never => {
  if (!isStream(stream)) {
    const { errors = [] } = (stream as { errors?: readonly unknown[] } | undefined) ?? {};
    if (errors.some(passes)) shut(socket, closeCodes.comeBack, 'Resume with your cursor');
    return stream;
  }
  const iterator: AsyncIterator<unknown> = (stream as AsyncIterable<unknown>)[Symbol.asyncIterator]();
  const guarded: AsyncIterableIterator<unknown> = {
    next: async () => {
      try {
        return await iterator.next();
      } catch (error) {
        if (isRefusal(error)) {
          shut(socket, closeCodes.signInAgain, 'Sign in again');
        } else {
          log.warn({ err: error }, 'a subscription lost its source');
          shut(socket, closeCodes.comeBack, 'Resume with your cursor');
        }
        return { done: true, value: undefined };
      }
    },
    return: async () => (await iterator.return?.()) ?? { done: true, value: undefined },
    [Symbol.asyncIterator]: () => guarded,
  };
  return guarded as never;
};

/** A refusal may have been given its code by the time it comes here (mask-error.ts). */
const isRefusal = (error: unknown): boolean =>
  error instanceof NotAllowedError ||
  (error instanceof GraphQLError && (error.originalError instanceof NotAllowedError || error.extensions['code'] === 'FORBIDDEN'));
