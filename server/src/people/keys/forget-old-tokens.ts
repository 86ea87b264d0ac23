import type { Context } from '../../platform/context.ts';

/** What nobody can come with any more, whosever it was: the database says how old that is. */
export async function forgetOldTokens({ db, clock }: Pick<Context, 'db' | 'clock'>): Promise<void> {
  await db.sql('forgetOldTokens', 'select forget_old_tokens($1)', [clock()]);
}
