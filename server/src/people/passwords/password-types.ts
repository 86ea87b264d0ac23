import { PasswordLinkPurpose } from '../../generated/prisma/enums.ts';
import { builder } from '../../platform/builder.ts';
import { BusyError, InvalidInputError, NotAllowedError, NotFoundError } from '../../platform/errors.ts';
import { keyOrNone } from '../../platform/global-id.ts';
import { changePassword } from './change-password.ts';
import { createPasswordLink } from './create-password-link.ts';
import type { DeliveredLink } from './deliver-password-link.ts';
import { LinkVoidError, PasswordMustBeSetError, TooManyAttemptsError } from '../errors.ts';
import { findPasswordLink, type OpenLink } from './password-links.ts';
import { requestPasswordReset } from './request-password-reset.ts';
import { setPassword } from './set-password.ts';
import { figure } from '../../platform/limit-row.ts';
import { peopleBounds } from '../people-bounds.ts';

builder.enumType(PasswordLinkPurpose, {
  name: 'PasswordLinkPurpose',
  description: 'INVITATION: the person has no password yet. RESET: a new one in place of the old.',
});

const OpenPasswordLink = builder.objectRef<OpenLink>('OpenPasswordLink').implement({
  description: 'A link that still works: for whom, and how long.',
  fields: (t) => ({
    username: t.string({ resolve: ({ user }) => user.username }),
    displayName: t.string({ resolve: ({ user }) => user.displayName }),
    purpose: t.expose('purpose', { type: PasswordLinkPurpose }),
    expiresAt: t.expose('expiresAt', { type: 'DateTime' }),
  }),
});

export const DeliveredPasswordLink = builder.objectRef<DeliveredLink>('DeliveredPasswordLink').implement({
  description: 'How a link for setting a password reaches its person.',
  fields: (t) => ({
    expiresAt: t.expose('expiresAt', { type: 'DateTime' }),
    mailedTo: t.exposeString('mailedTo', {
      nullable: true,
      description: 'The address that the mail server took it for.',
    }),
    mailFailed: t.exposeBoolean('mailFailed', {
      description: 'The mail server did not take it: hand the link over some other way.',
    }),
    url: t.exposeString('url', {
      nullable: true,
      description:
        'To be handed over; shown this once. Null where it was mailed, and in the answer to a repeated request.',
    }),
  }),
});

const newPassword = `At least 10 characters, at most ${figure(peopleBounds.passwordLength)}; not among the commonest, and without the user name.`;

const ChangePasswordInput = builder.inputType('ChangePasswordInput', {
  fields: (t) => ({
    currentPassword: t.string({ required: true }),
    newPassword: t.string({ required: true, description: newPassword }),
    keepTokens: t.boolean({
      defaultValue: false,
      description: 'Tokens for tools go on working. Otherwise they are revoked.',
    }),
  }),
});

const SetPasswordInput = builder.inputType('SetPasswordInput', {
  fields: (t) => ({
    token: t.string({ required: true, description: 'What stands after the # of the link.' }),
    newPassword: t.string({ required: true, description: newPassword }),
  }),
});

const ChangePasswordPayload = builder.objectRef<{ sessionsEnded: true }>('ChangePasswordPayload').implement({
  fields: (t) => ({
    sessionsEnded: t.boolean({ description: 'That every other session of the person has ended.', resolve: () => true }),
  }),
});

const SetPasswordPayload = builder.objectRef<{ username: string }>('SetPasswordPayload').implement({
  fields: (t) => ({ username: t.exposeString('username', { description: 'To sign in with now.' }) }),
});

const CreatePasswordLinkPayload = builder
  .objectRef<{ userId: string; link: DeliveredLink }>('CreatePasswordLinkPayload')
  .implement({
    fields: (t) => ({ link: t.field({ type: DeliveredPasswordLink, resolve: ({ link }) => link }) }),
  });

builder.queryFields((t) => ({
  passwordLink: t.field({
    type: OpenPasswordLink,
    nullable: true,
    description: 'For the page behind a link. Null for one that was used, replaced, is too old, or never was one.',
    authScopes: { everybody: true },
    args: { token: t.arg.string({ required: true }) },
    resolve: (_root, { token }, context) => findPasswordLink(context, token),
  }),
}));

builder.mutationFields((t) => ({
  changePassword: t.field({
    type: ChangePasswordPayload,
    description:
      'A new password for oneself. Ends the person’s other sessions, and revokes their tokens for tools unless they are to be kept.',
    authScopes: { signedIn: true },
    args: { input: t.arg({ type: ChangePasswordInput, required: true }) },
    errors: { types: [InvalidInputError, NotAllowedError, TooManyAttemptsError, PasswordMustBeSetError, BusyError] },
    resolve: async (_root, { input }, context) => {
      await changePassword(context, input);
      return { sessionsEnded: true } as const;
    },
  }),
  requestPasswordReset: t.boolean({
    description:
      'Mails a link to the account’s address, where there are such an account and a mail server. Always true, whether or not.',
    authScopes: { everybody: true },
    args: { username: t.arg.string({ required: true }) },
    resolve: async (_root, { username }, context) => {
      await requestPasswordReset(context, { username });
      return true;
    },
  }),
  setPassword: t.field({
    type: SetPasswordPayload,
    description:
      'Sets a password with a link, which is used up. Ends all sessions of the person and revokes their tokens for tools.',
    authScopes: { everybody: true },
    args: { input: t.arg({ type: SetPasswordInput, required: true }) },
    errors: { types: [LinkVoidError, InvalidInputError, NotAllowedError, BusyError] },
    resolve: (_root, { input }, context) => setPassword(context, input),
  }),
  createPasswordLink: t.field({
    type: CreatePasswordLinkPayload,
    description:
      'A link of 30 minutes with which somebody sets a new password; earlier ones are void. Mailed, or shown once to the caller.',
    authScopes: { permission: 'user:manage' },
    args: { userId: t.arg.id({ required: true }) },
    errors: { types: [InvalidInputError, NotAllowedError, NotFoundError, BusyError] },
    resolve: (_root, { userId }, context) => createPasswordLink(context, keyOrNone('User', userId)),
  }),
}));
