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

/** From whose purse a request is paid. */
export type Payer = {
  readonly name: string;
  /** The person behind it, or the network: both purses of a person have this in common. */
  readonly person: string;
  /** Who they are, at the beginning of a sentence. */
  readonly words: string;
};

/**
 * Sessions of one person are one payer, and so are their tokens and displays: signing in again brings no second purse, and
 * a tool that asks too much leaves its owner's screens alone. Who has not signed in pays as their network.
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

/** What else is asked from an address, and by whom, keeps nobody there from signing in. */
export function signInPayer({ origin }: Pick<RequestContext, 'origin'>): Payer {
  return ofNetwork('sign-in', origin, 'Those at your address who sign in');
}

function ofNetwork(purse: string, { address }: RequestContext['origin'], words: string): Payer {
  return {
    name: `${purse} ${networkOf(address)}`,
    person: networkOf(address),
    words,
  };
}

type Asked = {
  readonly schema: GraphQLSchema;
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
};

/** How many fields an operation has that only sign in or out, refresh, or set a password; null when it does anything else. */
export function signInSteps({ schema, document, operation }: Asked): number | null {
  if (operation.operation !== 'mutation') return null;
  const root = schema.getMutationType()?.getFields() ?? {};
  const fields = rootFields(document, operation.selectionSet);
  const isOpen = ({ name }: FieldNode): boolean => {
    const field = root[name.value];
    return field === undefined ? name.value === '__typename' : declaredRight(field) === 'everybody';
  };
  return fields.length > 0 && fields.every(isOpen) ? fields.length : null;
}

/** Whether something of an operation is for those alone who have signed in. */
export function needsSession({ schema, document, operation }: Asked): boolean {
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
        // Spread twice, its fields run once all the same.
        if (!fragment || spread.has(selection.name.value)) continue;
        spread.add(selection.name.value);
        walk(fragment.selectionSet);
      }
    }
  };
  walk(selections);
  return fields;
}
