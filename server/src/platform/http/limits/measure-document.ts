import {
  type DocumentNode,
  type FragmentDefinitionNode,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
  type Token,
} from 'graphql';

/**
 * How much a document is once its fragments stand where they are spread. Depth and aliases are those of its largest operation,
 * because one runs; what is validated adds up over all of them, because all are.
 */
export type Measures = { depth: number; aliases: number; tokens: number; directives: number; fields: number };

export type Measured = Measures & {
  /** The fragment that contains itself: such a document has no size. */
  readonly circular: string | null;
  /** Whether it asks what the schema is. */
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

function include(whole: Measures, part: Measures): void {
  const { depth, aliases } = whole;
  add(whole, part);
  whole.depth = Math.max(depth, part.depth);
  whole.aliases = Math.max(aliases, part.aliases);
}

/**
 * Each fragment is measured once, however often it is spread, so that one which doubles itself thirty times costs no more
 * than its text. Needs no schema, and bears documents that are not valid: it runs before anything else looks at them.
 */
export function measureDocument(document: DocumentNode): Measured {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of document.definitions)
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
  const countTokens = tokenCounter(document);
  const known = new Map<string, Measures>();
  const open = new Set<string>();
  let circular: string | null = null;
  let introspects = false;

  const ofFragment = (name: string): Measures => {
    const fragment = fragments.get(name);
    const before = known.get(name);
    if (before || !fragment) return before ?? nothing();
    if (open.has(name)) {
      circular = name;
      return nothing();
    }
    open.add(name);
    const sum = ofSelections(fragment.selectionSet);
    sum.directives += fragment.directives?.length ?? 0;
    sum.tokens += countTokens(fragment);
    open.delete(name);
    known.set(name, sum);
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

  const whole = nothing();
  for (const definition of document.definitions)
    if (definition.kind === Kind.OPERATION_DEFINITION) include(whole, ofOperation(definition));
  // What nothing spreads is validated all the same. How deep it stands, nobody knows.
  for (const name of fragments.keys()) if (!known.has(name)) include(whole, { ...ofFragment(name), depth: 0 });
  return { ...whole, circular, introspects };
}

export function isIntrospection(field: string): boolean {
  return field === '__schema' || field === '__type';
}

/** The tokens from the first to the last of a node: the parser left them in a chain. */
function tokenCounter({ loc }: DocumentNode) {
  const places = new Map<Token, number>();
  for (let token: Token | null = loc?.startToken ?? null; token !== null; token = token.next)
    if (token.kind !== 'Comment') places.set(token, places.size);
  return (node: OperationDefinitionNode | FragmentDefinitionNode): number =>
    node.loc ? (places.get(node.loc.endToken) ?? 0) - (places.get(node.loc.startToken) ?? 0) + 1 : 0;
}
