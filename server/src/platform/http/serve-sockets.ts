import type { IncomingMessage, Server } from 'node:http';
import { type DocumentNode, GraphQLError } from 'graphql';
import { CloseCode } from 'graphql-ws';
import { useServer } from 'graphql-ws/use/ws';
import type { YogaServerInstance } from 'graphql-yoga';
import { type WebSocket, WebSocketServer } from 'ws';
import { NotAllowedError } from '../errors.ts';
import type { Log } from '../log.ts';

const mostSubscriptions = 100;
const mostBytes = 256 * 1024;
const keepAliveMs = 12_000;
const tooMany = 4429;
const comeBack = 1012;
/** A timer that is set further ahead goes off at once. */
const furthestMs = 2 ** 31 - 1;

export type SocketClaim = { readonly expiresAt: Date };
export type SocketContext<Claim extends SocketClaim> = { readonly req: IncomingMessage; readonly socketClaim: Claim };

type Options<Claim extends SocketClaim> = {
  readonly server: Server;
  readonly path: string;
  readonly yoga: YogaServerInstance<Record<string, unknown>, Record<string, unknown>>;
  readonly log: Log;
  readonly allowsOrigin: (req: IncomingMessage) => boolean;
  /** By which tokens run out. */
  readonly clock: () => Date;
  readonly authenticate: (req: IncomingMessage, params: Record<string, unknown> | undefined) => Promise<Claim | null>;
};

type Extra<Claim> = { claim?: Claim; expiry?: NodeJS.Timeout };

/** graphql-transport-ws on the port of the HTTP server. */
export const serveSockets = <Claim extends SocketClaim>({ server, path, yoga, log, allowsOrigin, authenticate, clock }: Options<Claim>) => {
  const sockets = new WebSocketServer({ noServer: true, maxPayload: mostBytes });
  server.on('upgrade', (req, socket, head) => {
    socket.on('error', () => socket.destroy());
    // Not parsed as a URL: this is what a stranger sent, and parsing can throw.
    const known = req.url?.split('?', 1)[0] === path;
    if (!known || !allowsOrigin(req)) {
      socket.end(`HTTP/1.1 ${known ? '403 Forbidden' : '404 Not Found'}\r\nconnection: close\r\n\r\n`);
      return;
    }
    sockets.handleUpgrade(req, socket, head, (accepted) => sockets.emit('connection', accepted, req));
  });

  const protocol = useServer<Record<string, unknown>, Extra<Claim>>(
    {
      execute: (args) => (args.rootValue as Enveloped).execute(args),
      subscribe: async (args) => resumable(await (args.rootValue as Enveloped).subscribe(args), (args.contextValue as { socket: WebSocket }).socket, log),
      onConnect: async ({ extra, connectionParams }) => {
        const claim = await authenticate(extra.request, connectionParams);
        if (claim === null) return false;
        extra.claim = claim;
        // The token counts at the door only. When it runs out the client comes back with a new one, and its cursor.
        extra.expiry = setTimeout(() => extra.socket.close(CloseCode.Forbidden, 'Sign in again'), Math.min(claim.expiresAt.getTime() - clock().getTime(), furthestMs));
        return true;
      },
      onDisconnect: ({ extra }) => clearTimeout(extra.expiry),
      onSubscribe: async ({ extra, subscriptions }, _id, params) => {
        if (Object.keys(subscriptions).length > mostSubscriptions) {
          extra.socket.close(tooMany, `At most ${mostSubscriptions} subscriptions on a socket`);
          return;
        }
        const enveloped = yoga.getEnveloped({ req: extra.request, socket: extra.socket, socketClaim: extra.claim, params, waitUntil: () => undefined });
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
      // Otherwise the reason of a close would carry the text of the error, a database's too.
      isProd: true,
      onError: (_context, _id, _payload, errors) => {
        log.debug({ errors: errors.map((error) => error.message) }, 'refused over a socket');
      },
    },
    sockets,
    keepAliveMs,
  );

  return {
    /** Tells every client to come back: here after a restart, or to another server. */
    close: async (): Promise<void> => {
      for (const socket of sockets.clients) leave(socket);
      await protocol.dispose();
    },
  };
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

const isStream = (value: unknown): value is AsyncIterable<never> => typeof value === 'object' && value !== null && Symbol.asyncIterator in value;

/**
 * When the database goes away under a subscription, its client is asked to come back with its cursor: an error would
 * end the subscription for good.
 */
const resumable = (stream: never, socket: WebSocket, log: Log): never => {
  if (!isStream(stream)) return stream;
  const iterator: AsyncIterator<unknown> = (stream as AsyncIterable<unknown>)[Symbol.asyncIterator]();
  const guarded: AsyncIterableIterator<unknown> = {
    next: async () => {
      try {
        return await iterator.next();
      } catch (error) {
        if (error instanceof NotAllowedError) {
          socket.close(CloseCode.Forbidden, 'Sign in again');
        } else {
          log.warn({ err: error }, 'a subscription lost its source');
          socket.close(comeBack, 'Resume with your cursor');
        }
        return { done: true, value: undefined };
      }
    },
    return: async () => (await iterator.return?.()) ?? { done: true, value: undefined },
    [Symbol.asyncIterator]: () => guarded,
  };
  return guarded as never;
};

const leave = (socket: WebSocket): void => {
  socket.close(comeBack, 'The server restarts: resume with your cursor');
  // A client that is gone never answers the close.
  setTimeout(() => socket.terminate(), 1_000).unref();
};
