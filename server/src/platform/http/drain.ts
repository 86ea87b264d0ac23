import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { answerRefusal } from './answer-refusal.ts';

/** What a server that stops goes on telling: whoever watches over it needs it most now. */
const alwaysTold = new Set(['/healthz', '/metrics']);

const retryAfterSeconds = 1;
const unusedLineMs = 1_000;
const shortTurnMs = 0.2;
const mostTurns = 200;

/**
 * The requests under way on a server, and how it takes leave of them: what was begun is answered, what comes from then on
 * is refused in words, and no line is kept for another request.
 */
export class Drain {
  readonly #underWay = new Map<ServerResponse, IncomingMessage>();
  #isStopping = false;
  #onIdle: (() => void) | undefined;
  #onRequest: (() => void) | undefined;

  get isStopping(): boolean {
    return this.#isStopping;
  }

  /** A request whose head was read. False when it was answered here: it came after the server began to stop. */
  admits(req: IncomingMessage, res: ServerResponse, path: string): boolean {
    this.#onRequest?.();
    if (!this.#isStopping) {
      this.#underWay.set(res, req);
      res.once('close', () => this.#leave(res));
      return true;
    }
    res.setHeader('connection', 'close');
    if (alwaysTold.has(path)) return true;
    if (path === '/readyz') res.writeHead(503).end('this server stops\n');
    else refuse(req, res, 'This server is being stopped. Nothing was done; ask again in a moment.');
    return false;
  }

  /** From now on nothing new is taken; who asks is still answered, until `close`. */
  begin(): void {
    this.#isStopping = true;
    for (const res of this.#underWay.keys()) if (!res.headersSent) res.setHeader('connection', 'close');
  }

  /** Resolves when nothing is under way that was begun before. */
  idle(): Promise<void> {
    if (this.#underWay.size === 0) return Promise.resolve();
    return new Promise((resolve) => (this.#onIdle = resolve));
  }

  /** Whoever has no answer by now is told that there will be none. */
  giveUp(): void {
    for (const [res, req] of this.#underWay) {
      if (!res.headersSent)
        refuse(
          req,
          res,
          'This server is being stopped and could not finish this in time. Ask again; a write with the same idempotency key.',
        );
    }
  }

  /** Takes no line any more, and hangs up on those over which nothing comes. */
  async close(server: Server): Promise<void> {
    await nobodyKnocks(server);
    const closed = new Promise((resolve) => server.close(resolve));
    // A line that was taken a moment ago may still bring its request.
    const cut = setTimeout(() => server.closeAllConnections(), unusedLineMs);
    this.#onRequest = () => cut.refresh();
    await closed;
    clearTimeout(cut);
  }

  #leave(res: ServerResponse): void {
    this.#underWay.delete(res);
    if (this.#underWay.size === 0) this.#onIdle?.();
  }
}

/**
 * Whoever waits to be let in is reset when a server closes. Node lets in one a turn: after a turn without any, nobody
 * waited when it began, and after a short one hardly anybody has come since.
 */
async function nobodyKnocks(server: Server): Promise<void> {
  let hasKnocked = false;
  const note = () => (hasKnocked = true);
  server.on('connection', note);
  for (let turn = 0; turn < mostTurns; turn += 1) {
    hasKnocked = false;
    const began = performance.now();
    await nextTurn();
    if (!hasKnocked && performance.now() - began < shortTurnMs) break;
  }
  server.removeListener('connection', note);
}

function refuse(req: IncomingMessage, res: ServerResponse, message: string): void {
  res.setHeader('connection', 'close');
  res.setHeader('retry-after', retryAfterSeconds);
  answerRefusal(req, res, { status: 503, message, extensions: { code: 'BUSY' } });
}
