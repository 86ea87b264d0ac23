import { MessageType, stringifyMessage } from 'graphql-ws';
import type { WebSocket } from 'ws';
import type { LimitRow } from '../limit-row.ts';
import { serverTimeOf } from './use-server-time.ts';

/** A timer that is set further ahead goes off at once. */
export const furthestMs = 2 ** 31 - 1;

const keepAliveMs = 12_000;
const closingMs = 1_000;

export const socketLineRows: readonly LimitRow[] = [
  {
    name: 'keepAliveMs',
    value: keepAliveMs,
    unit: 'milliseconds between two questions to a socket whether it is still there; one that did not answer is cut',
    reason: 'A line that died without a word would hold its subscriptions for hours.',
  },
  {
    name: 'closingMs',
    value: closingMs,
    unit: 'milliseconds that a socket has to answer its close',
    reason: 'Who does not hang up must not hold a line.',
  },
];

/**
 * Of the codes that graphql-ws gives a meaning, its client takes 4409 and 4429 as final whatever it was told: a client
 * that may come back gets a code of the WebSocket protocol.
 */
export const closeCodes = {
  comeBack: 1012,
  comeBackLater: 1013,
  signInAgain: 4403,
  tooManySubscriptions: 4429,
} as const;

/**
 * Says why and closes the socket; its messages are ignored, and it is cut off if the client does not answer the close.
 */
export function closeSocket(socket: WebSocket, code: number, reason: string): void {
  if (socket.readyState === socket.CLOSED) return;
  socket.removeAllListeners('message');
  socket.close(code, reason);
  const cutTimer = setTimeout(() => socket.terminate(), closingMs);
  socket.once('close', () => clearTimeout(cutTimer));
}

type Line = {
  readonly socket: WebSocket;
  readonly backlogBytes: number;
  readonly clock: () => Date;
  readonly onFailure: (error: unknown) => void;
  /** Runs around each message, so that all it causes has one request id. */
  readonly around: (work: () => Promise<void>) => Promise<void>;
};

/** Adapts one socket to what the protocol expects. */
export function socketLine({ socket, backlogBytes, clock, onFailure, around }: Line) {
  // A connection that died without notice is detected by its silence.
  let hasAnswered = true;
  const heartbeat = setInterval(() => {
    if (!hasAnswered) socket.terminate();
    hasAnswered = false;
    socket.ping();
  }, keepAliveMs);
  socket.on('pong', () => (hasAnswered = true));
  socket.once('close', () => clearInterval(heartbeat));
  // Errors of the connection, and frames that are too large or malformed, are answered by ws itself with a close.
  socket.on('error', () => socket.terminate());

  /** Resolves once the message is on its way: a slow reader gets the next one later, and holds up nobody else. */
  const send = (data: string): Promise<void> =>
    new Promise((resolve) => {
      if (socket.readyState !== socket.OPEN) return resolve();
      // Many answers at once can still pile up for a client that reads none of them.
      if (socket.bufferedAmount > backlogBytes) {
        closeSocket(socket, closeCodes.comeBackLater, 'Too far behind: resume with your cursor');
        return resolve();
      }
      // A connection that breaks meanwhile ends by its close.
      socket.send(data, () => resolve());
    });

  return {
    protocol: socket.protocol,
    send,
    onPing: (payload: Record<string, unknown> | undefined) =>
      send(stringifyMessage({ type: MessageType.Pong, payload: { ...payload, ...serverTimeOf(clock) } })),
    close: (code?: number, reason?: string) => closeSocket(socket, code ?? 1000, reason ?? ''),
    onMessage: (handle: (data: string) => Promise<void>) => {
      socket.on('message', (data: Buffer) => void around(() => handle(data.toString())).catch(onFailure));
    },
  };
}
