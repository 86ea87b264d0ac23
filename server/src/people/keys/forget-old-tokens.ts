import type { Context } from '../../platform/context.ts';
import { statement } from '../../platform/database/statement.ts';

const forget = statement('forgetOldTokens', {}, 'select from forget_old_tokens($1)');

/** What nobody can come with any more, whosever it was: the database says how old that is. */
export async function forgetOldTokens({ db, clock }: Pick<Context, 'db' | 'clock'>): Promise<void> {
  await db.run(forget(clock()));
}
