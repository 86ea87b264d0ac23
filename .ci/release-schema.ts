// npm run release:schema: what schema.graphql says now is released under the newest heading of CHANGELOG.md.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { release } from './released-schema.ts';

function pathOf(name: string): string {
  return join(import.meta.dirname, '..', name);
}
function read(name: string): string {
  return readFileSync(pathOf(name), 'utf8');
}

const { released, previous, changelog } = release({
  current: read('schema.graphql'),
  released: read('schema.released.graphql'),
  previous: existsSync(pathOf('schema.previous.graphql')) ? read('schema.previous.graphql') : null,
  changelog: read('CHANGELOG.md'),
});
writeFileSync(pathOf('schema.released.graphql'), released);
if (previous !== null) writeFileSync(pathOf('schema.previous.graphql'), previous);
writeFileSync(pathOf('CHANGELOG.md'), changelog);
