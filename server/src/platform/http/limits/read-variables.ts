import { GraphQLError, type GraphQLSchema, getVariableValues, type OperationDefinitionNode } from 'graphql';

import type { LimitRow } from '../../limit-row.ts';

type Variables = Readonly<Record<string, unknown>>;
export type ReadVariables =
  | { readonly variables: Variables; readonly error?: undefined }
  | { readonly error: GraphQLError; readonly variables?: undefined };

const longest = { head: 200, tail: 300 };
const mostMembers = 100;

export const variableRows: readonly LimitRow[] = [
  {
    name: 'mostMembers',
    value: mostMembers,
    unit: 'fields of an object in the variables',
    reason: 'No input has more, and a fault in one that does is told by writing all of them out.',
  },
];

/**
 * Reads the variables by their types, or returns what is wrong with the first that does not match. It reports one
 * fault, and of a long value its beginning: each fault repeats the whole value, and fifty of them would answer a
 * megabyte with fifty.
 */
export function readVariables(
  schema: GraphQLSchema,
  operation: OperationDefinitionNode,
  rawVariables: Variables,
): ReadVariables {
  const crowdedVariable = (operation.variableDefinitions ?? [])
    .map(({ variable }) => variable.name.value)
    .find((name) => Object.hasOwn(rawVariables, name) && hasCrowdedObject(rawVariables[name]));
  if (crowdedVariable !== undefined) {
    return {
      error: new GraphQLError(
        `Variable "$${crowdedVariable}" got an object of more than ${mostMembers} fields, and no input has so many.`,
        { extensions: { code: 'BAD_USER_INPUT' } },
      ),
    };
  }
  const { coerced, errors } = getVariableValues(schema, operation.variableDefinitions ?? [], rawVariables, {
    maxErrors: 1,
  });
  const [first] = errors ?? [];
  if (first === undefined) return { variables: coerced ?? {} };
  return {
    error: new GraphQLError(shortened(first.message), {
      nodes: first.nodes ?? null,
      extensions: { code: 'BAD_USER_INPUT' },
    }),
  };
}

/** Searches without recursion: the sender decides how deep a value is. */
function hasCrowdedObject(value: unknown): boolean {
  const pending: unknown[] = [value];
  while (pending.length > 0) {
    const next = pending.pop();
    if (typeof next !== 'object' || next === null) continue;
    const inner: readonly unknown[] = Array.isArray(next) ? next : Object.values(next);
    if (!Array.isArray(next) && inner.length > mostMembers) return true;
    for (const one of inner) if (typeof one === 'object' && one !== null) pending.push(one);
  }
  return false;
}

/** The reason is at the end of the message, after the value. */
function shortened(message: string): string {
  return message.length <= longest.head + longest.tail
    ? message
    : `${message.slice(0, longest.head)} … ${message.slice(-longest.tail)}`;
}
