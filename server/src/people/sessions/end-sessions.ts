import type { Transaction } from '../../platform/database/database.ts';
import { integer, type Query, statement } from '../../platform/database/statement.ts';

type SessionsToEnd = {
  readonly userId: string;
  /** The session that stays. */
  readonly except?: string | undefined;
  /** Whether tokens for tools end as well: otherwise a person who was shut out could come back in with them. */
  readonly tokensToo?: boolean;
  readonly now: Date;
};

const end = statement(
  'endSessions',
  { ended: integer },
  'select end_sessions($1::uuid, $2::uuid, $3, $4::timestamptz) as ended',
);

/** Ends the sessions of a person, displays included. Each of their tokens is refused with its next request. */
export function endedSessions({ userId, except, tokensToo = false, now }: SessionsToEnd): Query<{ ended: number }> {
  return end(userId, except ?? null, tokensToo, now);
}

/** @returns how many have ended */
export async function endSessions(tx: Transaction, sessions: SessionsToEnd): Promise<number> {
  const [row] = await tx.run(endedSessions(sessions));
  return row?.ended ?? 0;
}
