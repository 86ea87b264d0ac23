import { type GraphQLResolveInfo, Kind, type SelectionSetNode } from 'graphql';

/** Whether the selection below a field contains a field of this name, under any alias and in any fragment. */
export function asksFor(
  { fieldNodes, fragments }: Pick<GraphQLResolveInfo, 'fieldNodes' | 'fragments'>,
  name: string,
): boolean {
  const hasField = (selections: SelectionSetNode | undefined): boolean =>
    selections?.selections.some((one) => {
      if (one.kind === Kind.FIELD) return one.name.value === name;
      return hasField(one.kind === Kind.INLINE_FRAGMENT ? one.selectionSet : fragments[one.name.value]?.selectionSet);
    }) ?? false;
  return fieldNodes.some(({ selectionSet }) => hasField(selectionSet));
}
