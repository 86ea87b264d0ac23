import { AsyncLocalStorage } from 'node:async_hooks';

type Patience = { readonly signal: AbortSignal; hasSaved: boolean };
const patiences = new AsyncLocalStorage<Patience>();

/**
 * Runs `work` so that each statement that it reads with is given up when `signal` says so: its caller has gone away, or
 * has waited long enough. A business transaction is given up as well, unless it is being committed.
 */
export function withPatience<T>(signal: AbortSignal, work: () => T): T {
  return patiences.run({ signal, hasSaved: false }, work);
}

export function currentPatience(): AbortSignal | undefined {
  return patiences.getStore()?.signal;
}

/** From now on, whoever cannot read what they asked for is told that something was saved. */
export function noteSaved(): void {
  const patience = patiences.getStore();
  if (patience) patience.hasSaved = true;
}

export function hasSaved(): boolean {
  return patiences.getStore()?.hasSaved ?? false;
}
