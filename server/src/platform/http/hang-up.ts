import type { EventEmitter } from 'node:events';

const signals = new WeakMap<EventEmitter, AbortSignal>();

/** Aborts once the connection to a caller has closed: the answer over HTTP, or the socket. */
export function hangUpOf(line: EventEmitter): AbortSignal {
  const knownSignal = signals.get(line);
  if (knownSignal) return knownSignal;
  const controller = new AbortController();
  line.once('close', () => controller.abort());
  signals.set(line, controller.signal);
  return controller.signal;
}
