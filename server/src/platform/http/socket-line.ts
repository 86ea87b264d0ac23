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
 * Of those that graphql-ws gives a meaning, its client takes 4409 and 4429 for the end whatever it was told: who may come
 * back is sent away with a code of the WebSocket protocol.
 */
export const closeCodes = {
  comeBack: 1012,
  comeBackLater: 1013,
  signInAgain: 4403,
  tooManySubscriptions: 4429,
} as const;

/** Says why and hangs up; nothing more is listened to, and who does not answer the close is cut off. */
export function shut(socket: WebSocket, code: number, reason: string): void {
  if (socket.readyState === socket.CLOSED) return;
  socket.removeAllListeners('message');
  socket.close(code, reason);
  const cut = setTimeout(() => socket.terminate(), closingMs);
  socket.once('close', () => clearTimeout(cut));
}

type Line = {
  readonly socket: WebSocket;
  readonly backlogBytes: number;
  readonly clock: () => Date;
  readonly onFailure: (error: unknown) => void;
  /** Runs around each message, so that all it causes carries one request id. */
  readonly around: (work: () => Promise<void>) => Promise<void>;
};

/** One socket, as the protocol wants to see it. */
export function socketLine({ socket, backlogBytes, clock, onFailure, around }: Line) {
  // A line that died without a word is found out by its silence.
  let answered = true;
  const heartbeat = setInterval(() => {
    if (!answered) socket.terminate();
    answered = false;
    socket.ping();
  }, keepAliveMs);
  socket.on('pong', () => (answered = true));
  socket.once('close', () => clearInterval(heartbeat));
  // Errors of the line, and frames that are too large or none, are answered by ws itself with a close.
  socket.on('error', () => socket.terminate());

  /** Resolves once it is on its way: who reads slowly is given the next one later, and holds up nobody else. */
  const send = (data: string): Promise<void> =>
    new Promise((resolve) => {
      if (socket.readyState !== socket.OPEN) return resolve();
      // Many answers at once can still pile up before somebody who reads none of them.
      if (socket.bufferedAmount > backlogBytes) {
        shut(socket, closeCodes.comeBackLater, 'Too far behind: resume with your cursor');
        return resolve();
      }
      // A line that breaks meanwhile ends by its close.
      socket.send(data, () => resolve());
    });

  return {
    protocol: socket.protocol,
    send,
    onPing: (payload: Record<string, unknown> | undefined) =>
      send(stringifyMessage({ type: MessageType.Pong, payload: { ...payload, ...serverTimeOf(clock) } })),
    close: (code?: number, reason?: string) => shut(socket, code ?? 1000, reason ?? ''),
    onMessage: (handle: (data: string) => Promise<void>) => {
      socket.on('message', (data: Buffer) => void around(() => handle(data.toString())).catch(onFailure));
    },
  };
}
