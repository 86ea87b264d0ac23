import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, test } from '@playwright/test';

type Chunk = { file: string; imports?: string[] };

const dist = join(import.meta.dirname, '../dist');

/** What a browser must have before it can draw these pages: each chunk and all that it imports at once. */
function scriptsOf(manifest: Record<string, Chunk>, entries: string[]): Set<string> {
  const files = new Set<string>();
  const add = (name: string): void => {
    const chunk = manifest[name];
    if (!chunk) throw new Error(`${name} is not in the manifest`);
    if (files.has(chunk.file)) return;
    files.add(chunk.file);
    for (const imported of chunk.imports ?? []) add(imported);
  };
  for (const entry of entries) add(entry);
  return files;
}

test('the first load, sign-in and calendar together, is at most 195 kB of JavaScript, gzipped', () => {
  // The polyfill too: browsers without Temporal load it before anything is drawn.
  const manifest = JSON.parse(readFileSync(join(dist, '.vite/manifest.json'), 'utf8')) as Record<string, Chunk>;
  const files = [
    ...scriptsOf(manifest, [
      'index.html',
      'src/people/sign-in-page.tsx',
      'src/calendar/page/calendar-page.tsx',
      '../node_modules/temporal-polyfill/global.esm.js',
    ]),
  ];
  const bytes = files.reduce((sum, file) => sum + gzipSync(readFileSync(join(dist, file))).length, 0);
  expect(files.length).toBeGreaterThan(2);
  expect(bytes).toBeGreaterThan(50_000);
  expect(bytes).toBeLessThan(195_000);
  test.info().annotations.push({ type: 'first load', description: `${Math.round(bytes / 1_000)} kB gzipped` });
});
