import { AsyncLocalStorage } from 'node:async_hooks';
import pg from 'pg';
import { currentAuditedRequest } from '../audited-request.ts';

/** What the database lets one piece of work see, and whom it records as the author of its writes. */
export type Visibility = {
  /** The tenants whose bookings are visible; none when empty. */
  readonly tenantIds: readonly string[];
  readonly userId: string | null;
  /** People besides `userId` whose rights are watched: of these people nothing else is visible. */
  readonly watched?: readonly string[];
  /** The action that writes, and the reason that its user gave: both go into the domain events. */
  readonly cause?: string;
  readonly reason?: string | undefined;
};

const visibilities = new AsyncLocalStorage<Visibility>();

/**
 * Runs `work` so that every statement in it, Prisma's own included, has this visibility. Without one, row security
 * shows nothing. Prisma sends a statement when it is awaited; this awaits it here, or it would be sent with the
 * visibility of a later caller.
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

/**
 * A statement that sets the visibility for one transaction: a setting that outlived it would serve the next request.
 */
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
