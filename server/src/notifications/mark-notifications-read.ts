import type { Context } from '../platform/context.ts';
import { mustManageNotifications } from './policy.ts';
import { ownNotifications } from './queries.ts';

/**
 * Marks one's own as read: these, or all of them where it is null. What is another's, or is not there, is as if it had not
 * been named. Gives back how many changed.
 * @throws NotAllowedError BusyError
 */
export async function markNotificationsRead(
  { db, clock, viewer }: Context,
  ids: readonly string[] | null,
): Promise<number> {
  const person = mustManageNotifications(viewer);
  const { count } = await db.transaction(
    { cause: 'markNotificationsRead', at: [`notifications of ${person.userId}`] },
    (tx) =>
      tx.notification.updateMany({
        where: { ...ownNotifications(person), readAt: null, ...(ids ? { id: { in: [...ids] } } : {}) },
        data: { readAt: clock() },
      }),
  );
  return count;
}
