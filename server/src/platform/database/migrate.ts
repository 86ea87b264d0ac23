import { createHash, randomUUID } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { makeClient } from './connections.ts';
import { installJobQueue } from './install-job-queue.ts';

type Migration = { name: string; sql: string; checksum: string };
type Applied = { name: string; checksum: string; finished: boolean };

/** The repository's own migrations. */
export const migrationsFolder = join(import.meta.dirname, '../../../../prisma/migrations');

/** The one that Prisma Migrate takes, so that `prisma migrate deploy` and we wait for each other. */
const migrationsLock = 72_707_369;
const pollMs = 50;
/** cannot_connect_now */
const notReadyYet = '57P03';
const oldestServer = 17;

/**
 * Applies the migrations that the database does not have yet, in the order of their names, each file whole in one
 * transaction. Keeps the table of `prisma migrate deploy`, so that either may follow the other.
 *
 * @returns the names of those that were applied now.
 * @throws when an applied migration was changed since, when one of Prisma's has failed and was not resolved, or when
 *   one fails now, which leaves nothing of it behind.
 */
export async function migrate(
  ownerUrl: string,
  log: (message: string) => void,
  folder = migrationsFolder,
): Promise<string[]> {
  // A session of its own: the lock lives as long as it does, and so ends with us.
  const session = await connect(ownerUrl, log);
  try {
    await checkVersion(session);
    await session.query(
      'set transaction_timeout = 0; set statement_timeout = 0; set idle_in_transaction_session_timeout = 0',
    );
    await takeLock(session);
    await session.query(createMigrationsTable);
    const migrations = await readMigrations(folder);
    const applied = await appliedMigrations(session);
    compare(migrations, applied, log);
    const missing = migrations.filter(({ name }) => !applied.some((other) => other.name === name));
    for (const migration of missing) {
      await apply(session, migration);
      log(`Applied migration ${migration.name}.`);
    }
    await installJobQueue(ownerUrl);
    return missing.map(({ name }) => name);
  } finally {
    await session.end();
  }
}

/** A PostgreSQL that starts up, or recovers from a crash, is waited for: it says so itself, and is there in a while. */
async function connect(ownerUrl: string, log: (message: string) => void): Promise<pg.Client> {
  for (let tries = 0; ; tries++) {
    const session = makeClient({ connectionString: ownerUrl, application_name: 'colab-erp migrate' });
    try {
      await session.connect();
      return session;
    } catch (error) {
      if (!(error instanceof pg.DatabaseError && error.code === notReadyYet)) throw error;
      if (tries === 0) log('PostgreSQL is starting up; waiting for it.');
      await delay(pollMs);
    }
  }
}

async function checkVersion(session: pg.Client): Promise<void> {
  const { rows } = await session.query<{ version: string; number: number }>(
    `select /* serverVersion */ current_setting('server_version') as version, current_setting('server_version_num')::int as number`,
  );
  const [server] = rows;
  if (!server || server.number < oldestServer * 10_000)
    throw new Error(`PostgreSQL ${oldestServer} or newer is needed; this one is ${server?.version}.`);
}

/** Asked for again and again: a statement that waits would hold a snapshot all the while. */
async function takeLock(session: pg.Client): Promise<void> {
  for (;;) {
    const { rows } = await session.query<{ taken: boolean }>(
      'select /* lockMigrations */ pg_try_advisory_lock($1) as taken',
      [migrationsLock],
    );
    if (rows[0]?.taken) return;
    await delay(pollMs);
  }
}

/** As Prisma Migrate makes it. */
const createMigrationsTable = `create /* createMigrationsTable */ table if not exists _prisma_migrations (
  id varchar(36) primary key not null,
  checksum varchar(64) not null,
  finished_at timestamptz,
  migration_name varchar(255) not null,
  logs text,
  rolled_back_at timestamptz,
  started_at timestamptz not null default now(),
  applied_steps_count integer not null default 0
)`;

async function readMigrations(folder: string): Promise<Migration[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const names = entries
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
  return await Promise.all(
    names.map(async (name) => {
      const sql = await readFile(join(folder, name, 'migration.sql'), 'utf8');
      return { name, sql, checksum: createHash('sha256').update(sql).digest('hex') };
    }),
  );
}

async function appliedMigrations(session: pg.Client): Promise<Applied[]> {
  const { rows } = await session.query<Applied>(
    `select /* appliedMigrations */ migration_name as name, checksum, finished_at is not null as finished
     from _prisma_migrations where rolled_back_at is null order by migration_name`,
  );
  return rows;
}

function compare(migrations: Migration[], applied: Applied[], log: (message: string) => void): void {
  for (const { name, checksum, finished } of applied) {
    if (!finished)
      throw new Error(`Migration ${name} has failed in this database. Mend it, then run "prisma migrate resolve".`);
    const file = migrations.find((migration) => migration.name === name);
    if (!file) log(`This database has migration ${name}, which this version does not know.`);
    else if (file.checksum !== checksum)
      throw new Error(
        `Migration ${name} was changed after it had been applied. Restore its file, and put the change into a new one.`,
      );
  }
}

async function apply(session: pg.Client, { name, sql, checksum }: Migration): Promise<void> {
  await session.query('begin');
  try {
    // First, because a file may change the role or the search path.
    await session.query(
      `insert /* recordMigration */ into _prisma_migrations (id, checksum, migration_name, finished_at, applied_steps_count)
       values ($1, $2, $3, clock_timestamp(), 1)`,
      [randomUUID(), checksum, name],
    );
    await session.query(sql);
    await session.query('commit');
  } catch (error) {
    await session.query('rollback').catch(() => undefined);
    throw new Error(
      `Migration ${name} failed${lineOf(sql, error)}: ${error instanceof Error ? error.message : String(error)}`,
      { cause: error },
    );
  }
}

function lineOf(sql: string, error: unknown): string {
  const position = error instanceof pg.DatabaseError ? Number(error.position) : Number.NaN;
  return Number.isNaN(position) ? '' : ` at line ${sql.slice(0, position).split('\n').length}`;
}
