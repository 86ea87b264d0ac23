import { isObjectType } from 'graphql';
import { describe, expect, it } from 'vitest';
import { schema } from '../src/schema.ts';
import { firstColumn, readPage } from './pages.ts';

describe('the README', () => {
  const readme = readPage('README.md');

  it('is short: 8,000 bytes at most', () => {
    expect(Buffer.byteLength(readme)).toBeLessThanOrEqual(8_000);
  });

  it('has the two commands, one picture, and says where it was not tried', () => {
    expect([...readme.matchAll(/^```sh\n(.+)\n```$/gm)].map(([, line]) => line)).toEqual([
      'npm install && npm start',
      'npm install && npm test',
    ]);
    expect([...readme.matchAll(/!\[/g)]).toHaveLength(1);
    expect(readme).toContain('macOS and Windows (WSL) were not tried.');
  });
});

describe('docs/integrators.md', () => {
  const integrators = readPage('docs/integrators.md');

  it('says of each operation on which page it is found, and names none that is not there', () => {
    const operations = [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()].flatMap((type) =>
      Object.keys(type?.getFields() ?? {}),
    );
    const named = firstColumn(integrators, 'operation | where').filter((name) => !name.includes('.'));
    expect(named.toSorted()).toEqual(operations.toSorted());
  });

  it('says of each refusal what to do about it', () => {
    const errors = Object.values(schema.getTypeMap())
      .filter((type) => isObjectType(type) && type.getInterfaces().some(({ name }) => name === 'Error'))
      .map(({ name }) => name);
    expect(firstColumn(integrators, 'refusal | what to do').toSorted()).toEqual(errors.toSorted());
  });
});
