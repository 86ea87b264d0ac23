import SchemaBuilder from '@pothos/core';
import ComplexityPlugin from '@pothos/plugin-complexity';
import ErrorsPlugin from '@pothos/plugin-errors';
import PrismaPlugin from '@pothos/plugin-prisma';
import RelayPlugin from '@pothos/plugin-relay';
import ScopeAuthPlugin from '@pothos/plugin-scope-auth';
import ValidationPlugin from '@pothos/plugin-validation';
import { GraphQLError } from 'graphql';
import type PrismaTypes from '../generated/pothos-types.ts';
import { getDatamodel } from '../generated/pothos-types.ts';
import type { RequestContext } from './context.ts';
import { refusalFor } from './declared-rights.ts';
import { bounded, type InvalidField } from './errors.ts';
import { decodeId } from './global-id.ts';
import { connectionPage } from './connection-page.ts';
import { may } from './may.ts';
import { namedIds } from './named-ids.ts';
import { mayLoadNode, orNull, unlessMasked } from './node-field.ts';
import { rightsFirst } from './rights-first.ts';

type Types = {
  Context: RequestContext;
  PrismaTypes: PrismaTypes;
  DefaultFieldNullability: false;
  DefaultEdgesNullability: { list: false; items: false };
  DefaultNodeNullability: false;
  AuthScopes: { everybody: boolean; signedIn: boolean; permission: string; anyPermission: readonly string[] };
  Scalars: {
    ID: { Input: string; Output: string };
    DateTime: { Input: Date; Output: Date };
    Date: { Input: string; Output: string };
    EventCursor: { Input: string; Output: string };
  };
};

function capitalized(name: string) {
  return name.charAt(0).toUpperCase() + name.slice(1);
}

function invalidArguments(all: readonly InvalidField[]): GraphQLError {
  const fields = bounded(all);
  return new GraphQLError(fields.map(({ message }) => message).join(' · '), {
    extensions: { code: 'BAD_USER_INPUT', fields },
  });
}

export const builder = new SchemaBuilder<Types>({
  // Errors first: what the plugins after it refuse, a mutation answers as a typed member of its union.
  plugins: [
    rightsFirst,
    ErrorsPlugin,
    ScopeAuthPlugin,
    ValidationPlugin,
    ComplexityPlugin,
    RelayPlugin,
    PrismaPlugin,
    namedIds,
  ],
  defaultFieldNullability: false,
  errors: {
    directResult: true,
    defaultUnionOptions: { name: ({ fieldName }) => `${capitalized(fieldName)}Result` },
  },
  scopeAuth: {
    authorizeOnSubscribe: true,
    authScopes: (context) => ({
      everybody: true,
      signedIn: context.viewer !== null,
      permission: (permission) => may(context.viewer, permission),
      anyPermission: (permissions) => permissions.some((permission) => may(context.viewer, permission)),
    }),
    unauthorizedError: (_parent, context, info) => refusalFor(context.viewer, info),
  },
  validation: {
    validationError: ({ issues }) =>
      invalidArguments(
        issues.map(({ path, message }) => ({
          path: path?.map((step) => String(typeof step === 'object' ? step.key : step)).join('.') ?? '',
          message,
        })),
      ),
  },
  // What is too much is refused before anything runs (http/use-limits.ts): this would expand the fragments once more.
  complexity: { disabled: true },
  relay: {
    clientMutationId: 'omit',
    cursorType: 'String',
    edgesFieldOptions: { nullable: { list: false, items: false } },
    decodeGlobalID: decodeId,
    nodesQueryOptions: false,
    nodeQueryOptions: {
      description:
        'Anything with an id. Null for what does not exist, and for what is not the viewer’s to see: a User needs the right user:manage, a Notification notification:read, a Device and a DeviceDowntime device:read, all else but a Tenant calendar:read.',
      resolve: (_root, { id }, context, _info, resolveNode) =>
        mayLoadNode(context, id) ? unlessMasked(context, id.typename, orNull(resolveNode(id))) : null,
    },
  },
  prisma: {
    client: (context) => context.db.prisma,
    dmmf: getDatamodel(),
    maxConnectionSize: connectionPage.most,
    defaultConnectionSize: connectionPage.usual,
    onUnusedQuery: null,
  },
});

builder.queryType({});
builder.mutationType({});
builder.subscriptionType({});
