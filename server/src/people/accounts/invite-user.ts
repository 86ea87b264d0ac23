import { z } from 'zod';
import type { RequestContext } from '../../platform/context.ts';
import { RolledBack } from '../../platform/database/database.ts';
import { statement, uuid } from '../../platform/database/statement.ts';
import { creationRequest, findMadeBefore, rememberCreation } from '../../platform/idempotency.ts';
import { parse } from '../../platform/input.ts';
import { type DeliveredLink, deliverPasswordLink } from '../passwords/deliver-password-link.ts';
import { displayName, email, username } from '../input.ts';
import { changePeople, mustBeAllowedEverywhere } from '../rights/managed.ts';
import { peopleBounds } from '../people-bounds.ts';
import { mustBeInPerson } from '../rights/policy.ts';
import { makePasswordLink, type NewLink } from '../passwords/password-links.ts';
import { type HeldRole, mustDisposeOf } from '../rights/roles.ts';

const invitation = z.object({
  username,
  displayName,
  email: email.nullable(),
  roles: z
    .array(z.object({ role: z.string(), tenantId: z.string().nullable() }))
    .max(peopleBounds.invitedRoles.value, `At most ${peopleBounds.invitedRoles.value} roles.`),
});

export type Invitation = {
  readonly username: string;
  readonly displayName: string;
  readonly email: string | null;
  readonly roles: readonly HeldRole[];
  readonly idempotencyKey?: string | null | undefined;
};

export type InvitedUser = { readonly userId: string; readonly link: DeliveredLink; readonly repeated: boolean };

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
 * Creates an account with its roles, and a link with which its person sets the password. A repetition of the request
 * gets the account, and what became of the link: the link itself is stored nowhere.
 * @throws NotAllowedError InvalidInputError BusyError IdempotencyMismatchError
 */
export async function inviteUser(context: RequestContext, input: Invitation): Promise<InvitedUser> {
  // An account or a right that a stolen token gave away would outlive the token.
  const viewer = mustBeInPerson(mustBeAllowedEverywhere(context.viewer, 'user:manage'));
  const request = creationRequest(viewer, 'inviteUser', input);
  const now = context.clock();
  const { roles, ...person } = parse(invitation, { ...input, roles: [...input.roles] });
  const made = await changePeople<Made>(context, 'inviteUser', async (tx) => {
    const earlierIds = await findMadeBefore(tx, request, now);
    if (earlierIds) return new RolledBack({ earlierIds });
    for (const [index, role] of roles.entries()) await mustDisposeOf(tx, viewer, role, `roles.${index}.`);
    const [user] = await tx.run(insertUser(person.username, person.displayName, person.email));
    const userId = user?.id ?? '';
    for (const { role, tenantId } of roles) await tx.run(grantInvited(userId, role, tenantId));
    const link = await makePasswordLink(tx, { userId, purpose: 'INVITATION', madeBy: viewer, now });
    for (const query of rememberCreation(request, [userId, link.id], now)) await tx.run(query);
    return { link };
  });
  if ('earlierIds' in made) return invitedBefore(context, made.earlierIds);
  const { link } = made;
  return { userId: link.userId, link: await deliverPasswordLink(context, link, person), repeated: false };
}

type Made = { readonly link: NewLink } | { readonly earlierIds: readonly string[] };

async function invitedBefore({ db }: RequestContext, [userId = '', id = '']: readonly string[]): Promise<InvitedUser> {
  const { expiresAt, mailedAt, mailFailedAt, user } = await db.prisma.passwordLink.findFirstOrThrow({
    where: { id, userId },
    include: { user: true },
  });
  const mailedTo = mailedAt === null ? null : user.email;
  return { userId, link: { expiresAt, mailedTo, mailFailed: mailFailedAt !== null, url: null }, repeated: true };
}
