import type { RequestFacts } from './request-id.ts';

/** What somebody waits for on one socket: each message until it is answered, but for those that turn out to be subscriptions. */
export class OperationsUnderWay {
  readonly #running = new Set<RequestFacts>();
  #onIdle: (() => void) | undefined;

  begin(facts: RequestFacts): void {
    this.#running.add(facts);
  }

  /** It was answered, or it is a subscription, which ends when its socket does. */
  end(facts: RequestFacts | undefined): void {
    if (facts) this.#running.delete(facts);
    if (this.#running.size === 0) this.#onIdle?.();
  }

  /** Resolves when nobody waits for an answer. */
  idle(): Promise<void> {
    if (this.#running.size === 0) return Promise.resolve();
    return new Promise((resolve) => (this.#onIdle = resolve));
  }
}
