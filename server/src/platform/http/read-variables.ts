import { GraphQLError, type GraphQLSchema, getVariableValues, type OperationDefinitionNode } from 'graphql';

type Variables = Readonly<Record<string, unknown>>;
export type ReadVariables = { readonly variables: Variables; readonly error?: undefined } | { readonly error: GraphQLError; readonly variables?: undefined };

const longest = { head: 200, tail: 300 };

/**
 * Variables as their types say, or what is wrong with the first that is not. One fault is told, and of a long value its
 * beginning: each fault repeats the whole value, and fifty of them would answer a megabyte with fifty.
 */
export const readVariables = (schema: GraphQLSchema, operation: OperationDefinitionNode, given: Variables): ReadVariables => {
  const { coerced, errors } = getVariableValues(schema, operation.variableDefinitions ?? [], given, { maxErrors: 1 });
  const [first] = errors ?? [];
  if (first === undefined) return { variables: coerced ?? {} };
  return { error: new GraphQLError(shortened(first.message), { nodes: first.nodes ?? null, extensions: { code: 'BAD_USER_INPUT' } }) };
};

/** What is wrong stands at the end, behind the value. */
const shortened = (message: string): string =>
  message.length <= longest.head + longest.tail ? message : `${message.slice(0, longest.head)} … ${message.slice(-longest.tail)}`;
