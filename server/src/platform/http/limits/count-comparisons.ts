import { type DocumentNode, type FieldNode, type FragmentDefinitionNode, Kind, type SelectionSetNode } from 'graphql';

type Fragments = ReadonlyMap<string, FragmentDefinitionNode>;

/**
 * Counts the pairs that graphql compares to check that fields of one name in one place of the answer agree: every two
 * fields of that name, and every two fragments that are spread there, whatever their types. It expands fragments where
 * they are spread, so the document must have been measured: it contains no circle, and no more fields than it may.
 */
export function countComparisons({ definitions }: DocumentNode): number {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of definitions)
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
  const spread = new Set<string>();
  let count = 0;
  for (const definition of definitions)
    if (definition.kind === Kind.OPERATION_DEFINITION)
      count += inOnePlace([definition.selectionSet], fragments, spread);
  // Fragments that nothing spreads are validated all the same.
  for (const [name, { selectionSet }] of fragments)
    if (!spread.has(name)) count += inOnePlace([selectionSet], fragments, spread);
  return count;
}

/** @param spread gathers the fragments that were met on the way */
function inOnePlace(sets: readonly SelectionSetNode[], fragments: Fragments, spread: Set<string>): number {
  const fields = new Map<string, FieldNode[]>();
  const spreads = new Set<string>();
  gather(sets, fragments, fields, spreads);
  for (const name of spreads) spread.add(name);
  let count = pairs(spreads.size);
  for (const nodes of fields.values())
    count +=
      pairs(nodes.length) +
      inOnePlace(
        nodes.flatMap((node) => node.selectionSet ?? []),
        fragments,
        spread,
      );
  return count;
}

function pairs(count: number): number {
  return (count * (count - 1)) / 2;
}

function gather(
  sets: readonly SelectionSetNode[],
  fragments: Fragments,
  fields: Map<string, FieldNode[]>,
  spreads: Set<string>,
): void {
  for (const { selections } of sets) {
    for (const selection of selections) {
      if (selection.kind === Kind.FIELD) {
        const name = (selection.alias ?? selection.name).value;
        const nodes = fields.get(name);
        if (nodes) nodes.push(selection);
        else fields.set(name, [selection]);
      } else if (selection.kind === Kind.INLINE_FRAGMENT) {
        gather([selection.selectionSet], fragments, fields, spreads);
      } else {
        spreads.add(selection.name.value);
        const fragment = fragments.get(selection.name.value);
        if (fragment) gather([fragment.selectionSet], fragments, fields, spreads);
      }
    }
  }
}
