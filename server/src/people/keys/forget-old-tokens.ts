import type { Context } from '../../platform/context.ts';
import { statement } from '../../platform/database/statement.ts';

const forget = statement('forgetOldTokens', {}, 'select from forget_old_tokens($1)');

/** Drops tokens that nobody can use any more, whoever owned them: the database decides how old those are. */
export async function forgetOldTokens({ db, clock }: Pick<Context, 'db' | 'clock'>): Promise<void> {
  await db.run(forget(clock()));
}
