import type { IncomingMessage, Server } from 'node:http';
import type { GraphQLError } from 'graphql';
import { CloseCode } from 'graphql-ws';
import { useServer } from 'graphql-ws/use/ws';
import type { YogaServerInstance } from 'graphql-yoga';
import { type WebSocket, WebSocketServer } from 'ws';
import type { Log } from '../log.ts';

const mostSubscriptions = 100;
const mostBytes = 256 * 1024;
const keepAliveMs = 12_000;
const tooMany = 4429;

export type SocketClaim = { readonly expiresAt: Date };
export type SocketContext<Claim extends SocketClaim> = { readonly req: IncomingMessage; readonly socketClaim: Claim };

type Options<Claim extends SocketClaim> = {
  readonly server: Server;
  readonly path: string;
  readonly yoga: YogaServerInstance<Record<string, unknown>, Record<string, unknown>>;
  readonly log: Log;
  readonly allowsOrigin: (req: IncomingMessage) => boolean;
  readonly authenticate: (req: IncomingMessage, params: Record<string, unknown> | undefined) => Promise<Claim | null>;
};

type Extra<Claim> = { claim?: Claim; expiry?: NodeJS.Timeout };

/** graphql-transport-ws on the port of the HTTP server. */
export const serveSockets = <Claim extends SocketClaim>({ server, path, yoga, log, allowsOrigin, authenticate }: Options<Claim>) => {
  const sockets = new WebSocketServer({ noServer: true, maxPayload: mostBytes });
  server.on('upgrade', (req, socket, head) => {
    socket.on('error', () => socket.destroy());
    const known = new URL(req.url ?? '/', 'http://localhost').pathname === path;
    if (!known || !allowsOrigin(req)) {
      socket.end(`HTTP/1.1 ${known ? '403 Forbidden' : '404 Not Found'}\r\nconnection: close\r\n\r\n`);
      return;
    }
    sockets.handleUpgrade(req, socket, head, (accepted) => sockets.emit('connection', accepted, req));
  });

  const protocol = useServer<Record<string, unknown>, Extra<Claim>>(
    {
      execute: (args) => (args.rootValue as Enveloped).execute(args),
      subscribe: (args) => (args.rootValue as Enveloped).subscribe(args),
      onConnect: async ({ extra, connectionParams }) => {
        const claim = await authenticate(extra.request, connectionParams);
        if (claim === null) return false;
        extra.claim = claim;
        // The token counts at the door only. When it runs out the client comes back with a new one, and its cursor.
        extra.expiry = setTimeout(() => extra.socket.close(CloseCode.Forbidden, 'Sign in again'), claim.expiresAt.getTime() - Date.now());
        return true;
      },
      onDisconnect: ({ extra }) => clearTimeout(extra.expiry),
      onSubscribe: async ({ extra, subscriptions }, _id, params) => {
        if (Object.keys(subscriptions).length > mostSubscriptions) {
          extra.socket.close(tooMany, `At most ${mostSubscriptions} subscriptions on a socket`);
          return;
        }
        const enveloped = yoga.getEnveloped({ req: extra.request, socketClaim: extra.claim, params, waitUntil: () => undefined });
        const { schema, parse, validate, contextFactory } = enveloped;
        const document = parse(params.query);
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

type Enveloped = { execute: (args: unknown) => never; subscribe: (args: unknown) => never };

const leave = (socket: WebSocket): void => {
  socket.close(1012, 'The server restarts: resume with your cursor');
  // A client that is gone never answers the close.
  setTimeout(() => socket.terminate(), 1_000).unref();
};
