import { AsyncLocalStorage } from 'node:async_hooks';
import pg from 'pg';
import { currentAuditedRequest } from '../audited-request.ts';

/** What the database lets one piece of work see, and whom it names as the author of what it writes. */
export type Visibility = {
  /** Whose books are open; none of them when empty. */
  readonly tenantIds: readonly string[];
  readonly userId: string | null;
  /** Whose rights are watched over besides those of `userId`: they alone are seen of these people. */
  readonly watched?: readonly string[];
  /** The action that writes, and the reason somebody gave for it: both go into the domain events. */
  readonly cause?: string;
  readonly reason?: string | undefined;
};

const visibilities = new AsyncLocalStorage<Visibility>();

/**
 * Runs `work` so that every statement in it, Prisma's own included, sees what `visibility` may see. Without it row security
 * shows nothing. Prisma sends a statement when somebody waits for it: that is done here, or it would be sent with the visibility
 * of whoever does.
 */
export function withVisibility<T>(visibility: Visibility, work: () => T): T {
  return visibilities.run(visibility, () => {
    const result = work();
    return isThenable(result) ? (result.then((value) => value) as T) : result;
  });
}

function isThenable(value: unknown): value is PromiseLike<unknown> {
  return typeof value === 'object' && value !== null && 'then' in value && typeof value.then === 'function';
}

export function currentVisibility(): Visibility {
  return visibilities.getStore() ?? { tenantIds: [], userId: null };
}

/** One statement that opens the books for one transaction: a setting that outlived it would serve the next request. */
export function settingsOf(visibility: Visibility): string {
  const auditedRequest = currentAuditedRequest();
  const settings: Record<string, string> = {
    'app.tenants': visibility.tenantIds.join(','),
    'app.user': visibility.userId ?? '',
    'app.actor': visibility.userId ?? '',
    'app.cause': visibility.cause ?? auditedRequest?.action ?? '',
    'app.reason': visibility.reason ?? '',
    // For the audit trail. A query writes nothing, and does without.
    ...(auditedRequest && {
      'app.via': auditedRequest.via ?? '',
      'app.via_id': auditedRequest.viaId ?? '',
      'app.request': auditedRequest.requestId,
      'app.address': auditedRequest.address,
      'app.agent': auditedRequest.agent ?? '',
    }),
    ...(visibility.watched ? { 'app.watched': visibility.watched.join(',') } : {}),
  };
  const calls = Object.entries(settings).map(
    ([name, value]) => `set_config('${name}', ${pg.escapeLiteral(value)}, true)`,
  );
  return `select /* openBooks */ ${calls.join(', ')}`;
}
