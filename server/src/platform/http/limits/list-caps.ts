import {
  type DocumentNode,
  type FragmentDefinitionNode,
  getNamedType,
  getNullableType,
  type GraphQLArgument,
  GraphQLError,
  type GraphQLInputField,
  type GraphQLInputType,
  type GraphQLNamedType,
  type GraphQLSchema,
  isInputObjectType,
  isInterfaceType,
  isListType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
  type ValueNode,
} from 'graphql';
import { limitExceeded } from './limits.ts';

/** A list that callers can fill, as the schema names it: `Query.calendar(roomIds:)`, `BookingFilter.roomIds`. */
export type ListPlace = { readonly place: string; readonly mostItems: number | null; readonly reason: string };

type Declared = Pick<GraphQLArgument | GraphQLInputField, 'type' | 'extensions'>;

function isList(type: GraphQLInputType): boolean {
  return isListType(getNullableType(type));
}
function capOf({ extensions }: Declared): number | null {
  return typeof extensions['mostItems'] === 'number' ? extensions['mostItems'] : null;
}

function reasonOf({ extensions }: Declared): string {
  return typeof extensions['reason'] === 'string' ? extensions['reason'] : '';
}

/** Every list of the schema that callers can fill, with its cap; null where none was declared. */
export function listPlaces(schema: GraphQLSchema): ListPlace[] {
  return Object.values(schema.getTypeMap())
    .filter(({ name }) => !name.startsWith('__'))
    .flatMap(placesOf)
    .filter(({ declared }) => isList(declared.type))
    .map(({ place, declared }) => ({ place, mostItems: capOf(declared), reason: reasonOf(declared) }));
}

function placesOf(type: GraphQLNamedType): { place: string; declared: Declared }[] {
  if (isInputObjectType(type))
    return Object.values(type.getFields()).map((declared) => ({ place: `${type.name}.${declared.name}`, declared }));
  if (!isObjectType(type) && !isInterfaceType(type)) return [];
  return Object.values(type.getFields()).flatMap((field) =>
    field.args.map((declared) => ({ place: `${type.name}.${field.name}(${declared.name}:)`, declared })),
  );
}

/** @throws naming every list that has no cap: the build fails, and no server starts */
export function mustCapLists(schema: GraphQLSchema): void {
  const uncapped = listPlaces(schema).filter(({ mostItems }) => mostItems === null);
  if (uncapped.length > 0)
    throw new Error(`These lists declare no cap (atMost): ${uncapped.map(({ place }) => place).join(', ')}.`);
}

/** A place where a document fills a list, or an input with lists inside; a fragment counts as often as it is spread. */
type Use = {
  readonly node: ValueNode;
  readonly type: GraphQLInputType;
  readonly place: string;
  readonly mostItems: number | null;
};

type OperationToCheck = {
  readonly schema: GraphQLSchema;
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
};
type Variables = Readonly<Record<string, unknown>>;

/**
 * Counts the items of lists in the variables as they came and in the document's text, before graphql reads any of them:
 * it takes a second over 20,000 ids that are invalid.
 */
export class ListCaps {
  readonly #uses = new WeakMap<OperationDefinitionNode, readonly Use[]>();
  readonly #listBearingTypes = new Map<GraphQLNamedType, boolean>();

  /**
   * Refuses the first list that is too long with all others of its name, or returns null. @param document measured, so
   * that expanding its fragments is bounded
   */
  refusal(target: OperationToCheck, variables: Variables, status?: number): GraphQLError | null {
    const uses = this.#uses.get(target.operation) ?? this.#usesOf(target);
    this.#uses.set(target.operation, uses);
    if (uses.length === 0) return null;
    const count = new ItemCount(target.operation, variables, (type) => this.#bearsLists(type));
    for (const use of uses) {
      count.ofNode(use.node, use);
      if (count.overlongList) return tooLong(count.overlongList, status);
    }
    return null;
  }

  #usesOf({ schema, document, operation }: OperationToCheck): Use[] {
    const fragments = new Map<string, FragmentDefinitionNode>();
    for (const definition of document.definitions)
      if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
    const uses: Use[] = [];
    const walk = ({ selections }: SelectionSetNode, type: GraphQLNamedType | undefined): void => {
      for (const selection of selections) {
        if (selection.kind === Kind.FRAGMENT_SPREAD) {
          const fragment = fragments.get(selection.name.value);
          if (fragment) walk(fragment.selectionSet, schema.getType(fragment.typeCondition.name.value));
        } else if (selection.kind === Kind.INLINE_FRAGMENT) {
          walk(
            selection.selectionSet,
            selection.typeCondition ? schema.getType(selection.typeCondition.name.value) : type,
          );
        } else if (isObjectType(type) || isInterfaceType(type)) {
          const field = type.getFields()[selection.name.value];
          for (const argument of selection.arguments ?? []) {
            const declared = field?.args.find(({ name }) => name === argument.name.value);
            if (declared && this.#bearsLists(declared.type))
              uses.push({
                node: argument.value,
                type: declared.type,
                place: `${type.name}.${field?.name}(${declared.name}:)`,
                mostItems: capOf(declared),
              });
          }
          if (field && selection.selectionSet) walk(selection.selectionSet, getNamedType(field.type));
        }
      }
    };
    walk(operation.selectionSet, schema.getRootType(operation.operation) ?? undefined);
    return uses;
  }

  #bearsLists(type: GraphQLInputType): boolean {
    if (isList(type)) return true;
    const namedType = getNamedType(type);
    if (!isInputObjectType(namedType)) return false;
    const cached = this.#listBearingTypes.get(namedType);
    if (cached !== undefined) return cached;
    // An input that contains itself is looked at once.
    this.#listBearingTypes.set(namedType, false);
    const bears = Object.values(namedType.getFields()).some((field) => this.#bearsLists(field.type));
    this.#listBearingTypes.set(namedType, bears);
    return bears;
  }
}

type Place = Pick<Use, 'type' | 'place' | 'mostItems'>;
type OverlongList = { readonly place: string; readonly mostItems: number };

/**
 * Counts the items of one operation. A value that does not have the shape of its type is left to graphql, which refuses
 * it at once.
 */
class ItemCount {
  /** The list that is too long, once one is; nothing is counted after it. */
  overlongList: OverlongList | null = null;
  readonly #counts = new Map<string, number>();
  readonly #operation: OperationDefinitionNode;
  readonly #variables: Variables;
  readonly #bearsLists: (type: GraphQLInputType) => boolean;

  constructor(
    operation: OperationDefinitionNode,
    variables: Variables,
    bearsLists: (type: GraphQLInputType) => boolean,
  ) {
    this.#operation = operation;
    this.#variables = variables;
    this.#bearsLists = bearsLists;
  }

  ofNode(node: ValueNode, at: Place): void {
    if (this.overlongList || node.kind === Kind.NULL) return;
    const type = getNullableType(at.type);
    if (node.kind === Kind.VARIABLE) {
      const name = node.name.value;
      if (Object.hasOwn(this.#variables, name)) return this.#ofValue(this.#variables[name], at);
      const usual = this.#operation.variableDefinitions?.find(
        ({ variable }) => variable.name.value === name,
      )?.defaultValue;
      if (usual) this.ofNode(usual, at);
    } else if (isListType(type)) {
      const items = node.kind === Kind.LIST ? node.values : [node];
      this.#add(items.length, at);
      if (this.#bearsLists(type.ofType)) for (const item of items) this.ofNode(item, { ...at, type: type.ofType });
    } else if (isInputObjectType(type) && node.kind === Kind.OBJECT) {
      for (const { name, value } of node.fields) {
        const field = type.getFields()[name.value];
        if (field && this.#bearsLists(field.type)) this.ofNode(value, placeOf(type.name, field));
      }
    }
  }

  #ofValue(value: unknown, at: Place): void {
    if (this.overlongList || value === null || value === undefined) return;
    const type = getNullableType(at.type);
    if (isListType(type)) {
      const items: readonly unknown[] = Array.isArray(value) ? value : [value];
      this.#add(items.length, at);
      if (this.#bearsLists(type.ofType)) for (const item of items) this.#ofValue(item, { ...at, type: type.ofType });
    } else if (isInputObjectType(type) && typeof value === 'object') {
      for (const field of Object.values(type.getFields())) {
        if (this.#bearsLists(field.type) && Object.hasOwn(value, field.name))
          this.#ofValue((value as Variables)[field.name], placeOf(type.name, field));
      }
    }
  }

  #add(items: number, { place, mostItems }: Place): void {
    const count = (this.#counts.get(place) ?? 0) + items;
    this.#counts.set(place, count);
    if (mostItems !== null && count > mostItems) this.overlongList ??= { place, mostItems };
  }
}

function placeOf(parent: string, field: GraphQLInputField): Place {
  return {
    type: field.type,
    place: `${parent}.${field.name}`,
    mostItems: capOf(field),
  };
}

function tooLong({ place, mostItems }: OverlongList, status: number | undefined): GraphQLError {
  return limitExceeded(
    'listItems',
    mostItems,
    `${place} takes at most ${mostItems} items in one operation, all its lists together. Ask in several steps.`,
    status,
    { argument: place },
  );
}
