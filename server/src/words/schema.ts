import {
  type GraphQLNamedType,
  type GraphQLSchema,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
} from 'graphql';
import { fieldWords } from './field-words.ts';
import { inputWords } from './input-words.ts';
import { typeWords, valueWords } from './type-words.ts';

type Words = Readonly<Record<string, string>>;
type Described = { description?: string | null | undefined };

/** A part of the schema by its place, and the words for its place or, where they are the same wherever it is, for its name. */
export type SchemaPart = { readonly place: string; readonly element: Described; readonly words: string | undefined };

function wordsFor(words: Words, owner: string, name: string): string | undefined {
  return words[`${owner}.${name}`] ?? words[name];
}

function partsOf(type: GraphQLNamedType): SchemaPart[] {
  const parts: SchemaPart[] = [];
  const add = (words: Words, owner: string, name: string, element: Described, place = `${owner}.${name}`) =>
    parts.push({ place, element, words: wordsFor(words, owner, name) });
  const isRoot = ['Query', 'Mutation', 'Subscription'].includes(type.name);
  if (isObjectType(type) || isInterfaceType(type) || isInputObjectType(type) || isEnumType(type)) {
    if (!isRoot)
      parts.push({ place: type.name, element: type, words: typeWords[type.name] ?? payloadWords(type.name) });
  }
  if (isInputObjectType(type))
    for (const field of Object.values(type.getFields())) add(inputWords, type.name, field.name, field);
  if (isEnumType(type)) for (const value of type.getValues()) add(valueWords, type.name, value.name, value);
  if (isObjectType(type) || isInterfaceType(type)) {
    for (const field of Object.values(type.getFields())) {
      add(fieldWords, type.name, field.name, field);
      for (const arg of field.args)
        add(inputWords, field.name, arg.name, arg, `${type.name}.${field.name}(${arg.name}:)`);
    }
  }
  return parts;
}

function payloadWords(typeName: string): string | undefined {
  if (typeName.endsWith('Connection')) return 'A page of a list, after the Relay specification of connections.';
  if (typeName.endsWith('Edge')) return 'One row of a page, and where it stands in the list.';
  return typeName.endsWith('Payload')
    ? 'The answer where it was done. A refusal is another member of the union; nothing was changed then.'
    : undefined;
}

/** Every part of a schema that takes a description. */
export function schemaParts(schema: GraphQLSchema): SchemaPart[] {
  return Object.values(schema.getTypeMap())
    .filter(({ name }) => !name.startsWith('__'))
    .flatMap(partsOf);
}

/** Gives what its feature did not describe the words of its name: most names mean the same wherever they stand. */
export function describeSchema(schema: GraphQLSchema): void {
  for (const { element, words } of schemaParts(schema)) if (words !== undefined) element.description ||= words;
}
