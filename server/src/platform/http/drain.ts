import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { answerRefusal } from './answer-refusal.ts';

/** A server that stops goes on answering these: monitoring needs them most now. */
const alwaysAnswered = new Set(['/healthz', '/metrics']);

const retryAfterSeconds = 1;
const unusedLineMs = 1_000;
const shortTurnMs = 0.2;
const mostTurns = 200;

/**
 * The requests under way on a server, and how it ends them: requests that began are answered, later ones are refused
 * with a message, and no connection is kept for another request.
 */
export class Drain {
  readonly #underWay = new Map<ServerResponse, IncomingMessage>();
  #isStopping = false;
  #onIdle: (() => void) | undefined;
  #onRequest: (() => void) | undefined;

  get isStopping(): boolean {
    return this.#isStopping;
  }

  /**
   * Takes a request whose head was read. False when it was answered here because it came after the server began to
   * stop.
   */
  admits(req: IncomingMessage, res: ServerResponse, path: string): boolean {
    this.#onRequest?.();
    if (!this.#isStopping) {
      this.#underWay.set(res, req);
      res.once('close', () => this.#forget(res));
      return true;
    }
    res.setHeader('connection', 'close');
    if (alwaysAnswered.has(path)) return true;
    if (path === '/readyz') res.writeHead(503).end('this server stops\n');
    else refuse(req, res, 'This server is stopping. Nothing was done. Try again in a moment.');
    return false;
  }

  /** Takes nothing new from now on; callers are still answered, until `close`. */
  begin(): void {
    this.#isStopping = true;
    for (const res of this.#underWay.keys()) if (!res.headersSent) res.setHeader('connection', 'close');
  }

  /** Resolves when no request is under way that began before. */
  idle(): Promise<void> {
    if (this.#underWay.size === 0) return Promise.resolve();
    return new Promise((resolve) => (this.#onIdle = resolve));
  }

  /** Tells callers who have no answer by now that there will be none. */
  giveUp(): void {
    for (const [res, req] of this.#underWay) {
      if (!res.headersSent)
        refuse(
          req,
          res,
          'This server is stopping and could not finish this in time. Try again, a write with the same idempotency key.',
        );
    }
  }

  /**
   * Accepts no more connections, and closes those over which nothing comes. Gives back until when every connection was
   * accepted that was made: later ones may be reset.
   */
  async close(server: Server): Promise<Date> {
    const acceptedUntil = await acceptWaitingConnections(server);
    const closed = new Promise((resolve) => server.close(resolve));
    // A connection that was accepted a moment ago may still bring its request.
    const cutTimer = setTimeout(() => server.closeAllConnections(), unusedLineMs);
    this.#onRequest = () => cutTimer.refresh();
    await closed;
    clearTimeout(cutTimer);
    return acceptedUntil;
  }

  #forget(res: ServerResponse): void {
    this.#underWay.delete(res);
    if (this.#underWay.size === 0) this.#onIdle?.();
  }
}

/**
 * Connections that wait to be accepted are reset when a server closes. Node accepts one in each turn of its event loop:
 * after a turn without any, none waited when it began, and after a short one hardly any has come since. Gives back when
 * the last turn without any began.
 */
async function acceptWaitingConnections(server: Server): Promise<Date> {
  let acceptedUntil = new Date(0);
  let hasConnected = false;
  const note = () => (hasConnected = true);
  server.on('connection', note);
  for (let turn = 0; turn < mostTurns; turn += 1) {
    hasConnected = false;
    const turnBegan = new Date();
    const began = performance.now();
    await nextTurn();
    if (hasConnected) continue;
    acceptedUntil = turnBegan;
    if (performance.now() - began < shortTurnMs) break;
  }
  server.removeListener('connection', note);
  return acceptedUntil;
}

function refuse(req: IncomingMessage, res: ServerResponse, message: string): void {
  res.setHeader('connection', 'close');
  res.setHeader('retry-after', retryAfterSeconds);
  answerRefusal(req, res, { status: 503, message, extensions: { code: 'BUSY' } });
}
