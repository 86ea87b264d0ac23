import { type GraphQLResolveInfo, Kind, type SelectionSetNode } from 'graphql';

/** Whether what is asked for below a field has one of this name, under whichever alias and in whichever fragment. */
export function asksFor(
  { fieldNodes, fragments }: Pick<GraphQLResolveInfo, 'fieldNodes' | 'fragments'>,
  name: string,
): boolean {
  const within = (selections: SelectionSetNode | undefined): boolean =>
    selections?.selections.some((one) => {
      if (one.kind === Kind.FIELD) return one.name.value === name;
      return within(one.kind === Kind.INLINE_FRAGMENT ? one.selectionSet : fragments[one.name.value]?.selectionSet);
    }) ?? false;
  return fieldNodes.some(({ selectionSet }) => within(selectionSet));
}
