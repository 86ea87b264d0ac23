import { AsyncLocalStorage } from 'node:async_hooks';

const patiences = new AsyncLocalStorage<AbortSignal>();

/**
 * Runs `work` so that each statement that it reads with is given up when `signal` says so: its caller has gone away, or
 * has waited long enough. A business transaction is given up as well, unless it is being committed.
 */
export const withPatience = <T>(signal: AbortSignal, work: () => T): T => patiences.run(signal, work);

export const currentPatience = (): AbortSignal | undefined => patiences.getStore();
