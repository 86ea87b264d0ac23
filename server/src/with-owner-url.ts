import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { startEmbeddedPostgres } from '../embedded-postgres/embedded-postgres.ts';

/**
 * Runs the work of a command on the database that the server of this environment would use. An embedded one is started
 * for it, unless it runs already.
 * @throws where there is no database
 */
export async function withOwnerUrl<T>(
  { DATABASE_URL: outside, DATA_DIR: folder }: NodeJS.ProcessEnv,
  work: (ownerUrl: string, dataDir: string | null) => Promise<T>,
): Promise<T> {
  if (outside) return work(outside, null);
  const dataDir = resolve(folder || '.data');
  // A command must not create a database where there is none.
  if (!existsSync(join(dataDir, 'postgres')))
    throw new Error(`There is no database in ${dataDir}: start the server once, or name another DATA_DIR.`);
  const embedded = await startEmbeddedPostgres(dataDir, () => undefined);
  try {
    return await work(embedded.ownerUrl, dataDir);
  } finally {
    await embedded.stop();
  }
}
