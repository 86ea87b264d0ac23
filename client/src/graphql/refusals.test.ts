import {
  buildSchema,
  type DocumentNode,
  getNamedType,
  isInterfaceType,
  isUnionType,
  Kind,
  type SelectionSetNode,
} from 'graphql';
import { expect, test } from 'vitest';
import text from '../../../schema.graphql?raw';
import * as generated from './generated/graphql.ts';

const schema = buildSchema(text);
const errorInterface = schema.getType('Error');
const errors = isInterfaceType(errorInterface) ? schema.getPossibleTypes(errorInterface).map(({ name }) => name) : [];

/** The refusals of each mutation: those that it can answer with, and those whose fields it asks for. */
function mutations() {
  const documents = Object.values(generated as unknown as Record<string, DocumentNode>);
  return documents.flatMap(({ definitions }) => {
    const [operation] = definitions.filter((definition) => definition.kind === Kind.OPERATION_DEFINITION);
    const field = operation?.selectionSet.selections.find((selection) => selection.kind === Kind.FIELD);
    const answer = schema.getMutationType()?.getFields()[field?.name.value ?? '']?.type;
    const union = answer && getNamedType(answer);
    if (operation?.operation !== 'mutation' || !field?.selectionSet || !isUnionType(union)) return [];
    const conditions = new Map<string, string>();
    for (const definition of definitions)
      if (definition.kind === Kind.FRAGMENT_DEFINITION)
        conditions.set(definition.name.value, definition.typeCondition.name.value);
    return {
      name: operation.name?.value,
      possible: union.getTypes().map(({ name }) => name),
      asked: conditionsIn(field.selectionSet, conditions),
    };
  });
}

function conditionsIn({ selections }: SelectionSetNode, fragments: ReadonlyMap<string, string>): string[] {
  return selections.flatMap((selection) => {
    if (selection.kind === Kind.FRAGMENT_SPREAD) return fragments.get(selection.name.value) ?? [];
    if (selection.kind !== Kind.INLINE_FRAGMENT) return [];
    return [selection.typeCondition?.name.value ?? '', ...conditionsIn(selection.selectionSet, fragments)];
  });
}

test('each mutation asks why it was refused, and for no refusal that it cannot have', () => {
  expect(mutations().length).toBeGreaterThan(40);
  for (const { name, possible, asked } of mutations()) {
    expect(asked, name).toContain('Error');
    expect(
      asked.filter((type) => errors.includes(type) && !possible.includes(type)),
      name,
    ).toEqual([]);
  }
});
