// `npm run words`: every text that people can meet, with its place, from the sources (user-text.ts).
import { readFileSync } from 'node:fs';
import { glob } from 'node:fs/promises';
import { parseAst } from 'vite';
import { isForUsers, type Tree, userTextsOf } from './user-text.ts';

const root = new URL('../', import.meta.url);
const paths: string[] = [];
for await (const path of glob('{client,server}/src/**/*.{ts,tsx}', { cwd: root }))
  if (isForUsers(path)) paths.push(path);

for (const path of paths.sort()) {
  const source = readFileSync(new URL(path, root), 'utf8');
  const program = parseAst(source, { lang: path.endsWith('x') ? 'tsx' : 'ts' }) as unknown as Tree;
  for (const { node, text } of userTextsOf(program, path)) {
    const line = source.slice(0, node.start).split('\n').length;
    process.stdout.write(`${path}:${line}\t${text.replaceAll(/\s*\n\s*/g, ' ')}\n`);
  }
}
