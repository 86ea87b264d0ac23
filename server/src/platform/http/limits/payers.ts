import type {
  DocumentNode,
  FieldNode,
  FragmentDefinitionNode,
  GraphQLField,
  GraphQLSchema,
  OperationDefinitionNode,
  SelectionSetNode,
} from 'graphql';
import { Kind } from 'graphql';
import type { RequestContext, Viewer } from '../../context.ts';
import { declaredRight } from '../../declared-rights.ts';
import { networkOf } from '../network-of.ts';

/** Whose budget a request is charged to. */
export type Payer = {
  readonly name: string;
  /** The person behind it, or the network: both budgets of a person have this in common. */
  readonly person: string;
  /** A description of the payer, for the beginning of a sentence. */
  readonly words: string;
};

/**
 * Sessions of one person are one payer, and so are their tokens and displays: signing in again brings no second budget,
 * and a tool that asks too much leaves its owner's screens alone. Callers who are not signed in share the budget of
 * their network.
 */
export function payerOf({
  viewer,
  origin,
}: { readonly viewer: Pick<Viewer, 'userId' | 'via'> | null } & Pick<RequestContext, 'origin'>): Payer {
  if (viewer === null) return ofNetwork('network', origin, 'Those at your address who are not signed in');
  const person = viewer.userId;
  return viewer.via.kind === 'session'
    ? { name: `screens ${person}`, person, words: 'All your screens together' }
    : { name: `tools ${person}`, person, words: 'All tokens and displays of your account together' };
}

/** Other requests from an address, and other callers there, keep nobody from signing in: it has its own budget. */
export function signInPayer({ origin }: Pick<RequestContext, 'origin'>): Payer {
  return ofNetwork('sign-in', origin, 'Those at your address who sign in');
}

function ofNetwork(budgetName: string, { address }: RequestContext['origin'], words: string): Payer {
  return {
    name: `${budgetName} ${networkOf(address)}`,
    person: networkOf(address),
    words,
  };
}

type OperationToCheck = {
  readonly schema: GraphQLSchema;
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
};

/**
 * How many fields an operation has that only sign in or out, refresh, or set a password; null when it does anything
 * else.
 */
export function signInSteps({ schema, document, operation }: OperationToCheck): number | null {
  if (operation.operation !== 'mutation') return null;
  const root = schema.getMutationType()?.getFields() ?? {};
  const fields = rootFields(document, operation.selectionSet);
  const isOpen = ({ name }: FieldNode): boolean => {
    const field = root[name.value];
    return field === undefined ? name.value === '__typename' : declaredRight(field) === 'everybody';
  };
  return fields.length > 0 && fields.every(isOpen) ? fields.length : null;
}

/** Whether some part of an operation is only for users who are signed in. */
export function needsSession({ schema, document, operation }: OperationToCheck): boolean {
  const root = schema.getRootType(operation.operation)?.getFields() ?? {};
  return rootFields(document, operation.selectionSet).some(
    ({ name }) =>
      root[name.value] !== undefined &&
      declaredRight(root[name.value] as GraphQLField<unknown, unknown>) !== 'everybody',
  );
}

function rootFields(document: DocumentNode, selections: SelectionSetNode): FieldNode[] {
  const fragments = new Map(
    document.definitions
      .filter((definition): definition is FragmentDefinitionNode => definition.kind === Kind.FRAGMENT_DEFINITION)
      .map((fragment) => [fragment.name.value, fragment]),
  );
  const spread = new Set<string>();
  const fields: FieldNode[] = [];
  const walk = (set: SelectionSetNode): void => {
    for (const selection of set.selections) {
      if (selection.kind === Kind.FIELD) fields.push(selection);
      else if (selection.kind === Kind.INLINE_FRAGMENT) walk(selection.selectionSet);
      else {
        const fragment = fragments.get(selection.name.value);
        // A fragment that is spread twice runs its fields only once.
        if (!fragment || spread.has(selection.name.value)) continue;
        spread.add(selection.name.value);
        walk(fragment.selectionSet);
      }
    }
  };
  walk(selections);
  return fields;
}
