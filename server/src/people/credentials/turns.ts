import { availableParallelism } from 'node:os';
import { BusyError } from '../../platform/errors.ts';

/** Proof that the caller's turn has come: work that costs memory and a whole core requires it. */
export type Turn = { readonly lane: string };

type WaitingCaller = { readonly begin: () => void; readonly refuse: () => void };

/**
 * Runs a bounded number at once, and queues a bounded number, in lanes that take turns: many callers from one address
 * wait behind each other and not in front of everybody else. When the queue is full, the last caller of the longest
 * lane is refused.
 */
export class Turns {
  readonly atOnce: number;
  readonly #lanes = new Map<string, WaitingCaller[]>();
  readonly #mostWaiting: number;
  #running = 0;
  #waiting = 0;

  constructor(atOnce: number, mostWaiting: number) {
    this.atOnce = atOnce;
    this.#mostWaiting = mostWaiting;
  }

  /** @throws BusyError when the line is full */
  async take<T>(lane: string, work: (turn: Turn) => Promise<T>): Promise<T> {
    if (this.#running < this.atOnce) this.#running++;
    else await this.#wait(lane);
    try {
      return await work({ lane });
    } finally {
      // The next caller takes over the place.
      if (!this.#next()) this.#running--;
    }
  }

  #wait(lane: string): Promise<void> {
    return new Promise((begin, reject) => {
      const caller = {
        begin,
        refuse: () => reject(new BusyError('Too many people are signing in right now. Try again in a moment.')),
      };
      const line = this.#lanes.get(lane) ?? [];
      if (this.#waiting >= this.#mostWaiting && !this.#makeRoom(line.length)) {
        caller.refuse();
        return;
      }
      line.push(caller);
      this.#lanes.set(lane, line);
      this.#waiting++;
    });
  }

  #makeRoom(ownLength: number): boolean {
    const [longest, line] = [...this.#lanes].reduce((a, b) => (b[1].length > a[1].length ? b : a));
    if (line.length <= ownLength + 1) return false;
    line.pop()?.refuse();
    if (line.length === 0) this.#lanes.delete(longest);
    this.#waiting--;
    return true;
  }

  #next(): boolean {
    const [first] = this.#lanes;
    if (!first) return false;
    const [lane, line] = first;
    const caller = line.shift();
    this.#waiting--;
    // The lane moves behind all others.
    this.#lanes.delete(lane);
    if (line.length > 0) this.#lanes.set(lane, line);
    caller?.begin();
    return true;
  }
}

// Hashes run in libuv's pool of four threads, where every request has its access token verified as well: one stays free
// for them. More than there are cores would only make everybody slower.
const mostAtOnce = 3;
const mostWaiting = 64;

/** All hashing of passwords in this process. */
export const hashing = new Turns(Math.min(mostAtOnce, availableParallelism()), mostWaiting);
