import { BusyError } from '../errors.ts';
import { databaseLimits } from './limits.ts';

/**
 * At one key there are two places: for the transaction that holds the lock, and for the next one, which waits for it in
 * PostgreSQL.
 */
const placesAtOneKey = 2;

/**
 * A transaction needs a place that is taken. It has written nothing by then: it is rolled back and waits without a
 * connection.
 */
export class NoPlace extends Error {
  readonly keys: readonly string[];
  constructor(keys: readonly string[]) {
    super('no place in a line');
    this.keys = keys;
  }
}

/** The places of one caller, which it holds until its transaction has ended. */
export type Places = {
  readonly lines: Lines;
  /** Takes further places immediately. @throws NoPlace with all keys that the caller has to wait for */
  take(keys: readonly string[]): void;
  /** Waits until the caller has all of these, and holds none meanwhile. @throws BusyError 5 s after the caller came */
  waitFor(keys: readonly string[]): Promise<void>;
};

type Caller = { readonly number: number; heldKeys: ReadonlySet<string> };
type Waiter = {
  readonly caller: Caller;
  readonly keys: ReadonlySet<string>;
  /** Lines that were full when the caller came, and where no caller has finished since. */
  readonly stuck: Set<string>;
  readonly admit: () => void;
  readonly refuse: () => void;
};
type Line = { inside: number; /** By the number of the caller. */ readonly waiters: Waiter[] };

/**
 * Callers that wait for a row wait here, without a connection: at most two transactions of this process are at one key,
 * so a row that is held for long costs two connections and not all of them. A caller takes all its places in one step
 * and holds none while it waits, so there is no deadlock.
 */
export class Lines {
  readonly #lines = new Map<string, Line>();
  readonly #patienceMs: number;
  #callers = 0;
  #closed = false;
  readonly #waiting = new Set<Waiter>();

  constructor(patienceMs: number = databaseLimits.line) {
    this.#patienceMs = patienceMs;
  }

  /** How many callers wait without a connection. */
  get waiting(): number {
    return this.#waiting.size;
  }

  /** The keys at which a caller has a place. */
  get busyKeys(): string[] {
    return [...this.#lines].flatMap(([key, { inside }]) => (inside > 0 ? key : []));
  }

  /**
   * Runs `work` with a place at each of `keys`, as far as they are known beforehand.
   * @throws BusyError when places did not become free within 5 s, and what `work` throws
   */
  async enter<T>(keys: readonly string[], work: (places: Places) => Promise<T>): Promise<T> {
    const caller: Caller = { number: this.#callers++, heldKeys: new Set() };
    const deadlineMs = performance.now() + this.#patienceMs;
    let gotThrough = false;
    try {
      const places: Places = {
        lines: this,
        take: (more) => this.#takeOrThrow(caller, more),
        waitFor: (all) => this.#wait(caller, all, deadlineMs),
      };
      await this.#wait(caller, keys, deadlineMs);
      const result = await work(places);
      gotThrough = true;
      return result;
    } catch (error) {
      gotThrough = !(error instanceof BusyError);
      throw error;
    } finally {
      this.#giveBack(caller, gotThrough);
    }
  }

  /** Refuses all callers that wait, and those that would have to wait from now on. */
  close(): void {
    this.#closed = true;
    for (const { refuse } of this.#waiting) refuse();
  }

  #takeOrThrow(caller: Caller, keys: readonly string[]): void {
    const newKeys = new Set(keys.filter((key) => !caller.heldKeys.has(key)));
    if (!this.#areFree(caller, newKeys)) throw new NoPlace([...caller.heldKeys, ...newKeys]);
    this.#hold(caller, newKeys);
  }

  async #wait(caller: Caller, keys: readonly string[], deadlineMs: number): Promise<void> {
    const keySet = new Set(keys);
    const missingKeys = new Set(keys.filter((key) => !caller.heldKeys.has(key)));
    const leftMs = deadlineMs - performance.now();
    if (leftMs <= 0) throw new BusyError();
    if (this.#areFree(caller, missingKeys)) {
      this.#hold(caller, missingKeys);
      return;
    }
    if (this.#closed) throw new BusyError();
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const stuck = new Set([...keySet].filter((key) => !this.#isFree(caller, key)));
    const waiter: Waiter = { caller, keys: keySet, stuck, admit: resolve, refuse: () => reject(new BusyError()) };
    const timer = setTimeout(waiter.refuse, leftMs);
    this.#queue(waiter);
    this.#giveBack(caller, true);
    try {
      await promise;
    } finally {
      clearTimeout(timer);
      this.#leaveQueue(waiter);
    }
  }

  #line(key: string): Line {
    const line = this.#lines.get(key) ?? { inside: 0, waiters: [] };
    this.#lines.set(key, line);
    return line;
  }

  /**
   * Places that an earlier caller waits for count as taken once each of its lines has moved. So a caller that needs
   * many cannot be overtaken for ever, and one that waits at a row that is held keeps no caller from the others.
   */
  #isFree(caller: Caller, key: string): boolean {
    const line = this.#lines.get(key);
    if (!line) return true;
    let takenPlaces = line.inside;
    for (const { caller: other, stuck } of line.waiters) {
      if (takenPlaces >= placesAtOneKey || other.number >= caller.number) break;
      if (stuck.size === 0) takenPlaces += 1;
    }
    return takenPlaces < placesAtOneKey;
  }

  #areFree(caller: Caller, keys: ReadonlySet<string>): boolean {
    return [...keys].every((key) => this.#isFree(caller, key));
  }

  #hold(caller: Caller, keys: ReadonlySet<string>): void {
    for (const key of keys) this.#line(key).inside += 1;
    caller.heldKeys = new Set([...caller.heldKeys, ...keys]);
  }

  #giveBack(caller: Caller, lineMoved: boolean): void {
    const keys = caller.heldKeys;
    caller.heldKeys = new Set();
    for (const key of keys) {
      const line = this.#line(key);
      line.inside -= 1;
      if (lineMoved) for (const { stuck } of line.waiters) stuck.delete(key);
    }
    this.#admitAt(keys);
  }

  #queue(waiter: Waiter): void {
    this.#waiting.add(waiter);
    for (const key of waiter.keys) {
      const { waiters } = this.#line(key);
      // A caller that comes back for other places keeps its old position.
      const lastEarlier = waiters.findLastIndex(({ caller }) => caller.number < waiter.caller.number);
      waiters.splice(lastEarlier + 1, 0, waiter);
    }
  }

  /** After the waiter was admitted this finds nothing to do; after a refusal others may follow. */
  #leaveQueue(waiter: Waiter): void {
    if (!this.#waiting.delete(waiter)) return;
    for (const key of waiter.keys) {
      const { waiters } = this.#line(key);
      waiters.splice(waiters.indexOf(waiter), 1);
    }
    this.#admitAt(waiter.keys);
  }

  #admitAt(keys: ReadonlySet<string>): void {
    const candidates = new Set([...keys].flatMap((key) => this.#lines.get(key)?.waiters ?? []));
    for (const waiter of [...candidates].toSorted((a, b) => a.caller.number - b.caller.number)) {
      if (!this.#areFree(waiter.caller, waiter.keys)) continue;
      this.#waiting.delete(waiter);
      for (const key of waiter.keys) {
        const { waiters } = this.#line(key);
        waiters.splice(waiters.indexOf(waiter), 1);
      }
      this.#hold(waiter.caller, waiter.keys);
      waiter.admit();
    }
    for (const key of keys) {
      const line = this.#lines.get(key);
      if (line?.inside === 0 && line.waiters.length === 0) this.#lines.delete(key);
    }
  }
}

const placesOf = new WeakMap<object, Places>();

/** Lets everything that has the transaction take places for it. */
export function withPlaces<Tx extends object>(tx: Tx, places: Places): Tx {
  placesOf.set(tx, places);
  return tx;
}

/** @throws when the transaction did not come through `Database.transaction` */
export function placesFor(tx: object): Places {
  const places = placesOf.get(tx);
  if (!places) throw new Error('This transaction has no places: it was not begun by Database.transaction.');
  return places;
}
