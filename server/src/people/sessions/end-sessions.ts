import type { Transaction } from '../../platform/database/database.ts';
import { sqlIn } from '../../platform/database/sql-in.ts';

type Whose = {
  readonly userId: string;
  /** The session that stays. */
  readonly except?: string | undefined;
  /** Tools' tokens as well: whoever is shut out is not let in again by them later. */
  readonly tokensToo?: boolean;
  readonly now: Date;
};

/**
 * Ends the sessions of a person, displays included. Each of their tokens is refused with its next request.
 * @returns how many
 */
export async function endSessions(tx: Transaction, { userId, except, tokensToo = false, now }: Whose): Promise<number> {
  const [row] = await sqlIn(tx)<{ ended: number }>(
    'endSessions',
    'select end_sessions($1::uuid, $2::uuid, $3, $4::timestamptz) as ended',
    [userId, except ?? null, tokensToo, now],
  );
  return row?.ended ?? 0;
}
