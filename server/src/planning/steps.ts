const stepsBetweenLooks = 2_048;

/**
 * The work that may still be done: counted, so that the same question gets the same answer; and limited by the clock,
 * in any case.
 */
export class Steps {
  #left: number;
  readonly #until: number;
  #nextLook: number;
  #late = false;
  readonly #parent: Steps | null;

  constructor(most: number, mostMs: number, parent: Steps | null = null) {
    this.#left = most;
    this.#until = performance.now() + mostMs;
    this.#nextLook = most - stepsBetweenLooks;
    this.#parent = parent;
  }

  /** Returns a part of what is left; what it does not use stays available. */
  share(part: number): Steps {
    return new Steps(Math.floor(this.#left * part), this.#until - performance.now(), this);
  }

  atMost(count: number): Steps {
    return new Steps(Math.min(count, this.#left), this.#until - performance.now(), this);
  }

  spend(count: number): void {
    this.#left -= count;
    this.#parent?.spend(count);
    if (this.#left > this.#nextLook) return;
    this.#nextLook = this.#left - stepsBetweenLooks;
    this.#late ||= performance.now() > this.#until;
  }

  get over(): boolean {
    return this.#late || this.#left <= 0 || (this.#parent?.over ?? false);
  }
}
