import type { Log } from './log.ts';

/** Work that an answer does not wait for, so that its time tells nothing. A server that stops waits for it. */
export class Background {
  readonly #running = new Map<Promise<void>, string>();
  readonly #log: Log;

  constructor(log: Log) {
    this.#log = log;
  }

  start(what: string, work: () => Promise<void>): void {
    const running = work()
      // The error's own text may hold what it was about: an address, a link.
      .catch((error: unknown) =>
        this.#log.error({ failure: error instanceof Error ? error.name : typeof error }, `${what} failed`),
      )
      .finally(() => this.#running.delete(running));
    this.#running.set(running, what);
  }

  async done(): Promise<void> {
    while (this.#running.size > 0) await Promise.all(this.#running.keys());
  }

  /** What would still run: nobody waits for it any more. */
  abandon(): void {
    for (const what of this.#running.values()) this.#log.error(`${what} was not finished: the server stops`);
  }
}
