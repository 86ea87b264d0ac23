import type { Transaction } from '../platform/database/database.ts';

/** Ends the sessions of a person, all but the one given. Each of their tokens is refused with its next request. */
export const endOtherSessions = async (tx: Pick<Transaction, 'session'>, userId: string, exceptSessionId: string | null, now: Date): Promise<void> => {
  await tx.session.updateMany({
    where: { userId, endedAt: null, ...(exceptSessionId === null ? {} : { id: { not: exceptSessionId } }) },
    data: { endedAt: now },
  });
};
