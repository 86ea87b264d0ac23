import {
  getNamedType,
  GraphQLError,
  type GraphQLField,
  isUnionType,
  type GraphQLResolveInfo,
  type GraphQLSchema,
} from 'graphql';
import type { Viewer } from './context.ts';
import { NotAllowedError } from './errors.ts';

/** What an operation requires of its caller, as its field declares it: rights of which one is enough, or a state. */
export type DeclaredRight = 'everybody' | 'signedIn' | readonly string[];

/** Null for a field that declares no right. */
export function declaredRight(field: GraphQLField<unknown, unknown>): DeclaredRight | null {
  const options = field.extensions['pothosOptions'] as { readonly authScopes?: AuthScopes } | undefined;
  return rightIn(options?.authScopes);
}

export type AuthScopes = {
  readonly everybody?: true;
  readonly signedIn?: true;
  readonly permission?: string;
  readonly anyPermission?: readonly string[];
};

export function rightIn(scopes: AuthScopes | undefined): DeclaredRight | null {
  if (scopes?.everybody) return 'everybody';
  if (scopes?.signedIn) return 'signedIn';
  return scopes?.anyPermission ?? (scopes?.permission === undefined ? null : [scopes.permission]);
}

/** Ends the description of an operation: what its caller needs. */
export function rightWords(right: DeclaredRight): string {
  if (right === 'everybody') return 'Open to everybody.';
  if (right === 'signedIn') return 'Needs no right but being signed in.';
  return right.length === 1 ? `Needs the right ${right[0]}.` : `Needs one of the rights ${right.join(', ')}.`;
}

// The relay plugin makes this one; it answers null to strangers (node-field.ts).
const answeredByNodeGuards = new Set(['Query.node']);

/** @throws naming every operation that forgot to say who may call it: the build fails, and no server starts */
export function mustDeclareRights(schema: GraphQLSchema): void {
  const silent = [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()].flatMap((type) =>
    Object.values(type?.getFields() ?? {})
      .filter((field) => declaredRight(field) === null && !answeredByNodeGuards.has(`${type?.name}.${field.name}`))
      .map((field) => `${type?.name}.${field.name}`),
  );
  if (silent.length > 0) throw new Error(`These operations declare no right (authScopes): ${silent.join(', ')}.`);
}

export function signInFirst(): GraphQLError {
  return new GraphQLError('Sign in first.', { extensions: { code: 'UNAUTHENTICATED' } });
}

/** A mutation answers with a typed member of its union; an operation without a union answers with a code. */
export function refusalFor(viewer: Viewer | null, { parentType, fieldName }: GraphQLResolveInfo): Error {
  const field = parentType.getFields()[fieldName];
  const right = field && declaredRight(field);
  const rights = Array.isArray(right) ? right.map(String) : ['session:use'];
  const [missingRight = ''] = rights;
  const message = `This needs ${rights.length > 1 ? `one of the permissions ${rights.join(', ')}` : `the permission ${missingRight}`}. Ask an administrator for it.`;
  // A plain answer to a stranger has no member of a union to say it with.
  const typed = parentType.name === 'Mutation' && (viewer !== null || isUnionType(getNamedType(field?.type)));
  if (typed)
    return viewer === null
      ? new NotAllowedError(missingRight, 'Sign in first.')
      : new NotAllowedError(missingRight, message);
  return viewer === null
    ? signInFirst()
    : new GraphQLError(message, { extensions: { code: 'FORBIDDEN', permission: missingRight } });
}
