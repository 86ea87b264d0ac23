import { writeFileSync } from 'node:fs';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeClient } from './platform/database/connections.ts';
import { startEmbeddedPostgres } from '../embedded-postgres/embedded-postgres.ts';
import { migrate } from './platform/database/migrate.ts';
import { printStructure } from './platform/database/structure.ts';

function silent(): void {
  return undefined;
}

async function printMigrated(ownerUrl: string): Promise<string> {
  await migrate(ownerUrl, silent);
  const client = makeClient({ connectionString: ownerUrl, application_name: 'colab-erp structure' });
  await client.connect();
  try {
    return await printStructure(client);
  } finally {
    await client.end();
  }
}

const folder = await mkdtemp(join(tmpdir(), 'colab-erp-structure-'));
try {
  // The folder is new and private to this process; as root, PostgreSQL's account must be able to enter it.
  await chmod(folder, 0o755);
  const postgres = await startEmbeddedPostgres(folder, silent, { fsync: 'off' });
  try {
    writeFileSync(join(import.meta.dirname, '../../prisma/structure.sql'), await printMigrated(postgres.ownerUrl));
  } finally {
    await postgres.stop();
  }
} finally {
  await rm(folder, { recursive: true, force: true });
}
