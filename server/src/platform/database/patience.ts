import { AsyncLocalStorage } from 'node:async_hooks';

type Patience = { readonly signal: AbortSignal; hasSaved: boolean };
const patiences = new AsyncLocalStorage<Patience>();

/**
 * Runs `work` so that each of its reads is given up when `signal` aborts: the caller has disconnected, or has waited
 * long enough. A business transaction is given up as well, unless it is being committed.
 */
export function withPatience<T>(signal: AbortSignal, work: () => T): T {
  return patiences.run({ signal, hasSaved: false }, work);
}

export function currentPatience(): AbortSignal | undefined {
  return patiences.getStore()?.signal;
}

/** Notes that something was saved: a caller who cannot read their result from now on is told so. */
export function noteSaved(): void {
  const patience = patiences.getStore();
  if (patience) patience.hasSaved = true;
}

export function hasSaved(): boolean {
  return patiences.getStore()?.hasSaved ?? false;
}
