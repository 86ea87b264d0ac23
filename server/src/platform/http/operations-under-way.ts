import type { RequestFacts } from './request-id.ts';

/**
 * The operations under way on one socket: each message until it is answered, except those that turn out to be
 * subscriptions.
 */
export class OperationsUnderWay {
  readonly #running = new Set<RequestFacts>();
  #onIdle: (() => void) | undefined;

  begin(facts: RequestFacts): void {
    this.#running.add(facts);
  }

  /** The operation was answered, or it is a subscription, which ends with its socket. */
  end(facts: RequestFacts | undefined): void {
    if (facts) this.#running.delete(facts);
    if (this.#running.size === 0) this.#onIdle?.();
  }

  /** Resolves when no answer is outstanding. */
  idle(): Promise<void> {
    if (this.#running.size === 0) return Promise.resolve();
    return new Promise((resolve) => (this.#onIdle = resolve));
  }
}
