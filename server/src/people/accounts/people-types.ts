import { PasswordLinkPurpose, RoleScope } from '../../generated/prisma/enums.ts';
import { atMost } from '../../platform/at-most.ts';
import { builder } from '../../platform/builder.ts';
import { pageCursor } from '../../platform/connection-cursor.ts';
import { pageInput, pageWords } from '../../platform/connection-page.ts';
import type { RequestContext } from '../../platform/context.ts';
import {
  BusyError,
  IdempotencyMismatchError,
  InvalidInputError,
  NotAllowedError,
  NotFoundError,
} from '../../platform/errors.ts';
import { keyOrNone } from '../../platform/global-id.ts';
import { idempotencyKeyField, repeatedField } from '../../platform/idempotency.ts';
import type { DeliveredLink } from '../passwords/deliver-password-link.ts';
import { LastAdministratorError, OpenBookingsError } from '../errors.ts';
import { grantRole } from './grant-role.ts';
import { type InvitedUser, inviteUser } from './invite-user.ts';
import { mayEverywhere, mustBeAllowedEverywhere } from '../rights/managed.ts';
import { DeliveredPasswordLink } from '../passwords/password-types.ts';
import { PersonalTokenType } from '../tokens/personal-token-type.ts';
import { revokeRole } from './revoke-role.ts';
import { updateUser } from './update-user.ts';
import { countPeople, wherePeople } from './where-people.ts';
import { figure } from '../../platform/limit-row.ts';
import { totalFields } from '../../platform/total-count.ts';
import { peopleBounds } from '../people-bounds.ts';

builder.enumType(RoleScope, {
  name: 'RoleScope',
  description: 'Whether a role is held for the whole facility or for one division.',
});

const Role = builder.prismaObject('Role', {
  description: 'A bundle of rights that people hold, for the facility or for a division.',
  fields: (t) => ({
    name: t.exposeString('name', { description: 'What operations call it: "room_boss".' }),
    title: t.exposeString('title'),
    scope: t.expose('scope', { type: RoleScope }),
    permissions: t.stringList({
      description: 'The rights it gives: "booking:create", "device:*", "*".',
      select: { permissions: { orderBy: { permission: 'asc' } } },
      resolve: ({ permissions }) => permissions.map(({ permission }) => permission),
    }),
  }),
});

const HeldRole = builder.prismaObject('RoleGrant', {
  name: 'HeldRole',
  description: 'A role as somebody holds it.',
  fields: (t) => ({
    role: t.relation('role'),
    tenant: t.relation('tenant', { nullable: true, description: 'Null where it is held for the whole facility.' }),
  }),
});

const UserPasswordLink = builder.prismaObject('PasswordLink', {
  name: 'UserPasswordLink',
  description: 'That a link was made, never the link itself.',
  fields: (t) => ({
    purpose: t.expose('purpose', { type: PasswordLinkPurpose }),
    createdAt: t.expose('createdAt', { type: 'DateTime' }),
    expiresAt: t.expose('expiresAt', { type: 'DateTime' }),
    usedAt: t.expose('usedAt', { type: 'DateTime', nullable: true }),
    mailedAt: t.expose('mailedAt', { type: 'DateTime', nullable: true, description: 'When the mail server took it.' }),
    mailFailedAt: t.expose('mailFailedAt', {
      type: 'DateTime',
      nullable: true,
      description: 'The mail server did not take it.',
    }),
  }),
});

// Other people than its owner read a wall display.
function maySeePrivateFields({ viewer }: RequestContext, userId: string): boolean {
  return (viewer?.userId === userId && viewer.via.kind !== 'display') || mayEverywhere(viewer, 'user:manage');
}
const private_ = 'Null but for oneself, not on a display, and for those with user:manage.';

builder.prismaObjectFields('User', (t) => ({
  email: t.string({
    nullable: true,
    description: private_,
    select: { id: true, email: true },
    resolve: ({ id, email }, _args, context) => (maySeePrivateFields(context, id) ? email : null),
  }),
  active: t.boolean({
    nullable: true,
    description: `Whether they may come in. ${private_}`,
    select: { id: true, active: true },
    resolve: ({ id, active }, _args, context) => (maySeePrivateFields(context, id) ? active : null),
  }),
  lastSignInAt: t.field({
    type: 'DateTime',
    nullable: true,
    description: private_,
    select: { id: true, lastSignInAt: true },
    resolve: ({ id, lastSignInAt }, _args, context) => (maySeePrivateFields(context, id) ? lastSignInAt : null),
  }),
  invited: t.boolean({
    nullable: true,
    description: `That they have set no password yet. ${private_}`,
    select: { id: true, passwordHash: true },
    resolve: ({ id, passwordHash }, _args, context) =>
      maySeePrivateFields(context, id) ? passwordHash === null : null,
  }),
  roles: t.field({
    type: [HeldRole],
    description: 'Empty but for oneself and for those with user:manage.',
    select: (_args, _context, nestedSelection) => ({
      id: true,
      roleGrants: nestedSelection({ orderBy: [{ roleName: 'asc' }, { id: 'asc' }] }),
    }),
    // Row security knows the person, not how far the rights of their token or display were restricted.
    resolve: ({ id, roleGrants }, _args, context) => (maySeePrivateFields(context, id) ? roleGrants : []),
  }),
  tokens: t.field({
    type: [PersonalTokenType],
    description:
      'Their tokens for tools that were not revoked, newest first. Empty but for oneself and for those with user:manage, in person.',
    select: {
      id: true,
      personalTokens: { where: { revokedAt: null }, orderBy: [{ createdAt: 'desc' }, { id: 'asc' }] },
    },
    resolve: ({ id, personalTokens }, _args, context) =>
      context.viewer?.via.kind === 'session' && maySeePrivateFields(context, id) ? personalTokens : [],
  }),
  lastPasswordLink: t.field({
    type: UserPasswordLink,
    nullable: true,
    description: `The newest link that was made for them. ${private_}`,
    select: (_args, _context, nestedSelection) => ({
      id: true,
      passwordLinks: nestedSelection({
        orderBy: [{ createdAt: 'desc' }, { voidAt: { sort: 'desc', nulls: 'first' } }],
        take: 1,
      }),
    }),
    resolve: ({ id, passwordLinks }, _args, context) =>
      maySeePrivateFields(context, id) ? (passwordLinks[0] ?? null) : null,
  }),
}));

/** As Pothos makes it of a page. */
type UserList = { readonly args: { readonly search?: string | null | undefined } };

builder.queryFields((t) => ({
  users: t.prismaConnection(
    {
      type: 'User',
      cursor: 'id',
      description: `Everybody with an account, by user name. ${pageWords}`,
      authScopes: { permission: 'user:manage' },
      args: {
        search: t.arg.string({
          description:
            'Words of a user name, a name or an address: parts of them, or their beginnings where they are shorter than three letters. Without case, accents and signs.',
        }),
      },
      validate: pageInput(pageCursor),
      resolve: async (query, _root, { search }, context) => {
        mustBeAllowedEverywhere(context.viewer, 'user:manage');
        return context.db.prisma.user.findMany({
          ...query,
          where: await wherePeople(context, search),
          orderBy: [{ username: 'asc' }, { id: 'asc' }],
        });
      },
    },
    {
      name: 'UserConnection',
      fields: totalFields<UserList>(
        ({ args }, context) =>
          (most) =>
            countPeople(context, args.search, most),
      ),
    },
    { name: 'UserEdge' },
  ),
  roles: t.prismaField({
    type: [Role],
    description: 'Every role that can be held.',
    authScopes: { permission: 'user:manage' },
    resolve: (query, _root, _args, { db }) =>
      db.prisma.role.findMany({ ...query, orderBy: [{ scope: 'asc' }, { title: 'asc' }] }),
  }),
}));

const roleField = 'The name of a role, such as "room_boss".';
const tenantField = 'For a role of a division, which one. Not given for a role of the facility.';

const RoleToHold = builder.inputType('RoleToHoldInput', {
  fields: (t) => ({
    role: t.string({ required: true, description: roleField }),
    tenantId: t.id({ description: tenantField }),
  }),
});

const InviteUserInput = builder.inputType('InviteUserInput', {
  fields: (t) => ({
    username: t.string({
      required: true,
      description: `To sign in with: 2 to ${figure(peopleBounds.username)} letters from a to z, digits, and . _ - @. Kept in lower case.`,
    }),
    displayName: t.string({
      required: true,
      description: `As others read it; ${figure(peopleBounds.givenName)} characters at most.`,
    }),
    email: t.string({ description: 'Where links are mailed; nobody else has it. Whatever its case.' }),
    roles: t.field({
      type: [RoleToHold],
      required: true,
      ...atMost(
        100,
        'Only with rights that the caller holds; 20 of an account.',
        'An account is made with 20 roles at most, each with a statement of its own.',
      ),
    }),
    idempotencyKey: t.string(idempotencyKeyField),
  }),
});

const UpdateUserInput = builder.inputType('UpdateUserInput', {
  description: 'What is not given stays as it is.',
  fields: (t) => ({
    userId: t.id({ required: true }),
    displayName: t.string(),
    email: t.string({
      description: 'Null takes it away. The old one is told by mail, and open links are void. Not by a token.',
    }),
    active: t.boolean({
      description:
        'False shuts the account and ends all its sessions, tokens and links; refused while the account has open bookings, which shutAccount hands over or leaves. True opens it again, not by a token.',
    }),
  }),
});

const RoleGrantInput = builder.inputType('RoleGrantInput', {
  fields: (t) => ({
    userId: t.id({ required: true }),
    role: t.string({ required: true, description: roleField }),
    tenantId: t.id({ description: tenantField }),
  }),
});

function userPayload(name: string) {
  return builder.objectRef<{ userId: string }>(name).implement({
    fields: (t) => ({
      user: t.prismaField({
        type: 'User',
        resolve: (query, { userId }, _args, { db }) =>
          db.prisma.user.findFirstOrThrow({ ...query, where: { id: userId } }),
      }),
    }),
  });
}

const InviteUserPayload = builder.objectRef<InvitedUser>('InviteUserPayload').implement({
  fields: (t) => ({
    user: t.prismaField({
      type: 'User',
      resolve: (query, { userId }, _args, { db }) =>
        db.prisma.user.findFirstOrThrow({ ...query, where: { id: userId } }),
    }),
    link: t.field({
      type: DeliveredPasswordLink,
      description:
        'With which the person sets a password: mailed, or to be handed over. Where the request is `repeated`, without its `url`, which is stored nowhere: `createPasswordLink` makes another.',
      resolve: ({ link }) => link,
    }),
    repeated: t.exposeBoolean('repeated', repeatedField),
  }),
});

const GrantRolePayload = builder
  .objectRef<{ userId: string; link: DeliveredLink | null }>('GrantRolePayload')
  .implement({
    fields: (t) => ({
      user: t.prismaField({
        type: 'User',
        resolve: (query, { userId }, _args, { db }) =>
          db.prisma.user.findFirstOrThrow({ ...query, where: { id: userId } }),
      }),
      link: t.field({
        type: DeliveredPasswordLink,
        nullable: true,
        description: 'In place of the one that is void, where the person never opened their account. Null otherwise.',
        resolve: ({ link }) => link,
      }),
    }),
  });

function tenantKey(id: string | null | undefined) {
  return id == null ? null : keyOrNone('Tenant', id);
}
function grantOf(input: { userId: string; role: string; tenantId?: string | null | undefined }) {
  return {
    userId: keyOrNone('User', input.userId),
    role: input.role,
    tenantId: tenantKey(input.tenantId),
  };
}

builder.mutationFields((t) => ({
  inviteUser: t.field({
    type: InviteUserPayload,
    description:
      'Makes an account with its roles, and a link of 30 minutes with which its person sets the password: mailed, or shown once.',
    authScopes: { permission: 'user:manage' },
    args: { input: t.arg({ type: InviteUserInput, required: true }) },
    errors: { types: [InvalidInputError, NotAllowedError, BusyError, IdempotencyMismatchError] },
    resolve: (_root, { input }, context) =>
      inviteUser(context, {
        ...input,
        email: input.email ?? null,
        roles: input.roles.map(({ role, tenantId }) => ({ role, tenantId: tenantKey(tenantId) })),
      }),
  }),
  updateUser: t.field({
    type: userPayload('UpdateUserPayload'),
    description: 'Name, address, and whether the account is open. The last administrator who can sign in stays.',
    authScopes: { permission: 'user:manage' },
    args: { input: t.arg({ type: UpdateUserInput, required: true }) },
    errors: {
      types: [InvalidInputError, NotAllowedError, NotFoundError, LastAdministratorError, OpenBookingsError, BusyError],
    },
    resolve: async (_root, { input: { displayName, email, active, ...input } }, context) => {
      const userId = keyOrNone('User', input.userId);
      await updateUser(context, userId, { email, displayName: displayName ?? undefined, active: active ?? undefined });
      return { userId };
    },
  }),
  grantRole: t.field({
    type: GrantRolePayload,
    description:
      'Gives somebody a role whose rights the caller holds. It holds from their next request. An open link that somebody with fewer rights made for them is void.',
    authScopes: { permission: 'user:manage' },
    args: { input: t.arg({ type: RoleGrantInput, required: true }) },
    errors: { types: [InvalidInputError, NotAllowedError, NotFoundError, BusyError] },
    resolve: async (_root, { input }, context) => {
      const grant = grantOf(input);
      return { userId: grant.userId, link: await grantRole(context, grant) };
    },
  }),
  revokeRole: t.field({
    type: userPayload('RevokeRolePayload'),
    description:
      'Takes a role from somebody, from their next request on. The last administrator who can sign in stays one.',
    authScopes: { permission: 'user:manage' },
    args: { input: t.arg({ type: RoleGrantInput, required: true }) },
    errors: { types: [InvalidInputError, NotAllowedError, NotFoundError, LastAdministratorError, BusyError] },
    resolve: async (_root, { input }, context) => {
      await revokeRole(context, grantOf(input));
      return grantOf(input);
    },
  }),
}));
