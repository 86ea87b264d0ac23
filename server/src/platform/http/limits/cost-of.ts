import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  getArgumentValues,
  getNamedType,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLObjectType,
  type GraphQLSchema,
  isInterfaceType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';
import { connectionPage } from '../../connection-page.ts';
import { declaredRight } from '../../declared-rights.ts';
import { isIntrospection } from './measure-document.ts';

type OperationToPrice = {
  readonly schema: GraphQLSchema;
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
  /** As graphql has read them. */
  readonly variables: Readonly<Record<string, unknown>>;
  /**
   * Whether the caller is signed in. A field that needs a session is refused to others before anything inside it runs,
   * and costs one.
   */
  readonly signedIn?: boolean;
};

const introspectionCost = 500;
const unboundedList = 10;
const worst = { field: 1, multiplier: 1_000 };

/**
 * What an operation may cost at most: one for each field, times the rows of the lists around it. A connection counts as
 * many rows as are requested; other lists count ten, or what their field declares as its `complexity`.
 */
export function costOf({ schema, document, operation, variables, signedIn = true }: OperationToPrice): number {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of document.definitions)
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
  const fragmentCosts = new Map<string, number>();
  const root = schema.getRootType(operation.operation) ?? undefined;

  const ofFragment = (name: string): number => {
    const knownCost = fragmentCosts.get(name);
    const fragment = fragments.get(name);
    if (knownCost !== undefined || !fragment) return knownCost ?? 0;
    const cost = ofSelections(fragment.selectionSet, schema.getType(fragment.typeCondition.name.value));
    fragmentCosts.set(name, cost);
    return cost;
  };

  const ofField = (node: FieldNode, type: GraphQLNamedType | undefined): number => {
    if (isIntrospection(node.name.value)) return introspectionCost;
    const field = isObjectType(type) || isInterfaceType(type) ? type.getFields()[node.name.value] : undefined;
    if (!field) return 0;
    if (!signedIn && type === root && declaredRight(field) !== 'everybody') return 1;
    const inside = node.selectionSet ? ofSelections(node.selectionSet, getNamedType(field.type)) : 0;
    const { field: fieldCost, multiplier } = weightOf(
      type as GraphQLObjectType,
      field,
      argumentsOf(field, node, variables),
    );
    return fieldCost + multiplier * inside;
  };

  const ofSelections = ({ selections }: SelectionSetNode, type: GraphQLNamedType | undefined): number => {
    let cost = 0;
    for (const selection of selections) {
      if (selection.kind === Kind.FRAGMENT_SPREAD) cost += ofFragment(selection.name.value);
      else if (selection.kind === Kind.FIELD) cost += ofField(selection, type);
      else
        cost += ofSelections(
          selection.selectionSet,
          selection.typeCondition ? schema.getType(selection.typeCondition.name.value) : type,
        );
    }
    return cost;
  };

  return Math.ceil(ofSelections(operation.selectionSet, root));
}

type Arguments = Readonly<Record<string, unknown>>;
type Weight = { readonly field: number; readonly multiplier: number };
type Declared = number | Partial<Weight> | ((args: Arguments) => number | Partial<Weight>);

/** Null for arguments that cannot be read: that does not make them cheap. */
function argumentsOf(field: GraphQLField<unknown, unknown>, node: FieldNode, variables: Arguments): Arguments | null {
  try {
    return getArgumentValues(field, node, variables);
  } catch {
    return null;
  }
}

function weightOf(parent: GraphQLObjectType, field: GraphQLField<unknown, unknown>, args: Arguments | null): Weight {
  if (args === null) return worst;
  if (isConnection(getNamedType(field.type))) return { field: 1, multiplier: pageOf(args) };
  const declared = field.extensions['complexity'] as Declared | undefined;
  // The connection around it has counted the rows already.
  if (isConnection(parent)) return { field: typeof declared === 'number' ? declared : 1, multiplier: 1 };
  const weight = typeof declared === 'function' ? declared(args) : (declared ?? 1);
  const { field: fieldCost = 1, multiplier } =
    typeof weight === 'number' ? { field: weight, multiplier: undefined } : weight;
  const rows = multiplier ?? (String(field.type).includes('[') ? unboundedList : 1);
  // What a caller writes as `first: -1000` must not pay for the rest.
  return { field: fieldCost, multiplier: rows >= 1 ? Math.min(rows, worst.multiplier) : 1 };
}

function isConnection(type: GraphQLNamedType): boolean {
  return isObjectType(type) && 'edges' in type.getFields() && 'pageInfo' in type.getFields();
}

function pageOf({ first, last }: Arguments): number {
  const requestedRows = [first, last].find((count) => typeof count === 'number');
  return Math.min(
    Math.max(typeof requestedRows === 'number' ? requestedRows : connectionPage.usual, 1),
    connectionPage.most,
  );
}
