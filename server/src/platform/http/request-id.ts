import { AsyncLocalStorage } from 'node:async_hooks';
import { randomUUID } from 'node:crypto';

const ids = new AsyncLocalStorage<string>();

/** One id for all that a request causes: its log lines, its masked errors, its answer's header. */
export const withRequestId = <T>(id: string, work: () => T): T => ids.run(id, work);

export const currentRequestId = (): string => ids.getStore() ?? randomUUID();
