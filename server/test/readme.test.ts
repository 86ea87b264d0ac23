import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { isObjectType } from 'graphql';
import { describe, expect, it } from 'vitest';
import { schema } from '../src/schema.ts';
import { firstColumn, readPage, repository } from './pages.ts';

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

describe('docs/operators.md', () => {
  type Package = { readonly license?: string; readonly dev?: boolean; readonly dependencies?: Record<string, string> };
  const { packages } = JSON.parse(readPage('package-lock.json')) as { packages: Record<string, Package> };
  const [, section = ''] = readPage('docs/operators.md').split('## Licences');

  it('names the licence of each package that it needs to run, as the package itself has it', () => {
    const table = Object.fromEntries(
      [...section.matchAll(/^\| ([\w.-]+) \| (`.+`) \|$/gm)].flatMap(([, licence, names = '']) =>
        [...names.matchAll(/`([^`]+)`/g)].map(([, name = '']) => [name, licence]),
      ),
    );
    const needed = Object.keys(packages['']?.dependencies ?? {});
    const installed = needed.map((name) => {
      const { license } = JSON.parse(readPage(`node_modules/${name}/package.json`)) as { license: string };
      return [name, license];
    });
    expect(table).toEqual(Object.fromEntries(installed));
  });

  it('names every licence under which anything is installed', () => {
    const licences = Object.values(packages).flatMap(({ license, dev }) => (dev || !license ? [] : [license]));
    for (const licence of new Set(licences)) expect(section, licence).toContain(licence);
  });

  it.each([
    ['MIT', /Permission is hereby granted, free of charge/],
    ['MIT-0', /Permission is hereby granted, free of charge(?![\s\S]*shall be included)/],
    ['ISC', /Permission to use, copy, modify, and\/or distribute/],
    ['BSD-3-Clause', /Neither the name|Redistributions in binary form/i],
    ['Apache-2.0', /Apache License/],
  ])('and what is under %s says so in its licence file', (licence, words) => {
    const names = Object.keys(packages['']?.dependencies ?? {}).filter(
      (name) => packages[`node_modules/${name}`]?.license === licence,
    );
    const texts = names.flatMap((name) => {
      const file = readdirSync(join(repository, 'node_modules', name)).find((one) => /^licen[cs]e/i.test(one));
      return file === undefined ? [] : [[name, readPage(`node_modules/${name}/${file}`)] as const];
    });
    expect(texts.length).toBeGreaterThan(0);
    for (const [name, text] of texts) expect(text.replaceAll(/\s+/g, ' '), name).toMatch(words);
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
