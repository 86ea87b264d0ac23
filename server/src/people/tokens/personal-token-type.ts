import { encodeGlobalID } from '@pothos/plugin-relay';
import type { PersonalToken } from '../../generated/prisma/client.ts';
import { atMost } from '../../platform/at-most.ts';
import { builder } from '../../platform/builder.ts';
import { notForNode } from '../../platform/node-field.ts';
import { BusyError, InvalidInputError, NotAllowedError, NotFoundError } from '../../platform/errors.ts';
import { keyOrNone } from '../../platform/global-id.ts';
import { idOf } from '../../platform/named-ids.ts';
import { createToken, type CreatedToken } from './create-token.ts';
import { TooManyTokensError } from '../errors.ts';
import { revokeToken } from './own-tokens.ts';
import { figure } from '../../platform/limit-row.ts';
import { peopleBounds } from '../people-bounds.ts';

/** Not a node: no query loads a token by its id. */
export const PersonalTokenType = builder.objectRef<PersonalToken>('PersonalToken').implement({
  description: 'What a tool signs in with, as `Authorization: Bearer colab_pat_…`, for part of what its owner may do.',
  fields: (t) => ({
    id: t.id({
      description: `For revokeToken. ${notForNode}`,
      resolve: ({ id }) => encodeGlobalID('PersonalToken', id),
    }),
    name: t.exposeString('name'),
    prefix: t.exposeString('prefix', { description: 'How its text begins.' }),
    scopes: t.exposeStringList('scopes', {
      description: 'The rights it may use, of those that its owner holds at that moment.',
    }),
    createdAt: t.expose('createdAt', { type: 'DateTime' }),
    expiresAt: t.expose('expiresAt', { type: 'DateTime' }),
    lastUsedAt: t.expose('lastUsedAt', {
      type: 'DateTime',
      nullable: true,
      description: 'To the minute. Null while it was never used.',
    }),
  }),
});

const CreateTokenInput = builder.inputType('CreateTokenInput', {
  fields: (t) => ({
    name: t.string({
      required: true,
      description: `By which its owner knows it again, ${figure(peopleBounds.givenName)} characters at most.`,
    }),
    scopes: t.stringList({
      required: true,
      ...atMost(
        500,
        'Rights that its owner holds: "calendar:read", "room:*". 100 of a token.',
        'A token has 100 scopes at most, and each that is wrong is named in the answer.',
      ),
    }),
    expiresAt: t.field({
      type: 'DateTime',
      required: true,
      description: `${figure(peopleBounds.tokenDays)} days ahead at most.`,
    }),
  }),
});

const CreateTokenPayload = builder.objectRef<CreatedToken>('CreateTokenPayload').implement({
  fields: (t) => ({
    token: t.expose('token', { type: PersonalTokenType }),
    text: t.exposeString('text', {
      description: 'The token itself. It is shown here once and kept nowhere: store it now.',
    }),
  }),
});

const RevokeTokenPayload = builder.objectRef<{ tokenId: string }>('RevokeTokenPayload').implement({
  fields: (t) => ({ tokenId: t.id({ resolve: ({ tokenId }) => encodeGlobalID('PersonalToken', tokenId) }) }),
});

builder.mutationFields((t) => ({
  createToken: t.field({
    type: CreateTokenPayload,
    description: 'A token for a tool, of which a person has 50 at most. Needs a session: a token makes no tokens.',
    authScopes: { signedIn: true },
    args: { input: t.arg({ type: CreateTokenInput, required: true }) },
    errors: { types: [InvalidInputError, NotAllowedError, TooManyTokensError, BusyError] },
    resolve: (_root, { input }, context) => createToken(context, input),
  }),
  revokeToken: t.field({
    type: RevokeTokenPayload,
    description: 'Ends a token of one’s own, or of somebody whom one manages, from its next request on.',
    authScopes: { signedIn: true },
    args: { id: t.arg.id(idOf('PersonalToken', { required: true })) },
    errors: { types: [NotFoundError, NotAllowedError, BusyError] },
    resolve: async (_root, { id }, context) => ({
      tokenId: await revokeToken(context, keyOrNone('PersonalToken', id)),
    }),
  }),
}));
