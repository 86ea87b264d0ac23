import { readFileSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { buildSchema, parse, validate } from 'graphql';
import { describe, expect, it } from 'vitest';
import { anchorOf, brokenLinks, filesBelow, headingsOf, lostCitations, readPage, repository } from './pages.ts';

const files = filesBelow();
const pages = files.filter((path) => path.endsWith('.md'));
const pictures = files.filter((path) => path.startsWith('docs/pictures/'));

describe('the pages', () => {
  it.each(pages)('%s: every link leads to a file and a heading that are there', (path) => {
    expect(brokenLinks(path)).toEqual([]);
  });

  it('are all reached from the README', () => {
    const reached = new Set(['README.md']);
    for (const path of reached) {
      const folder = path.split('/').slice(0, -1).join('/');
      for (const [, target = ''] of readPage(path).matchAll(/\]\(([^)\s#]+\.md)/g))
        if (!/^[a-z]+:/.test(target)) reached.add(join(folder, target));
    }
    expect(pages.filter((path) => !reached.has(path))).toEqual([]);
  });

  it('have each heading once, so that it can be cited', () => {
    const twice = (list: readonly string[]) => list.filter((one, place) => list.indexOf(one) !== place);
    for (const path of pages.filter((one) => one !== 'CHANGELOG.md'))
      expect(twice(headingsOf(readPage(path)).map(anchorOf)), path).toEqual([]);
  });

  it('name no machine, and nothing outside of the repository', () => {
    for (const path of pages) expect(readPage(path), path).not.toMatch(/\.\.\/shared|\/(work|home|root)\//);
  });

  it('a test of links finds what leads nowhere', () => {
    const text =
      '[a](limits.md) [b](nowhere.md) [c](limits.md#lists) [d](limits.md#nothing) [e](#here) `[f](gone.md)`\n# Here';
    expect(brokenLinks('docs/some.md', text)).toEqual(['nowhere.md', 'limits.md#nothing', '#here']);
    expect(anchorOf('Names, and *what* `they` mean: a/b')).toBe('names-and-what-they-mean-ab');
  });
});

describe('the pictures', () => {
  it('are all shown on a page', () => {
    const shown = pages.map(readPage).join('\n');
    for (const path of pictures) expect(shown).toContain(path.replace('docs/', ''));
  });

  it('are small: 150 kB each, 1.5 MB together', () => {
    const sizes = pictures.map((path) => statSync(join(repository, path)).size);
    expect(sizes.length).toBeGreaterThan(5);
    expect(Math.max(...sizes)).toBeLessThan(150_000);
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(1_500_000);
  });
});

describe('docs/users.md', () => {
  it('prints in bold what stands on the screen, and nothing else', () => {
    const screen = files
      .filter((path) => /^client\/src\/.*\.tsx?$/.test(path) && !path.includes('.test.'))
      .map(readPage)
      .join('\n');
    const labels = [...readPage('docs/users.md').matchAll(/\*\*([^*]+)\*\*/g)].map(([, label = '']) => label);
    expect(labels.length).toBeGreaterThan(20);
    expect(labels.filter((label) => label !== 'bold' && !screen.includes(label))).toEqual([]);
  });
});

describe('docs/integrators.md', () => {
  const integrators = readPage('docs/integrators.md');

  it('has every code that the server gives', () => {
    const code = files
      .filter((path) => /^server\/src\/.*\.ts$/.test(path) && !path.includes('.test.'))
      .map(readPage)
      .join('\n');
    const codes = new Set([...code.matchAll(/\bcode: '([A-Z][A-Z_]+)'/g)].map(([, name = '']) => name));
    expect(codes.size).toBeGreaterThan(5);
    for (const name of codes) expect(integrators).toContain(`\`${name}\``);
  });

  it('asks in its examples for what there is in the schema', () => {
    const schema = buildSchema(readPage('schema.graphql'));
    const [, curl = ''] = /"query":\s+"(mutation .+)"\}'/.exec(integrators) ?? [];
    expect(validate(schema, parse(curl.replaceAll('\\"', '"'))).map(({ message }) => message)).toEqual([]);
  });
});

describe('docs/operators.md', () => {
  const operators = readPage('docs/operators.md');

  it('has every setting of the server', () => {
    const config = readPage('server/src/platform/config.ts');
    const [, environment = ''] = config.split('const environment');
    const settings = [...environment.matchAll(/^ {4}([A-Z][A-Z_]+):/gm)].map(([, name = '']) => name);
    expect(settings.length).toBeGreaterThan(20);
    for (const name of settings) expect(operators, name).toContain(`\`${name}\``);
  });

  it('says what to do about each reason of readiness', () => {
    const code = ['server/src/app.ts', 'server/src/platform/database/readiness.ts'].map(readPage).join('\n');
    const reasons = [...code.matchAll(/ready: false, reason: ['`]([^'`$]+)/g)].map(([, reason = '']) => reason.trim());
    const [, stopping = ''] =
      /\/readyz'\) res\.writeHead\(503\)\.end\('([^\\]+)/.exec(readPage('server/src/platform/http/drain.ts')) ?? [];
    expect(reasons).toHaveLength(3);
    for (const reason of [...reasons, stopping]) expect(operators).toContain(`| \`${reason}\``);
  });
});

function titleOf(text: string): string {
  return /^# (.+)$/m.exec(text)?.[1] ?? '';
}

describe('docs/decisions', () => {
  const decisions = pages.filter((path) => /^docs\/decisions\/\d/.test(path));

  it.each(decisions)('%s has a date, a context, a decision and a consequence', (path) => {
    const [, date = ''] = /(\d{4}-\d{2}-\d{2})-/.exec(path) ?? [];
    const text = readPage(path);
    expect(text).toMatch(
      new RegExp(
        `^# .+\n\n${date}\n\n\\*\\*Context\\.\\*\\* .+\n\n\\*\\*Decision\\.\\*\\* .+\n\n\\*\\*Consequence\\.\\*\\* .+\n$`,
      ),
    );
    expect(readPage('docs/decisions/README.md')).toContain(`| ${date} | [${titleOf(text)}](${basename(path)}) |`);
  });
});

describe('a comment', () => {
  const sources = files.filter(
    (path) => /\.(tsx?|js|sql|prisma|css|graphql|jsonc?|sh|html)$/.test(path) && path !== 'package-lock.json',
  );

  it('cites pages and headings that are there', () => {
    const lost = sources
      // What it takes for a citation is meant to be wrong there.
      .filter((path) => path !== 'server/test/docs.test.ts')
      .flatMap((path) =>
        lostCitations(path, readFileSync(join(repository, path), 'utf8')).map(
          ({ page, heading, line }) => `${path}:${line} ${page} ${heading ?? ''}`,
        ),
      );
    expect(lost).toEqual([]);
  });

  it.each([
    ['the table of docs/domain.md, "Life of a booking", by hand', []],
    ['docs/domain.md, "Life of a boking"', ['docs/domain.md "Life of a boking"']],
    ['docs/domain.md, "Rooms" and "Notifications"', []],
    ['docs/domain.md, "Rooms" and "Notices"', ['docs/domain.md "Rooms, Notices"']],
    ['as domain.md, 7 says', ['domain.md "7"']],
    ['docs/domain.md, 7', ['docs/domain.md "7"']],
    ['(DESIGN, 3) and DESIGN §5', ['DESIGN "3"', 'DESIGN "§5"']],
    ['a DESIGN of ours', []],
    ['docs/nowhere.md', ['docs/nowhere.md "null"']],
    ["import text from './pages.md?raw'", ['./pages.md "null"']],
  ])('%s', (text, lost) => {
    expect(lostCitations('server/test/some.ts', text).map(({ page, heading }) => `${page} "${heading}"`)).toEqual(lost);
  });
});
