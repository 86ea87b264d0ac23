import type { Context } from '../platform/context.ts';
import { mustManageNotifications } from './policy.ts';
import { ownNotifications } from './queries.ts';

/**
 * Marks the viewer's own notifications as read: these, or all of them where it is null. Ids of others, or of none, are
 * ignored. Returns how many changed.
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
