import { AsyncLocalStorage } from 'node:async_hooks';
import pg from 'pg';

/** What the database lets one piece of work see, and whom it names as the author of what it writes. */
export type Sight = {
  /** Whose books are open; none of them when empty. */
  readonly tenantIds: readonly string[];
  readonly userId: string | null;
  /** The action that writes, and the reason somebody gave for it: both go into the domain events. */
  readonly cause?: string;
  readonly reason?: string | undefined;
};

const sights = new AsyncLocalStorage<Sight>();

/**
 * Runs `work` so that every statement in it, Prisma's own included, sees what `sight` may see. Without it row security
 * shows nothing. Prisma sends a statement when it is awaited: `work` awaits its own, or they go out without this sight.
 */
export const withSight = <T>(sight: Sight, work: () => T): T => sights.run(sight, work);

export const currentSight = (): Sight => sights.getStore() ?? { tenantIds: [], userId: null };

/** One statement that opens the books for one transaction: a setting that outlived it would serve the next request. */
export const settingsOf = (sight: Sight): string => {
  const settings: Record<string, string> = {
    'app.tenants': sight.tenantIds.join(','),
    'app.user': sight.userId ?? '',
    'app.actor': sight.userId ?? '',
    'app.cause': sight.cause ?? '',
    'app.reason': sight.reason ?? '',
  };
  const calls = Object.entries(settings).map(
    ([name, value]) => `set_config('${name}', ${pg.escapeLiteral(value)}, true)`,
  );
  return `/* openBooks */ select ${calls.join(', ')}`;
};
