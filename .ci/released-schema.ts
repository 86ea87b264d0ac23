// What keeps the API from breaking in silence. server/test/released-schema.test.ts asks it of the repository, and
// npm run release:schema releases the schema of now.
import { createHash } from 'node:crypto';
import { buildSchema, findBreakingChanges } from 'graphql';

export type Release = {
  readonly version: string;
  readonly checksum: string | null;
  readonly breaking: readonly string[];
};

/** The releases of a changelog, newest first; what is not released yet is none. */
export function releasesOf(changelog: string): Release[] {
  return changelog
    .split(/^## /m)
    .slice(1)
    .flatMap((section) => {
      const [, version] = /^\[(\d+\.\d+\.\d+)\]/.exec(section) ?? [];
      if (version === undefined) return [];
      const [, checksum = null] = /^Schema: ([0-9a-f]{64})$/m.exec(section) ?? [];
      const [, breaking = ''] = /^### Breaking\n([\s\S]*?)(?=^### |$(?![\s\S]))/m.exec(section) ?? [];
      return [{ version, checksum, breaking: [...breaking.matchAll(/^- (.+)$/gm)].map(([, line = '']) => line) }];
    });
}

/** By which the changelog knows a schema. */
export function checksumOf(schema: string): string {
  return createHash('sha256').update(schema).digest('hex');
}

/** What a tool that was written for one schema can no longer do with another. */
export function breaksOf(before: string, after: string): string[] {
  return findBreakingChanges(buildSchema(before), buildSchema(after)).map(({ description }) => description);
}

export type Schemas = {
  /** schema.graphql: the API of now. */
  readonly current: string;
  /** schema.released.graphql. */
  readonly released: string;
  /** schema.previous.graphql: that of the release before; null while there is only one. */
  readonly previous: string | null;
  readonly changelog: string;
};

/** All that is wrong, in words for whoever changed it. */
export function wrongWith({ current, released, previous, changelog }: Schemas): string[] {
  const [newest, before] = releasesOf(changelog);
  const broken = breaksOf(released, current).map(
    (what) =>
      `${what} It breaks schema.released.graphql: keep what was and mark it @deprecated, or release the break (CONTRIBUTING.md, "Releasing").`,
  );
  if (!newest) return [...broken, 'CHANGELOG.md has no release.'];
  const altered =
    newest.checksum === checksumOf(released)
      ? []
      : ['schema.released.graphql is not the one that CHANGELOG.md records: npm run release:schema changes both.'];
  const lost =
    (before?.checksum ?? null) === (previous === null ? null : checksumOf(previous))
      ? []
      : ['schema.previous.graphql is not the schema of the release before, as CHANGELOG.md records it.'];
  const breaks = previous === null ? [] : breaksOf(previous, released);
  const untold =
    breaks.length > 0 && newest.breaking.length === 0
      ? breaks.map(
          (what) => `${what} Release ${newest.version} has no line about it under "### Breaking" in CHANGELOG.md.`,
        )
      : [];
  return [...broken, ...altered, ...lost, ...untold];
}

/**
 * The files as they are once the newest release of the changelog has the schema of now.
 * @throws when that release has a schema already, or breaks the one before without a line about it
 */
export function release({ current, released, changelog }: Schemas): Omit<Schemas, 'current'> {
  const [newest] = releasesOf(changelog);
  if (!newest || newest.checksum !== null)
    throw new Error('Give the release a heading of its own in CHANGELOG.md first, such as "## [0.2.0] - 2027-01-15".');
  const breaks = breaksOf(released, current);
  if (breaks.length > 0 && newest.breaking.length === 0)
    throw new Error(
      `Say under "### Breaking" of ${newest.version} in CHANGELOG.md what to do about:\n- ${breaks.join('\n- ')}`,
    );
  const heading = new RegExp(`^(## \\[${newest.version.replaceAll('.', '\\.')}\\].*)$`, 'm');
  return {
    released: current,
    previous: released,
    changelog: changelog.replace(heading, `$1\n\nSchema: ${checksumOf(current)}`),
  };
}
