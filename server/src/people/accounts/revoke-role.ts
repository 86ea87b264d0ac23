import type { Context } from '../../platform/context.ts';
import { NotFoundError } from '../../platform/errors.ts';
import { changePeople, mustBeAllowedEverywhere, mustManage } from '../rights/managed.ts';
import { type HeldRole, mustDisposeOf } from '../rights/roles.ts';

/**
 * Takes a role from a person, from their next request on.
 * @throws NotAllowedError NotFoundError InvalidInputError LastAdministratorError BusyError
 */
export function revokeRole(
  context: Context,
  { userId, role, tenantId }: HeldRole & { readonly userId: string },
): Promise<void> {
  const viewer = mustBeAllowedEverywhere(context.viewer, 'user:manage');
  return changePeople(context, 'revokeRole', async (tx) => {
    await mustManage(tx, viewer, userId);
    await mustDisposeOf(tx, viewer, { role, tenantId }, '');
    const { count } = await tx.roleGrant.deleteMany({ where: { userId, roleName: role, tenantId } });
    if (count === 0) throw new NotFoundError('role of theirs');
  });
}
