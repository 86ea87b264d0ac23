import { availableParallelism } from 'node:os';
import { BusyError } from '../../platform/errors.ts';

/** Proof that somebody's turn has come: what costs memory and a whole core asks for it. */
export type Turn = { readonly lane: string };

type Waiting = { readonly begin: () => void; readonly refuse: () => void };

/**
 * So much at once, and a line of bounded length, in lanes that take turns: a crowd from one address waits behind itself
 * and not in front of everybody else. When the line is full, the last of the longest lane gives way.
 */
export class Turns {
  readonly atOnce: number;
  readonly #lanes = new Map<string, Waiting[]>();
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
      // Whoever is next takes over the place.
      if (!this.#next()) this.#running--;
    }
  }

  #wait(lane: string): Promise<void> {
    return new Promise((begin, reject) => {
      const waiting = {
        begin,
        refuse: () => reject(new BusyError('Too many people are signing in right now. Try again in a moment.')),
      };
      const line = this.#lanes.get(lane) ?? [];
      if (this.#waiting >= this.#mostWaiting && !this.#makeRoom(line.length)) {
        waiting.refuse();
        return;
      }
      line.push(waiting);
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
    const waiting = line.shift();
    this.#waiting--;
    // Behind all other lanes.
    this.#lanes.delete(lane);
    if (line.length > 0) this.#lanes.set(lane, line);
    waiting?.begin();
    return true;
  }
}

// Hashes run in libuv's pool of four threads, where every request has its access token verified as well: one stays free
// for them. More than there are cores would only make everybody slower.
const mostAtOnce = 3;
const mostWaiting = 64;

/** All hashing of passwords in this process. */
export const hashing = new Turns(Math.min(mostAtOnce, availableParallelism()), mostWaiting);
