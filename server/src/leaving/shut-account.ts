import { mustBook, orMayNotBook } from '../bookings/bookers.ts';
import { lockInOrder } from '../bookings/placing/locks.ts';
import { open } from '../bookings/policy.ts';
import { endSessions } from '../people/sessions/end-sessions.ts';
import { changePeople, mustBeAllowedEverywhere, mustManage } from '../people/rights/managed.ts';
import { voidPasswordLinks } from '../people/passwords/password-links.ts';
import { peopleBounds } from '../people/people-bounds.ts';
import { degreeOf } from '../people/rights/policy.ts';
import type { Context, Viewer } from '../platform/context.ts';
import { StartOver, type Transaction } from '../platform/database/database.ts';
import { sqlIn } from '../platform/database/sql-in.ts';
import { NotAllowedError } from '../platform/errors.ts';
import { refuse } from '../platform/input.ts';
import { figure } from '../platform/limit-row.ts';
import { may } from '../platform/may.ts';

/** Who takes over what somebody asks for in one division. */
type Successor = { readonly tenantId: string; readonly toUserId: string };

export type ShutAccountInput = {
  readonly userId: string;
  readonly handOver: readonly Successor[];
  /** What nobody takes over keeps its requester. */
  readonly leaveBookings: boolean;
};

export type ShutAccount = { readonly userId: string; readonly handedOver: number };

/**
 * Shuts an account and hands over its open bookings, or does neither. As updateUser shuts it: all its sessions and tokens end.
 * @throws NotAllowedError NotFoundError InvalidInputError LastAdministratorError OpenBookingsError BusyError
 */
export async function shutAccount(
  context: Context,
  { userId, handOver, leaveBookings }: ShutAccountInput,
): Promise<ShutAccount> {
  const viewer = mustBeAllowedEverywhere(context.viewer, 'user:manage');
  for (const [index, successor] of handOver.entries()) check(viewer, userId, handOver, successor, index);
  return orMayNotBook('handOver', () =>
    changePeople(context, 'shutAccount', async (tx) => {
      for (const [index, { toUserId, tenantId }] of handOver.entries())
        await mustBook(context, toUserId, tenantId, `handOver.${index}.toUserId`);
      // Bookings before the row of the person: whoever changes one of them may be waiting to tell that person.
      const bookings = await lockOpen(
        tx,
        userId,
        handOver.map(({ tenantId }) => tenantId),
      );
      for (const { tenantId, toUserId } of handOver) {
        const ids = bookings.flatMap((booking) => (booking.tenantId === tenantId ? booking.id : []));
        await tx.booking.updateMany({ where: { id: { in: ids } }, data: { requesterId: toUserId } });
      }
      if (leaveBookings)
        await tx.$executeRawUnsafe(`select /* leaveBookings */ set_config('app.leaves_bookings', 'yes', true)`);
      await mustManage(tx, viewer, userId);
      await tx.user.updateMany({ where: { id: userId }, data: { active: false } });
      await voidPasswordLinks(tx, userId, context.clock());
      await endSessions(tx, { userId, tokensToo: true, now: context.clock() });
      return { userId, handedOver: bookings.length };
    }),
  );
}

/** @throws InvalidInputError NotAllowedError */
function check(
  viewer: Viewer,
  userId: string,
  all: readonly Successor[],
  { tenantId, toUserId }: Successor,
  index: number,
): void {
  if (toUserId === userId)
    refuse(`handOver.${index}.toUserId`, 'This is the account that is shut. Choose another person.');
  if (all.findIndex((other) => other.tenantId === tenantId) < index)
    refuse(`handOver.${index}.tenantId`, 'This division is named twice.');
  if (degreeOf(viewer, tenantId) !== 'full' || !may(viewer, 'room:assign', tenantId)) {
    throw new NotAllowedError(
      'room:assign',
      'Bookings of this division are handed over by their requester or a Room Boss. Leave them, or ask a Room Boss first.',
    );
  }
}

type Open = { readonly id: string; readonly tenantId: string };

async function lockOpen(tx: Transaction, userId: string, tenantIds: readonly string[]): Promise<Open[]> {
  if (tenantIds.length === 0) return [];
  const read = (lock: '' | 'for update') =>
    sqlIn(tx)<Open>(
      lock ? 'lockOpenBookings' : 'readOpenBookings',
      `select id, tenant_id as "tenantId" from bookings
      where requester_id = $1::uuid and tenant_id = any ($2::uuid[]) and status = any ($3::booking_status[]) order by id ${lock}`,
      [userId, tenantIds, open],
    );
  const seen = await read('');
  if (seen.length > peopleBounds.handedOver.value) {
    refuse(
      'handOver',
      `This person has ${seen.length.toLocaleString('en')} open bookings here, and at most ${figure(peopleBounds.handedOver)} are handed over at once. Hand over their series first, or leave the bookings: a Room Boss can hand them over afterwards.`,
    );
  }
  await lockInOrder(tx, { bookings: seen.map(({ id }) => id) });
  const found = await read('for update');
  if (found.some(({ id }) => !seen.some((one) => one.id === id))) throw new StartOver();
  return found;
}
