import { isInterfaceType, type GraphQLSchema } from 'graphql';

/** A plugin of graphql-codegen: the refusals by name, for the cache, which knows no schema. */
export function plugin(schema: GraphQLSchema): string {
  const error = schema.getType('Error');
  if (!isInterfaceType(error)) throw new Error('The schema has no interface Error.');
  const names = schema.getPossibleTypes(error).map(({ name }) => name);
  return `/** Every refusal of the schema. */\nexport const errorTypes = ${JSON.stringify(names.toSorted())};\n`;
}
