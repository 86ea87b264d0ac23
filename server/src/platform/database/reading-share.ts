import { AsyncLocalStorage } from 'node:async_hooks';

const shares = new AsyncLocalStorage<ReadingShare>();

/** So many statements at once, the others in the order in which they came. */
export class ReadingShare {
  readonly #waiting: (() => void)[] = [];
  #left: number;
  #taken = 0;

  constructor(most: number) {
    this.#left = most;
  }

  /** How many statements were read with it. */
  get taken(): number {
    return this.#taken;
  }

  /** Resolves when one more may be read; call what comes back once it was. */
  async take(): Promise<() => void> {
    this.#taken += 1;
    if (this.#left > 0) this.#left -= 1;
    else await new Promise<void>((resolve) => this.#waiting.push(resolve));
    return () => {
      const next = this.#waiting.shift();
      if (next) next();
      else this.#left += 1;
    };
  }
}

/** Runs `work` so that no more of the statements that it reads with run at once than the share allows: the connections are everybody's. */
export function withReadingShare<T>(share: ReadingShare, work: () => T): T {
  return shares.run(share, work);
}

export function currentReadingShare(): ReadingShare | undefined {
  return shares.getStore();
}
