import { AsyncLocalStorage } from 'node:async_hooks';

const shares = new AsyncLocalStorage<ReadingShare>();

/** Lets so many statements run at once; the others wait in the order in which they came. */
export class ReadingShare {
  readonly #waiting: (() => void)[] = [];
  #free: number;
  #statementCount = 0;

  constructor(most: number) {
    this.#free = most;
  }

  /** How many statements were read with this share. */
  get statementCount(): number {
    return this.#statementCount;
  }

  /** Resolves when one more statement may be read. The caller calls the returned function afterwards. */
  async take(): Promise<() => void> {
    this.#statementCount += 1;
    if (this.#free > 0) this.#free -= 1;
    else await new Promise<void>((resolve) => this.#waiting.push(resolve));
    return () => {
      const next = this.#waiting.shift();
      if (next) next();
      else this.#free += 1;
    };
  }
}

/** Runs `work` so that no more of its reads run at once than the share allows: all callers share the connections. */
export function withReadingShare<T>(share: ReadingShare, work: () => T): T {
  return shares.run(share, work);
}

export function currentReadingShare(): ReadingShare | undefined {
  return shares.getStore();
}
