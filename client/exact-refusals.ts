import {
  buildASTSchema,
  type DocumentNode,
  type FragmentDefinitionNode,
  type GraphQLCompositeType,
  type InlineFragmentNode,
  isAbstractType,
  Kind,
  type SelectionNode,
  TypeInfo,
  visit,
  visitWithTypeInfo,
} from 'graphql';

/**
 * Every mutation spreads the one fragment `Refused`, which has the fields of every refusal. The server counts what is asked for,
 * not what can be answered: all mutations together would cost 180,000 points instead of 55,000, and `endSession` 3,619
 * instead of 5. So this leaves each mutation the refusals that its own union has.
 */
export function exactRefusals<File extends { readonly document?: DocumentNode }>(given: {
  readonly documents: readonly File[];
  readonly schema: DocumentNode;
}): File[] {
  const { documents } = given;
  const schema = buildASTSchema(given.schema, { assumeValidSDL: true });
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const { document } of documents)
    for (const definition of document?.definitions ?? [])
      if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
  const refused = fragments.get('Refused');
  if (!refused) throw new Error('No document has the fragment Refused.');

  const isAnswer = (selection: SelectionNode, type: GraphQLCompositeType): boolean => {
    if (selection.kind === Kind.FIELD) return true;
    const condition =
      selection.kind === Kind.INLINE_FRAGMENT
        ? selection.typeCondition
        : fragments.get(selection.name.value)?.typeCondition;
    return isAbstractType(type) && schema.getPossibleTypes(type).some(({ name }) => name === condition?.name.value);
  };

  return documents.map((file) => {
    if (!file.document) return file;
    const types = new TypeInfo(schema);
    const spread = {
      FragmentSpread: ({ name }: { readonly name: { readonly value: string } }): InlineFragmentNode | undefined => {
        const type = types.getParentType();
        if (name.value !== 'Refused' || !type) return undefined;
        const selections = refused.selectionSet.selections.filter((selection) => isAnswer(selection, type));
        return {
          kind: Kind.INLINE_FRAGMENT,
          typeCondition: refused.typeCondition,
          selectionSet: { kind: Kind.SELECTION_SET, selections },
        };
      },
    };
    return { ...file, document: visit(file.document, visitWithTypeInfo(types, spread)) };
  });
}
