import { AsyncLocalStorage } from 'node:async_hooks';

/** One mutation under way, as the audit trail tells of it: who, known by what, from where, and to what. */
export type AuditedRequest = {
  /** The name of the mutation: the cause of whatever is written meanwhile. */
  readonly action: string;
  readonly requestId: string;
  readonly address: string;
  readonly agent: string | null;
  actor: string | null;
  /** By what the actor was known, such as "session", and which one. */
  via: string | null;
  viaId: string | null;
  subjectType: string | null;
  subjectId: string | null;
  /** The divisions it is in, as far as they were named; none where it is the whole facility's. */
  tenantIds: readonly string[];
  /** The keys of all that it names: the database knows whose they are. */
  about: readonly string[];
  /** A refusal that is told to nobody but auditors; what the caller is told counts without it. */
  refusal?: string;
  /** It leaves a row of its own, whatever it changed besides: a sign-in that made an old hash stronger is a sign-in. */
  ownRow?: boolean;
  /** It was only tried: nothing of it was meant to stay. */
  dryRun?: boolean;
  /** A transaction of it has committed changes, whose rows the database wrote along with them. */
  recorded: boolean;
};

const auditedRequests = new AsyncLocalStorage<AuditedRequest>();

export function withAuditedRequest<T>(auditedRequest: AuditedRequest, work: () => T): T {
  return auditedRequests.run(auditedRequest, work);
}

export function currentAuditedRequest(): AuditedRequest | null {
  return auditedRequests.getStore() ?? null;
}

type Facts = Partial<
  Pick<
    AuditedRequest,
    'actor' | 'via' | 'viaId' | 'subjectType' | 'subjectId' | 'tenantIds' | 'refusal' | 'ownRow' | 'dryRun'
  >
>;

/**
 * What only the action itself knows of the mutation under way: whom a sign-in turned out to be, which name was tried,
 * that a refused token had been used before. Nothing outside of a mutation.
 */
export function tellAudit(facts: Facts): void {
  const auditedRequest = currentAuditedRequest();
  if (auditedRequest) Object.assign(auditedRequest, facts);
}
