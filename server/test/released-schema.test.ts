import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { checksumOf, release, releasesOf, type Schemas, wrongWith } from '../../.ci/released-schema.ts';
import { readPage, repository } from './pages.ts';

const old = 'type Query { rooms: [Room!]! } type Room { name: String! seats: Int! }';
const grown = 'type Query { rooms: [Room!]! now: String } type Room { name: String! seats: Int! }';
const renamed = 'type Query { rooms: [Room!]! } type Room { name: String! capacity: Int! }';

function logOf(...releases: readonly (readonly [version: string, schema: string, breaking?: string])[]): string {
  const sections = releases.map(
    ([version, schema, breaking]) =>
      `## [${version}] - 2027-01-01\n\nSchema: ${checksumOf(schema)}\n\n${breaking === undefined ? '' : `### Breaking\n- ${breaking}\n\n`}### Added\n- Something\n`,
  );
  return `# Changelog\n\n## [Unreleased]\n\n${sections.join('\n')}`;
}
function first(current: string): Schemas {
  return { current, released: old, previous: null, changelog: logOf(['0.1.0', old]) };
}
function second(released: string, breaking?: string): Schemas {
  return {
    current: released,
    released,
    previous: old,
    changelog: logOf(
      ['0.2.0', released, ...(breaking === undefined ? ([] as const) : ([breaking] as const))],
      ['0.1.0', old],
    ),
  };
}

describe('the API of this repository', () => {
  it('breaks nothing that was released, and no release breaks the one before without a line under Breaking', () => {
    const previous = existsSync(join(repository, 'schema.previous.graphql'))
      ? readPage('schema.previous.graphql')
      : null;
    const schemas = {
      current: readPage('schema.graphql'),
      released: readPage('schema.released.graphql'),
      previous,
      changelog: readPage('CHANGELOG.md'),
    };
    expect(wrongWith(schemas)).toEqual([]);
  });

  it('has a changelog whose releases are in order, each with the checksum of its schema', () => {
    const releases = releasesOf(readPage('CHANGELOG.md'));
    expect(releases.length).toBeGreaterThan(0);
    for (const { version, checksum } of releases) expect(checksum, version).not.toBeNull();
    expect(readPage('CHANGELOG.md')).toContain('## [Unreleased]');
  });
});

describe('what was released', () => {
  it('may grow', () => {
    expect(wrongWith(first(grown))).toEqual([]);
    expect(wrongWith(second(grown))).toEqual([]);
  });

  it('is not broken: a field that is gone, and what an older tool does not send', () => {
    expect(wrongWith(first(renamed))).toEqual([expect.stringContaining('Room.seats was removed.')]);
    const demanding = old.replace('rooms:', 'rooms(day: String!):');
    expect(wrongWith(first(demanding))).toEqual([
      expect.stringContaining('A required arg day on Query.rooms was added.'),
    ]);
  });

  it('is not written over: its file is the one that the changelog records', () => {
    const copied = { ...first(renamed), released: renamed };
    expect(wrongWith(copied)).toEqual([expect.stringContaining('not the one that CHANGELOG.md records')]);
  });

  it('is broken by another release only with a line under Breaking, of that release', () => {
    expect(wrongWith(second(renamed))).toEqual([
      expect.stringContaining('Room.seats was removed. Release 0.2.0 has no line'),
    ]);
    expect(wrongWith(second(renamed, '`Room.seats` is `Room.capacity` now.'))).toEqual([]);
  });

  it('is compared with the release before, and with no other', () => {
    const forged = { ...second(renamed), previous: renamed };
    expect(wrongWith(forged)).toEqual([expect.stringContaining('not the schema of the release before')]);
    expect(wrongWith({ ...second(renamed), previous: null })).toEqual([
      expect.stringContaining('not the schema of the release before'),
    ]);
  });
});

describe('npm run release:schema', () => {
  const heading = (breaking = '') =>
    `# Changelog\n\n## [Unreleased]\n\n## [0.2.0] - 2027-01-15\n\n${breaking}### Added\n- A thing\n\n## [0.1.0] - 2026-11-30\n\nSchema: ${checksumOf(old)}\n`;

  it('releases what is there now, and nothing is wrong with it afterwards', () => {
    const next = release({ ...first(grown), changelog: heading() });
    expect(next).toMatchObject({ released: grown, previous: old });
    expect(wrongWith({ current: grown, ...next })).toEqual([]);
  });

  it('wants a heading that has no schema yet, and a line under Breaking for what breaks', () => {
    expect(() => release(first(grown))).toThrow('Give the release a heading');
    expect(() => release({ ...first(renamed), changelog: heading() })).toThrow('Room.seats was removed.');
    const told = heading('### Breaking\n- `Room.seats` is `Room.capacity` now.\n\n');
    expect(wrongWith({ current: renamed, ...release({ ...first(renamed), changelog: told }) })).toEqual([]);
  });
});
