/** Counts how many of something each holder has at once, by name. Holders of none are forgotten. */
export class Tally {
  readonly #counts = new Map<string, number>();
  readonly #most: number;

  constructor(most: number) {
    this.#most = most;
  }

  /**
   * Takes one more, or returns null when that would be too many. The caller gives it back by calling the result, once.
   */
  take(name: string): (() => void) | null {
    const count = this.#counts.get(name) ?? 0;
    if (count >= this.#most) return null;
    this.#counts.set(name, count + 1);
    let isReleased = false;
    return () => {
      if (isReleased) return;
      isReleased = true;
      const remaining = (this.#counts.get(name) ?? 1) - 1;
      if (remaining > 0) this.#counts.set(name, remaining);
      else this.#counts.delete(name);
    };
  }

  get total(): number {
    let total = 0;
    for (const count of this.#counts.values()) total += count;
    return total;
  }
}
