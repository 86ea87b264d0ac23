import { z } from 'zod';
import type { RequestContext } from '../../platform/context.ts';
import { statement, uuid } from '../../platform/database/statement.ts';
import { parse } from '../../platform/input.ts';
import { type DeliveredLink, deliverPasswordLink } from '../passwords/deliver-password-link.ts';
import { displayName, email, username } from '../input.ts';
import { changePeople, mustBeAllowedEverywhere } from '../rights/managed.ts';
import { peopleBounds } from '../people-bounds.ts';
import { mustBeInPerson } from '../rights/policy.ts';
import { makePasswordLink } from '../passwords/password-links.ts';
import { type HeldRole, mustDisposeOf } from '../rights/roles.ts';

const invitation = z.object({
  username,
  displayName,
  email: email.nullable(),
  roles: z
    .array(z.object({ role: z.string(), tenantId: z.string().nullable() }))
    .max(peopleBounds.invitedRoles.value, `At most ${peopleBounds.invitedRoles.value} roles at once.`),
});

export type Invitation = {
  readonly username: string;
  readonly displayName: string;
  readonly email: string | null;
  readonly roles: readonly HeldRole[];
};

const insertUser = statement(
  'inviteUser',
  { id: uuid },
  'insert into users (username, display_name, email) values ($1, $2, $3) returning id',
);

const grantInvited = statement(
  'grantInvited',
  {},
  'insert into role_grants (user_id, role_name, tenant_id) values ($1::uuid, $2, $3::uuid) on conflict do nothing',
);

/**
 * Creates an account with its roles, and a link with which its person sets the password.
 * @throws NotAllowedError InvalidInputError BusyError
 */
export async function inviteUser(
  context: RequestContext,
  input: Invitation,
): Promise<{ userId: string; link: DeliveredLink }> {
  // An account or a right that a stolen token gave away would outlive the token.
  const viewer = mustBeInPerson(mustBeAllowedEverywhere(context.viewer, 'user:manage'));
  const { roles, ...person } = parse(invitation, { ...input, roles: [...input.roles] });
  const link = await changePeople(context, 'inviteUser', async (tx) => {
    for (const [index, role] of roles.entries()) await mustDisposeOf(tx, viewer, role, `roles.${index}.`);
    const [user] = await tx.run(insertUser(person.username, person.displayName, person.email));
    const userId = user?.id ?? '';
    for (const { role, tenantId } of roles) await tx.run(grantInvited(userId, role, tenantId));
    return makePasswordLink(tx, { userId, purpose: 'INVITATION', madeBy: viewer, now: context.clock() });
  });
  return { userId: link.userId, link: await deliverPasswordLink(context, link, person) };
}
