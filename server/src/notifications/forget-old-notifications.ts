import type { Context } from '../platform/context.ts';
import { integer, statement } from '../platform/database/statement.ts';

const forget = statement('forgetOldNotifications', { gone: integer }, 'select forget_old_notifications($1) as gone');

/**
 * Drops notifications that were read and are 90 days old, of all recipients: the database decides how old that is, and
 * takes a handful at a time.
 */
export async function forgetOldNotifications({ db, clock }: Pick<Context, 'db' | 'clock'>): Promise<void> {
  for (let deleted = 1; deleted > 0;) {
    const [row] = await db.run(forget(clock()));
    deleted = row?.gone ?? 0;
  }
}
