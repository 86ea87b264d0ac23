import { AsyncLocalStorage } from 'node:async_hooks';
import { randomUUID } from 'node:crypto';

/** What is known of a request while it runs, for the line that the log gets in the end. */
export type RequestFacts = {
  readonly requestId: string;
  operation?: string;
  kind?: string;
  cost?: number;
  userId?: string;
  outcome?: 'ok' | 'refused' | 'failed';
};

const running = new AsyncLocalStorage<RequestFacts>();

/** One id for all that a request causes: its log lines, its masked errors, its answer's header. */
export function withRequest<T>(facts: RequestFacts, work: () => T): T {
  return running.run(facts, work);
}

export function currentRequest(): RequestFacts | undefined {
  return running.getStore();
}

export function currentRequestId(): string {
  return running.getStore()?.requestId ?? randomUUID();
}

/** The id that a caller or a proxy gave, so that both logs tell of one thing; a new one unless it is short and plain. */
export function requestIdOf(given: string | string[] | undefined): string {
  return typeof given === 'string' && /^[\w-]{8,64}$/.test(given) ? given : randomUUID();
}

/** How a request ended, as far as its answer tells: a failure is ours, any other error is a refusal. */
export function noteErrors(
  errors: readonly { readonly extensions?: Readonly<Record<string, unknown>> | undefined }[] | undefined,
): void {
  const request = running.getStore();
  if (!request || !errors || errors.length === 0 || request.outcome === 'failed') return;
  request.outcome = errors.some(({ extensions }) => extensions?.['code'] === 'INTERNAL') ? 'failed' : 'refused';
}
