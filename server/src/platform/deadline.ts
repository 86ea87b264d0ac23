/** A moment by which something ends, whether or not others are ready. The owner clears it once nothing waits for it. */
export class Deadline {
  readonly #passed: Promise<false>;
  #timer: NodeJS.Timeout | undefined;

  /** @param ms from now */
  constructor(ms: number) {
    this.#passed = new Promise((resolve) => (this.#timer = setTimeout(() => resolve(false), ms)));
  }

  /** True when `work` ended in time, however it ended; false as soon as the time is over. */
  meets(work: Promise<unknown>): Promise<boolean> {
    return Promise.race([
      work.then(
        () => true,
        () => true,
      ),
      this.#passed,
    ]);
  }

  clear(): void {
    clearTimeout(this.#timer);
  }
}
