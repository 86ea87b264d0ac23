import { AsyncLocalStorage } from 'node:async_hooks';
import { randomUUID } from 'node:crypto';

/** What is known of a request while it runs, for its line in the log. */
export type RequestFacts = {
  readonly requestId: string;
  operation?: string;
  kind?: string;
  cost?: number;
  userId?: string;
  outcome?: 'ok' | 'refused' | 'failed';
};

const requests = new AsyncLocalStorage<RequestFacts>();

/** Gives one id to all that a request causes: its log lines, its masked errors, its answer's header. */
export function withRequest<T>(facts: RequestFacts, work: () => T): T {
  return requests.run(facts, work);
}

export function currentRequest(): RequestFacts | undefined {
  return requests.getStore();
}

export function currentRequestId(): string {
  return requests.getStore()?.requestId ?? randomUUID();
}

/** The id that a caller or a proxy sent, so that both logs use the same one; a new one unless it is short and plain. */
export function requestIdOf(sentId: string | string[] | undefined): string {
  return typeof sentId === 'string' && /^[\w-]{8,64}$/.test(sentId) ? sentId : randomUUID();
}

/**
 * Notes how a request ended, as far as its answer tells: INTERNAL is a failure of the server, any other error a
 * refusal.
 */
export function noteErrors(
  errors: readonly { readonly extensions?: Readonly<Record<string, unknown>> | undefined }[] | undefined,
): void {
  const request = requests.getStore();
  if (!request || !errors || errors.length === 0 || request.outcome === 'failed') return;
  request.outcome = errors.some(({ extensions }) => extensions?.['code'] === 'INTERNAL') ? 'failed' : 'refused';
}
