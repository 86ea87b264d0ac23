import {
  buildSchema,
  getNamedType,
  isObjectType,
  Kind,
  TypeInfo,
  visit,
  visitWithTypeInfo,
  type DocumentNode,
  type SelectionSetNode,
} from 'graphql';
import { describe, expect, it } from 'vitest';
import schemaText from '../../../schema.graphql?raw';
import * as generated from '../graphql/generated/graphql.ts';
import { cacheConfig } from './cache.ts';

const schema = buildSchema(schemaText);
const documents = Object.entries(generated as Record<string, unknown>).filter(([name]) =>
  name.endsWith('Document'),
) as readonly [string, DocumentNode][];

function fieldsIn({ selections }: SelectionSetNode, document: DocumentNode): readonly string[] {
  return selections.flatMap((selection) => {
    if (selection.kind === Kind.FIELD) return selection.alias ? [] : [selection.name.value];
    if (selection.kind === Kind.INLINE_FRAGMENT) return fieldsIn(selection.selectionSet, document);
    const fragment = document.definitions.find(
      (node) => node.kind === Kind.FRAGMENT_DEFINITION && node.name.value === selection.name.value,
    );
    return fragment?.kind === Kind.FRAGMENT_DEFINITION ? fieldsIn(fragment.selectionSet, document) : [];
  });
}

describe('the cache', () => {
  it('can tell apart whatever has an id, for each document asks for it', () => {
    expect(documents.length).toBeGreaterThan(50);
    const missing: string[] = [];
    for (const [name, document] of documents) {
      const info = new TypeInfo(schema);
      visit(
        document,
        visitWithTypeInfo(info, {
          Field: ({ name: field, selectionSet }) => {
            const type = getNamedType(info.getType());
            if (!selectionSet || !isObjectType(type) || !type.getFields()['id'] || cacheConfig.keys?.[type.name])
              return;
            if (!fieldsIn(selectionSet, document).includes('id'))
              missing.push(`${name} ${type.name} at ${field.value}`);
          },
        }),
      );
    }
    expect(missing).toEqual([]);
  });

  it('knows each refusal of the schema by name', () => {
    const error = schema.getType('Error');
    const names = Object.values(schema.getTypeMap()).filter(
      (type) => isObjectType(type) && type.getInterfaces().some((one) => one === error),
    );
    expect(cacheConfig.possibleTypes?.['Error']?.toSorted()).toEqual(names.map(({ name }) => name).toSorted());
  });
});
