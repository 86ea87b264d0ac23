import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { answerRefusal } from './answer-refusal.ts';

/** What a server that stops goes on telling: whoever watches over it needs it most now. */
const alwaysTold = new Set(['/healthz', '/metrics']);

const retryAfterSeconds = 1;
const unusedLineMs = 1_000;

/**
 * The requests under way on a server, and how it takes leave of them: what was begun is answered, what comes from then on
 * is refused in words, and no line is kept for another request.
 */
export class Drain {
  readonly #underWay = new Map<ServerResponse, IncomingMessage>();
  #isStopping = false;
  #onIdle: (() => void) | undefined;

  get isStopping(): boolean {
    return this.#isStopping;
  }

  /** A request whose head was read. False when it was answered here: it came after the server began to stop. */
  admits(req: IncomingMessage, res: ServerResponse, path: string): boolean {
    this.#underWay.set(res, req);
    res.once('close', () => this.#leave(res));
    if (!this.#isStopping) return true;
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

  /** Resolves when nothing is under way. */
  idle(): Promise<void> {
    if (this.#underWay.size === 0) return Promise.resolve();
    return new Promise((resolve) => (this.#onIdle = resolve));
  }

  /** Whoever has no answer by now is told that there will be none. */
  giveUp(): void {
    for (const [res, req] of this.#underWay) {
      if (!res.headersSent) refuse(req, res, 'This server is being stopped and could not finish this in time. Ask again; a write with the same idempotency key.');
    }
  }

  /** Takes no line any more, and hangs up on those that are left. */
  async close(server: Server): Promise<void> {
    const closed = new Promise((resolve) => server.close(resolve));
    // A line may have been taken a moment ago whose request is still on its way.
    const cut = setTimeout(() => server.closeAllConnections(), unusedLineMs);
    await closed;
    clearTimeout(cut);
  }

  #leave(res: ServerResponse): void {
    this.#underWay.delete(res);
    if (this.#underWay.size === 0) this.#onIdle?.();
  }
}

const refuse = (req: IncomingMessage, res: ServerResponse, message: string): void => {
  res.setHeader('connection', 'close');
  res.setHeader('retry-after', retryAfterSeconds);
  answerRefusal(req, res, { status: 503, message, extensions: { code: 'BUSY' } });
};
