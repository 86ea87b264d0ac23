import type { Context } from '../platform/context.ts';
import { integer, statement } from '../platform/database/statement.ts';

const forget = statement('forgetOldNotifications', { gone: integer }, 'select forget_old_notifications($1) as gone');

/** What was read and is 90 days old, whosever it was: the database says how old that is, and takes a handful at a time. */
export async function forgetOldNotifications({ db, clock }: Pick<Context, 'db' | 'clock'>): Promise<void> {
  for (let gone = 1; gone > 0;) {
    const [row] = await db.run(forget(clock()));
    gone = row?.gone ?? 0;
  }
}
