import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isObjectType } from 'graphql';
import { describe, expect, it } from 'vitest';
import { schema } from '../src/schema.ts';

const readme = readFileSync(join(import.meta.dirname, '../../README.md'), 'utf8');

/** The names in the first column of the table that begins with this heading. */
function firstColumn(heading: string): string[] {
  const [, table = ''] = readme.split(`| ${heading} |`);
  const rows = table.split('\n').slice(2);
  const end = rows.findIndex((row) => !row.startsWith('|'));
  return rows
    .slice(0, end)
    .flatMap((row) => [...(row.split('|')[1] ?? '').matchAll(/`([^`]+)`/g)].map(([, name = '']) => name));
}

describe('the README', () => {
  it('says of each operation on which page it is found, and names none that is not there', () => {
    const operations = [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()].flatMap((type) =>
      Object.keys(type?.getFields() ?? {}),
    );
    const named = firstColumn('operation | where').filter((name) => !name.includes('.'));
    expect(named.toSorted()).toEqual(operations.toSorted());
  });

  it('says of each refusal what to do about it', () => {
    const errors = Object.values(schema.getTypeMap())
      .filter((type) => isObjectType(type) && type.getInterfaces().some(({ name }) => name === 'Error'))
      .map(({ name }) => name);
    expect(firstColumn('refusal | what to do').toSorted()).toEqual(errors.toSorted());
  });
});
