import { mustBook, orMayNotBook } from '../bookings/bookers.ts';
import { bookingsTable } from '../bookings/bookings-table.ts';
import { underLocks } from '../bookings/changing/under-locks.ts';
import { openStatuses } from '../bookings/policy.ts';
import { voidPasswordLinks } from '../people/passwords/password-links.ts';
import { peopleBounds } from '../people/people-bounds.ts';
import { lockOwnAccess, lockPerson, mustStillHold } from '../people/rights/hold-own-access.ts';
import { peopleQueue } from '../people/rights/lock-people.ts';
import { mustBeAllowedEverywhere, mustBeManaged, orRuleOfPeople, personToManage } from '../people/rights/managed.ts';
import { degreeOf } from '../people/rights/policy.ts';
import { endedSessions } from '../people/sessions/end-sessions.ts';
import type { Context, Viewer } from '../platform/context.ts';
import { joinedStatement, statement, uuid } from '../platform/database/statement.ts';
import { updateAll } from '../platform/database/table.ts';
import { NotAllowedError } from '../platform/errors.ts';
import { refuse } from '../platform/input.ts';
import { figure } from '../platform/limit-row.ts';
import { may } from '../platform/may.ts';

/** Who takes over a person's open bookings in one division. */
type Successor = { readonly tenantId: string; readonly toUserId: string };

export type ShutAccountInput = {
  readonly userId: string;
  readonly handOver: readonly Successor[];
  /** Bookings without a successor keep their requester. */
  readonly leaveBookings: boolean;
};

export type ShutAccount = { readonly userId: string; readonly handedOver: number };

/**
 * Shuts an account and hands over its open bookings, or does neither. As with updateUser, all its sessions and tokens
 * end.
 * @throws NotAllowedError NotFoundError InvalidInputError LastAdministratorError OpenBookingsError BusyError
 */
export async function shutAccount(
  context: Context,
  { userId, handOver, leaveBookings }: ShutAccountInput,
): Promise<ShutAccount> {
  const viewer = mustBeAllowedEverywhere(context.viewer, 'user:manage');
  for (const [index, successor] of handOver.entries()) check(viewer, userId, handOver, successor, index);
  const tenantIds = handOver.map(({ tenantId }) => tenantId);
  const now = context.clock();
  const write = () =>
    underLocks(
      context,
      { cause: 'shutAccount', queue: peopleQueue },
      {
        // Bookings before the row of the person: another transaction that changes one of them may be waiting to notify
        // that person.
        read: (forUpdate) => ({
          access: lockOwnAccess(viewer, now),
          found: openBookingsOf(forUpdate ? 'ForUpdate' : '', userId, tenantIds, openStatuses),
          personLock: forUpdate ? lockPerson(userId) : null,
          person: forUpdate ? personToManage(userId) : null,
        }),
        decide: async ({ access: [access], found, personLock, person }) => {
          mustStillHold(access);
          for (const [index, { toUserId, tenantId }] of handOver.entries())
            await mustBook(context, toUserId, tenantId, `handOver.${index}.toUserId`);
          mustBeFewEnough(found.length);
          if (personLock.length > 0) mustBeManaged(viewer, person[0]);
          return {
            locks: { bookings: found.map(({ id }) => id) },
            write: () => [
              ...handOver.flatMap(({ tenantId, toUserId }) =>
                updateAll(
                  bookingsTable,
                  found.filter((booking) => booking.tenantId === tenantId).map(({ id }) => id),
                  { requesterId: toUserId },
                ),
              ),
              ...(leaveBookings ? [leaveOpenBookings()] : []),
              deactivate(userId),
              voidPasswordLinks(userId, now),
              endedSessions({ userId, tokensToo: true, now }),
            ],
            result: { userId, handedOver: found.length },
          };
        },
      },
    );
  return orMayNotBook('handOver', () => orRuleOfPeople(write));
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
    refuse(`handOver.${index}.toUserId`, 'This is the account you are closing. Choose someone else.');
  if (all.findIndex((other) => other.tenantId === tenantId) < index)
    refuse(`handOver.${index}.tenantId`, 'This division is named twice.');
  if (degreeOf(viewer, tenantId) !== 'full' || !may(viewer, 'room:assign', tenantId)) {
    throw new NotAllowedError(
      'room:assign',
      'Only the requester or a Room Boss can hand over bookings of this division. Leave them, or ask a Room Boss first.',
    );
  }
}

/** @throws InvalidInputError */
function mustBeFewEnough(count: number): void {
  if (count <= peopleBounds.handedOver.value) return;
  refuse(
    'handOver',
    `This person has ${count.toLocaleString('en')} open bookings here, and at most ${figure(peopleBounds.handedOver)} can be handed over in one step. Hand over their series first, or leave the bookings: a Room Boss can hand them over afterwards.`,
  );
}

const openBookingsOf = joinedStatement(
  'openBookingsOf',
  { id: uuid, tenantId: uuid },
  ['', 'ForUpdate'],
  (lock) => `select id, tenant_id as "tenantId" from bookings
    where requester_id = $1::uuid and tenant_id = any ($2::uuid[]) and status = any ($3::booking_status[]) order by id ${lock ? 'for update' : ''}`,
);
const leaveOpenBookings = statement('leaveBookings', {}, `select from set_config('app.leaves_bookings', 'yes', true)`);
const deactivate = statement('shutAccount', {}, 'update users set active = false where id = $1::uuid');
