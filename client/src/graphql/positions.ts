/** Remembers which position each window has reached, by the key of the question that reads it. */
export class Positions {
  readonly #own = new Map<number, string>();
  #newest: string | undefined;

  /** Takes the position out of an answer or a change. False where there was none. */
  reached(window: number, data: unknown): boolean {
    const field = Object.values((data ?? {}) as object).find(hasCursor);
    if (!field) return false;
    this.#own.set(window, field.cursor);
    this.#newest = field.cursor;
    return true;
  }

  /** The one that it has reached itself; undefined before it was told one. */
  of(window: number): string | undefined {
    return this.#own.get(window);
  }

  /** The last one that any window has reached. */
  newest(): string | undefined {
    return this.#newest;
  }

  /** A position is of no use to the server any more. A newer one, of another window, stands. */
  forget(window: number, position: string | undefined): void {
    if (this.#own.get(window) === position) this.#own.delete(window);
    if (this.#newest === position) this.#newest = undefined;
  }
}

function hasCursor(value: unknown): value is { cursor: string } {
  return typeof value === 'object' && value !== null && typeof (value as { cursor?: unknown }).cursor === 'string';
}
