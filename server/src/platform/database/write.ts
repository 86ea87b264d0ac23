import { AsyncLocalStorage } from 'node:async_hooks';
import type { Connection } from './connections.ts';

/** A commit that is not answered for so long is on a connection that has gone silent. */
const commitMs = 1_800;

/**
 * One business transaction on its way to the database, its repetitions included. It knows whether PostgreSQL was asked to
 * commit: until then its end is ours to decide, from then on only PostgreSQL's answer tells what became of it.
 */
export class Write {
  #connection: Connection | undefined;
  #commitSent = false;
  #givenUp = false;
  readonly #timer: NodeJS.Timeout;

  /** @param mostMs after so long it is given up, unless it is being committed */
  constructor(mostMs: number) {
    this.#timer = setTimeout(() => this.giveUp(), mostMs);
  }

  get commitSent(): boolean {
    return this.#commitSent;
  }

  get givenUp(): boolean {
    return this.#givenUp;
  }

  /** Another try begins, on this connection. */
  begin(connection: Connection): void {
    this.#connection = connection;
    this.#commitSent = false;
    if (this.#givenUp) connection.cut();
  }

  /** PostgreSQL rolls back what has lost its connection; the statement under way fails at once. */
  giveUp(): void {
    this.#givenUp = true;
    if (!this.#commitSent) this.#connection?.cut();
  }

  async commit<T>(send: () => Promise<T>): Promise<T> {
    this.#commitSent = true;
    const timer = setTimeout(() => this.#connection?.cut(), commitMs);
    try {
      return await send();
    } finally {
      clearTimeout(timer);
    }
  }

  end(): void {
    clearTimeout(this.#timer);
    this.#connection = undefined;
  }
}

const writes = new AsyncLocalStorage<Write>();

/** Runs `work` so that the transactions that it begins belong to `write`. */
export const withWrite = <T>(write: Write, work: () => T): T => writes.run(write, work);

export const currentWrite = (): Write | undefined => writes.getStore();
