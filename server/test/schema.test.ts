import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  buildSchema,
  findBreakingChanges,
  GraphQLBoolean,
  GraphQLObjectType,
  GraphQLSchema,
  isObjectType,
  printSchema,
} from 'graphql';
import { describe, expect, it } from 'vitest';
import { mustDeclareRights } from '../src/platform/declared-rights.ts';
import { schema } from '../src/schema.ts';

const root = join(import.meta.dirname, '../..');
const committed = readFileSync(join(root, 'schema.graphql'), 'utf8');
const contract = readFileSync(join(import.meta.dirname, 'contract.graphql'), 'utf8');

describe('schema.graphql', () => {
  it('is what the code says: npm run codegen prints it anew', () => {
    expect(committed).toBe(`${printSchema(schema)}\n`);
  });

  it('keeps every name, argument and nullability that others count on', () => {
    expect(findBreakingChanges(buildSchema(contract), buildSchema(committed))).toEqual([]);
  });

  it('describes every operation for strangers', () => {
    const silent = [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()].flatMap((type) =>
      Object.values(type?.getFields() ?? {})
        .filter((field) => !field.description)
        .map((field) => field.name),
    );
    expect(silent).toEqual([]);
  });

  it('gives back every refusal with a message', () => {
    const errors = Object.values(schema.getTypeMap()).filter(
      (type) => type.name.endsWith('Error') && type.name !== 'Error',
    );
    expect(errors.length).toBeGreaterThan(7);
    for (const type of errors)
      expect(isObjectType(type) && type.getInterfaces().map((face) => face.name)).toContain('Error');
  });

  it('is not built where an operation forgot to declare who may call it', () => {
    const open = { type: GraphQLBoolean, extensions: { pothosOptions: { authScopes: { everybody: true } } } };
    const typeOf = (name: string, fields: Record<string, object>) =>
      new GraphQLObjectType({ name, fields: fields as { [name: string]: typeof open } });
    const withMutation = (fields: Record<string, object>) =>
      new GraphQLSchema({ query: typeOf('Query', { viewer: open }), mutation: typeOf('Mutation', fields) });
    expect(() => mustDeclareRights(withMutation({ signOut: open }))).not.toThrow();
    expect(() => mustDeclareRights(withMutation({ signOut: open, wipe: { type: GraphQLBoolean } }))).toThrow(
      'Mutation.wipe',
    );
    expect(() =>
      mustDeclareRights(
        withMutation({ wipe: { type: GraphQLBoolean, extensions: { pothosOptions: { authScopes: {} } } } }),
      ),
    ).toThrow('Mutation.wipe');
  });
});
