import type { Context } from '../platform/context.ts';
import { within } from '../platform/database/within.ts';
import { changePeople, mustBeAllowedEverywhere, mustManage } from './managed.ts';
import { mustBeInPerson } from './policy.ts';
import { type HeldRole, mustDisposeOf } from './roles.ts';

/**
 * Gives somebody a role. They have it with their next request; having it already is no error.
 * @throws NotAllowedError NotFoundError InvalidInputError BusyError
 */
export const grantRole = (context: Context, { userId, role, tenantId }: HeldRole & { readonly userId: string }): Promise<void> => {
  // An account or a right that a stolen token gave away would outlive the token.
  const viewer = mustBeInPerson(mustBeAllowedEverywhere(context.viewer, 'user:manage'));
  return changePeople(context, 'grantRole', async (tx) => {
    await mustManage(tx, viewer, userId);
    await mustDisposeOf(tx, viewer, { role, tenantId }, '');
    await within(tx)('grantRole', 'insert into role_grants (user_id, role_name, tenant_id) values ($1::uuid, $2, $3::uuid) on conflict do nothing', [userId, role, tenantId]);
  });
};
