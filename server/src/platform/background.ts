import type { Log } from './log.ts';

/**
 * Runs work that an answer does not wait for, so that response times reveal nothing. A server that stops waits for it.
 */
export class Background {
  readonly #running = new Map<Promise<void>, string>();
  readonly #log: Log;

  constructor(log: Log) {
    this.#log = log;
  }

  start(taskName: string, work: () => Promise<void>): void {
    const task = work()
      // The error's own text may contain what the work was about: an address, a link.
      .catch((error: unknown) =>
        this.#log.error({ failure: error instanceof Error ? error.name : typeof error }, `${taskName} failed`),
      )
      .finally(() => this.#running.delete(task));
    this.#running.set(task, taskName);
  }

  async done(): Promise<void> {
    while (this.#running.size > 0) await Promise.all(this.#running.keys());
  }

  /** Logs what still runs: from now on nothing waits for it. */
  abandon(): void {
    for (const taskName of this.#running.values()) this.#log.error(`${taskName} was not finished: the server stops`);
  }
}
