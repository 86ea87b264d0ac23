/** How many somebody holds at once, by name. What nobody holds is forgotten. */
export class Tally {
  readonly #held = new Map<string, number>();
  readonly #most: number;

  constructor(most: number) {
    this.#most = most;
  }

  /** One more, or null when that would be too many. Give it back once, by calling what comes back. */
  take(name: string): (() => void) | null {
    const held = this.#held.get(name) ?? 0;
    if (held >= this.#most) return null;
    this.#held.set(name, held + 1);
    let given = false;
    return () => {
      if (given) return;
      given = true;
      const left = (this.#held.get(name) ?? 1) - 1;
      if (left > 0) this.#held.set(name, left);
      else this.#held.delete(name);
    };
  }

  get total(): number {
    let total = 0;
    for (const held of this.#held.values()) total += held;
    return total;
  }
}
