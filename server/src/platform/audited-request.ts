import { AsyncLocalStorage } from 'node:async_hooks';

/**
 * A mutation under way, as the audit trail describes it: the actor, their authentication, their address, and the
 * subject.
 */
export type AuditedRequest = {
  /** The name of the mutation. It is the cause of everything that is written meanwhile. */
  readonly action: string;
  readonly requestId: string;
  readonly address: string;
  readonly agent: string | null;
  actor: string | null;
  /** How the actor was authenticated, such as "session", and by which one. */
  via: string | null;
  viaId: string | null;
  subjectType: string | null;
  subjectId: string | null;
  /** The divisions that it concerns, as far as they were named; none where it concerns the whole facility. */
  tenantIds: readonly string[];
  /** The keys of all that it names: the database knows who owns them. */
  about: readonly string[];
  /** A refusal that only auditors see; the caller gets a less specific one. */
  refusal?: string;
  /**
   * Whether it leaves a row of its own, whatever else it changed: a sign-in that made an old hash stronger is a
   * sign-in.
   */
  ownRow?: boolean;
  /** Whether it was only tried, and nothing of it was to stay. */
  dryRun?: boolean;
  /** Whether a transaction of it has committed changes. The database wrote their rows along with them. */
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
 * Adds what only the action itself knows of the mutation under way: whom a sign-in turned out to be, which name was
 * tried, that a refused token had been used before. Outside of a mutation this does nothing.
 */
export function noteForAudit(facts: Facts): void {
  const auditedRequest = currentAuditedRequest();
  if (auditedRequest) Object.assign(auditedRequest, facts);
}
