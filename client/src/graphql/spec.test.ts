import { describe, expect, it } from 'vitest';
import text from './SPEC.md?raw';

const tests = import.meta.glob<string>(['../**/*.test.ts', '../../e2e/*.journey.ts'], {
  query: '?raw',
  import: 'default',
  eager: true,
});

/** Each with the tests that fail without it. */
const invariants = text
  .split(/^(?=\*\*I\d+\. )/m)
  .slice(1)
  .map((paragraph) => ({
    name: /^\*\*(I\d+)\./.exec(paragraph)?.[1],
    named: [...paragraph.matchAll(/^- `([^`]+\.ts)`: `([^`]+)`$/gm)].map(([, file = '', title = '']) => ({
      file,
      title,
    })),
  }));

describe('SPEC.md', () => {
  it('numbers its invariants without a gap', () => {
    expect(invariants.length).toBeGreaterThan(11);
    expect(invariants.map(({ name }) => name)).toEqual(invariants.map((_, index) => `I${index + 1}`));
  });

  it.each(invariants)('names for $name only tests that exist', ({ named }) => {
    expect(named.length).toBeGreaterThan(0);
    expect(named.filter(({ file, title }) => !tests[file]?.includes(`'${title}'`))).toEqual([]);
  });
});
