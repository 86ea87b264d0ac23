import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { startEmbeddedPostgres } from '../embedded-postgres/embedded-postgres.ts';

/** @throws where the database is not the embedded one, and so is backed up by its own tools */
export function dataDirOf({ DATABASE_URL: outside, DATA_DIR: folder }: NodeJS.ProcessEnv): string {
  if (outside)
    throw new Error(
      'DATABASE_URL names a database of your own: use its own tools (pg_dump or pg_basebackup), as docs/operators.md says.',
    );
  return resolve(folder || '.data');
}

/**
 * The data folder of an embedded database that is there: a command must not make one.
 * @throws where there is none
 */
export function ownDataDir(environment: NodeJS.ProcessEnv): string {
  const dataDir = dataDirOf(environment);
  if (!existsSync(join(dataDir, 'postgres')))
    throw new Error(`there is no database in ${dataDir}: start the server once, or name another DATA_DIR.`);
  return dataDir;
}

/**
 * Runs the work of a command on the database that the server of this environment would use. An embedded one is started
 * for it, unless it runs already.
 * @throws where there is no database
 */
export async function withOwnerUrl<T>(
  environment: NodeJS.ProcessEnv,
  work: (ownerUrl: string, dataDir: string | null) => Promise<T>,
): Promise<T> {
  if (environment['DATABASE_URL']) return work(environment['DATABASE_URL'], null);
  const dataDir = ownDataDir(environment);
  const embedded = await startEmbeddedPostgres(dataDir, () => undefined);
  try {
    return await work(embedded.ownerUrl, dataDir);
  } finally {
    await embedded.stop();
  }
}
