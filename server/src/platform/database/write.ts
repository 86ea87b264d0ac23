import { AsyncLocalStorage } from 'node:async_hooks';
import { BusyError } from '../errors.ts';
import type { Connection } from './connections.ts';
import { databaseLimits } from './limits.ts';

/**
 * One business transaction on its way to the database, its repetitions included. It knows whether PostgreSQL was asked
 * to commit: until then this server decides its outcome, from then on only PostgreSQL's answer tells it.
 */
export class Write {
  /** Resolves when it has ended, however it ended. */
  readonly whenEnded: Promise<void>;
  readonly #patience: AbortSignal | undefined;
  readonly #abandoned: Promise<never>;
  #abandon: (error: BusyError) => void = () => undefined;
  #end: () => void = () => undefined;
  #connection: Connection | undefined;
  #commitSent = false;
  #isLate = false;
  #timer: NodeJS.Timeout;

  /** @param mostMs the write is given up after so long @param patience that of the request it is made for */
  constructor(mostMs: number, patience: AbortSignal | undefined) {
    this.whenEnded = new Promise((resolve) => (this.#end = resolve));
    this.#abandoned = new Promise((_resolve, reject) => (this.#abandon = reject));
    // If `run` does not race it, the write was given up before it began; `run` reports that.
    this.#abandoned.catch(() => undefined);
    this.#timer = setTimeout(() => this.giveUp(tookTooLong), mostMs);
    this.#patience = patience;
    if (patience?.aborted) this.giveUp(tookTooLong);
    else patience?.addEventListener('abort', this.#onAbort);
  }

  get commitSent(): boolean {
    return this.#commitSent;
  }

  /** Whether its time is over, so that it is not tried again. */
  get isLate(): boolean {
    return this.#isLate;
  }

  /** @throws BusyError as soon as it is given up, whatever `work` still waits for: nothing of it will be saved */
  async run<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await Promise.race([this.#abandoned, writes.run(this, work)]);
    } finally {
      clearTimeout(this.#timer);
      this.#patience?.removeEventListener('abort', this.#onAbort);
      this.#end();
    }
  }

  /** Begins another try, on this connection. */
  begin(connection: Connection): void {
    this.#connection = connection;
    this.#commitSent = false;
    if (this.#isLate) connection.cut();
  }

  /**
   * Gives the write up: PostgreSQL rolls back what has lost its connection. A commit under way gets a moment more.
   * @param message why, for people; that nothing was saved is part of it
   */
  giveUp(message?: string): void {
    if (this.#isLate) return;
    this.#isLate = true;
    clearTimeout(this.#timer);
    if (this.#commitSent) {
      this.#timer = setTimeout(() => this.#connection?.cut(), databaseLimits.silentCommit);
      return;
    }
    this.#connection?.cut();
    this.#abandon(new BusyError(message));
  }

  /**
   * Notes that PostgreSQL is asked to commit now.
   * @throws BusyError when it was given up before
   */
  sendCommit(): void {
    if (this.#isLate) throw new BusyError();
    this.#commitSent = true;
  }

  readonly #onAbort = (): void => this.giveUp(tookTooLong);
}

const tookTooLong =
  'This took too long and was rolled back. Nothing was saved. Try again in a moment, or do less in one step.';

const writes = new AsyncLocalStorage<Write>();

/** The write that the running code belongs to. */
export function currentWrite(): Write | undefined {
  return writes.getStore();
}
