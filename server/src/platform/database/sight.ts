import { AsyncLocalStorage } from 'node:async_hooks';
import pg from 'pg';
import { currentDeed } from '../deed.ts';

/** What the database lets one piece of work see, and whom it names as the author of what it writes. */
export type Sight = {
  /** Whose books are open; none of them when empty. */
  readonly tenantIds: readonly string[];
  readonly userId: string | null;
  /** Whose rights are watched over besides those of `userId`: they alone are seen of these people. */
  readonly watched?: readonly string[];
  /** The action that writes, and the reason somebody gave for it: both go into the domain events. */
  readonly cause?: string;
  readonly reason?: string | undefined;
};

const sights = new AsyncLocalStorage<Sight>();

/**
 * Runs `work` so that every statement in it, Prisma's own included, sees what `sight` may see. Without it row security
 * shows nothing. Prisma sends a statement when somebody waits for it: that is done here, or it would be sent with the sight
 * of whoever does.
 */
export function withSight<T>(sight: Sight, work: () => T): T {
  return sights.run(sight, () => {
    const result = work();
    return isThenable(result) ? (result.then((value) => value) as T) : result;
  });
}

function isThenable(value: unknown): value is PromiseLike<unknown> {
  return typeof value === 'object' && value !== null && 'then' in value && typeof value.then === 'function';
}

export function currentSight(): Sight {
  return sights.getStore() ?? { tenantIds: [], userId: null };
}

/** One statement that opens the books for one transaction: a setting that outlived it would serve the next request. */
export function settingsOf(sight: Sight): string {
  const deed = currentDeed();
  const settings: Record<string, string> = {
    'app.tenants': sight.tenantIds.join(','),
    'app.user': sight.userId ?? '',
    'app.actor': sight.userId ?? '',
    'app.cause': sight.cause ?? deed?.action ?? '',
    'app.reason': sight.reason ?? '',
    // For the audit trail. A query writes nothing, and does without.
    ...(deed && {
      'app.via': deed.via ?? '',
      'app.via_id': deed.viaId ?? '',
      'app.request': deed.requestId,
      'app.address': deed.address,
      'app.agent': deed.agent ?? '',
    }),
    ...(sight.watched ? { 'app.watched': sight.watched.join(',') } : {}),
  };
  const calls = Object.entries(settings).map(
    ([name, value]) => `set_config('${name}', ${pg.escapeLiteral(value)}, true)`,
  );
  return `select /* openBooks */ ${calls.join(', ')}`;
}
