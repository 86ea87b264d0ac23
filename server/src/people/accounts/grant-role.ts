import type { RequestContext } from '../../platform/context.ts';
import type { Transaction } from '../../platform/database/database.ts';
import { statement } from '../../platform/database/statement.ts';
import { type DeliveredLink, deliverPasswordLink } from '../passwords/deliver-password-link.ts';
import { changePeople, mustBeAllowedEverywhere, mustManage } from '../rights/managed.ts';
import { makePasswordLink } from '../passwords/password-links.ts';
import { mustBeInPerson } from '../rights/policy.ts';
import { type HeldRole, mustDisposeOf } from '../rights/roles.ts';

const insertGrant = statement(
  'grantRole',
  {},
  'insert into role_grants (user_id, role_name, tenant_id) values ($1::uuid, $2, $3::uuid) on conflict do nothing',
);

/**
 * Gives a person a role, which they have from their next request; a role that they have already is no error. An open
 * link made by a user with fewer rights than the person has now is void; a person who never opened their account gets a
 * new one.
 * @returns that link, or null
 * @throws NotAllowedError NotFoundError InvalidInputError BusyError
 */
export async function grantRole(
  context: RequestContext,
  { userId, role, tenantId }: HeldRole & { readonly userId: string },
): Promise<DeliveredLink | null> {
  // An account or a right that a stolen token gave away would outlive the token.
  const viewer = mustBeInPerson(mustBeAllowedEverywhere(context.viewer, 'user:manage'));
  const { person, link } = await changePeople(context, 'grantRole', async (tx) => {
    const managedPerson = await mustManage(tx, viewer, userId);
    await mustDisposeOf(tx, viewer, { role, tenantId }, '');
    const openBefore = await openLinks(tx, userId);
    await tx.run(insertGrant(userId, role, tenantId));
    const hasVoided = (await openLinks(tx, userId)) < openBefore;
    if (!hasVoided || !managedPerson.invited || !managedPerson.active) return { person: managedPerson, link: null };
    return {
      person: managedPerson,
      link: await makePasswordLink(tx, { userId, purpose: 'INVITATION', madeBy: viewer, now: context.clock() }),
    };
  });
  return link && deliverPasswordLink(context, link, person);
}

function openLinks(tx: Transaction, userId: string): Promise<number> {
  return tx.passwordLink.count({ where: { userId, usedAt: null, voidAt: null } });
}
