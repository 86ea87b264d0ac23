import {
  type DocumentNode,
  type FragmentDefinitionNode,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
  type Token,
} from 'graphql';

/**
 * The size of a document once its fragments are expanded where they are spread. Depth and aliases are those of its
 * largest operation, because one runs; the rest adds up over all operations, because all are validated.
 */
export type Measures = { depth: number; aliases: number; tokens: number; directives: number; fields: number };

export type MeasuredDocument = Measures & {
  /** The fragment that contains itself: such a document has no size. */
  readonly circular: string | null;
  /** Whether it asks for the schema. */
  readonly introspects: boolean;
};

function nothing(): Measures {
  return { depth: 0, aliases: 0, tokens: 0, directives: 0, fields: 0 };
}

function add(sum: Measures, part: Measures, deeper = 0): void {
  sum.depth = Math.max(sum.depth, part.depth + deeper);
  sum.aliases += part.aliases;
  sum.tokens += part.tokens;
  sum.directives += part.directives;
  sum.fields += part.fields;
}

function include(total: Measures, part: Measures): void {
  const { depth, aliases } = total;
  add(total, part);
  total.depth = Math.max(depth, part.depth);
  total.aliases = Math.max(aliases, part.aliases);
}

/**
 * Measures each fragment once, however often it is spread, so that one which doubles itself thirty times costs no more
 * than its text. It needs no schema, and accepts invalid documents: it runs before anything else looks at them.
 */
export function measureDocument(document: DocumentNode): MeasuredDocument {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of document.definitions)
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
  const countTokens = tokenCounter(document);
  const fragmentMeasures = new Map<string, Measures>();
  const fragmentsUnderWay = new Set<string>();
  let circular: string | null = null;
  let introspects = false;

  const ofFragment = (name: string): Measures => {
    const fragment = fragments.get(name);
    const knownMeasures = fragmentMeasures.get(name);
    if (knownMeasures || !fragment) return knownMeasures ?? nothing();
    if (fragmentsUnderWay.has(name)) {
      circular = name;
      return nothing();
    }
    fragmentsUnderWay.add(name);
    const sum = ofSelections(fragment.selectionSet);
    sum.directives += fragment.directives?.length ?? 0;
    sum.tokens += countTokens(fragment);
    fragmentsUnderWay.delete(name);
    fragmentMeasures.set(name, sum);
    return sum;
  };

  // Tokens of what is written inside are counted with the definition around it; only fragments add theirs.
  const ofSelections = ({ selections }: SelectionSetNode): Measures => {
    const sum = nothing();
    for (const selection of selections) {
      sum.directives += selection.directives?.length ?? 0;
      if (selection.kind === Kind.FRAGMENT_SPREAD) add(sum, ofFragment(selection.name.value));
      else if (selection.kind === Kind.INLINE_FRAGMENT) add(sum, ofSelections(selection.selectionSet));
      else {
        const inside = selection.selectionSet ? ofSelections(selection.selectionSet) : nothing();
        // What a schema says of itself is deep by nature, and no row is read for it: graphql bounds its lists.
        if (isIntrospection(selection.name.value)) {
          introspects = true;
          inside.depth = 0;
        }
        add(sum, inside, 1);
        sum.fields += 1;
        if (selection.alias) sum.aliases += 1;
      }
    }
    return sum;
  };

  const ofOperation = (operation: OperationDefinitionNode): Measures => {
    const sum = ofSelections(operation.selectionSet);
    sum.tokens += countTokens(operation);
    for (const node of [operation, ...(operation.variableDefinitions ?? [])])
      sum.directives += node.directives?.length ?? 0;
    return sum;
  };

  const total = nothing();
  for (const definition of document.definitions)
    if (definition.kind === Kind.OPERATION_DEFINITION) include(total, ofOperation(definition));
  // Fragments that nothing spreads are validated all the same. Their depth is unknown.
  for (const name of fragments.keys())
    if (!fragmentMeasures.has(name)) include(total, { ...ofFragment(name), depth: 0 });
  return { ...total, circular, introspects };
}

export function isIntrospection(field: string): boolean {
  return field === '__schema' || field === '__type';
}

/** Counts the tokens from the first to the last of a node: the parser left them in a chain. */
function tokenCounter({ loc }: DocumentNode) {
  const places = new Map<Token, number>();
  for (let token: Token | null = loc?.startToken ?? null; token !== null; token = token.next)
    if (token.kind !== 'Comment') places.set(token, places.size);
  return (node: OperationDefinitionNode | FragmentDefinitionNode): number =>
    node.loc ? (places.get(node.loc.endToken) ?? 0) - (places.get(node.loc.startToken) ?? 0) + 1 : 0;
}
