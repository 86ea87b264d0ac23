import { AsyncLocalStorage } from 'node:async_hooks';

type Patience = { readonly signal: AbortSignal; hasSaved: boolean };
const patiences = new AsyncLocalStorage<Patience>();

/**
 * Runs `work` so that each statement that it reads with is given up when `signal` says so: its caller has gone away, or
 * has waited long enough. A business transaction is given up as well, unless it is being committed.
 */
export const withPatience = <T>(signal: AbortSignal, work: () => T): T =>
  patiences.run({ signal, hasSaved: false }, work);

export const currentPatience = (): AbortSignal | undefined => patiences.getStore()?.signal;

/** From now on, whoever cannot read what they asked for is told that something was saved. */
export const noteSaved = (): void => {
  const patience = patiences.getStore();
  if (patience) patience.hasSaved = true;
};

export const hasSaved = (): boolean => patiences.getStore()?.hasSaved ?? false;
