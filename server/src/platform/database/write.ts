import { AsyncLocalStorage } from 'node:async_hooks';
import type { Connection } from './connections.ts';

/** What is being committed when it is given up is waited for so much longer; then its connection has gone silent. */
const commitMs = 900;

/**
 * One business transaction on its way to the database, its repetitions included. It knows whether PostgreSQL was asked to
 * commit: until then its end is ours to decide, from then on only PostgreSQL's answer tells what became of it.
 */
export class Write {
  #connection: Connection | undefined;
  #commitSent = false;
  #givenUp = false;
  readonly #patience: AbortSignal | undefined;
  #timer: NodeJS.Timeout;

  /** @param mostMs after so long it is given up @param patience that of the request it is made for */
  constructor(mostMs: number, patience: AbortSignal | undefined) {
    this.#timer = setTimeout(this.giveUp, mostMs);
    this.#patience = patience;
    if (patience?.aborted) this.giveUp();
    else patience?.addEventListener('abort', this.giveUp);
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

  /**
   * PostgreSQL rolls back what has lost its connection, and the statement under way fails at once. What is being committed
   * has a moment more.
   */
  readonly giveUp = (): void => {
    if (this.#givenUp) return;
    this.#givenUp = true;
    clearTimeout(this.#timer);
    if (this.#commitSent) this.#timer = setTimeout(() => this.#connection?.cut(), commitMs);
    else this.#connection?.cut();
  };

  /** PostgreSQL is asked to commit now. */
  sendCommit(): void {
    this.#commitSent = true;
  }

  end(): void {
    clearTimeout(this.#timer);
    this.#patience?.removeEventListener('abort', this.giveUp);
    this.#connection = undefined;
  }
}

const writes = new AsyncLocalStorage<Write>();

/** Runs `work` so that the transactions that it begins belong to `write`. */
export const withWrite = <T>(write: Write, work: () => T): T => writes.run(write, work);

export const currentWrite = (): Write | undefined => writes.getStore();
