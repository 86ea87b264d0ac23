import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { shortForms } from './short-forms.ts';

it('every program in this folder has a short form that test:soak runs', () => {
  const files = readdirSync(import.meta.dirname).filter(
    (name) => name.endsWith('.ts') && !/\.(test|soak)\.ts$/.test(name),
  );
  const isProgram = (text: string) => !/^export /m.test(text) && !text.includes('answerBench(');
  const programs = files.filter((name) => isProgram(readFileSync(join(import.meta.dirname, name), 'utf8')));
  // bench.test.ts runs the first, and the journeys the second.
  expect(programs).toEqual(['bench.ts', 'build-large-house.ts', ...Object.keys(shortForms)].toSorted());
});
