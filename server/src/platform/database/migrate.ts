import { createHash, randomUUID } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { installJobQueue } from './install-job-queue.ts';
import { reachDatabase } from './reach-database.ts';

type Migration = { name: string; sql: string; checksum: string };
type Applied = { name: string; checksum: string; finished: boolean };

/** The repository's own migrations. */
export const migrationsFolder = join(import.meta.dirname, '../../../../prisma/migrations');

/** The one that Prisma Migrate takes, so that `prisma migrate deploy` and we wait for each other. */
const migrationsLock = 72_707_369;
const pollMs = 50;
/** By their names, migrations say that they take away what versions before them use. All others only add. */
const contracts = /^\d+_contract_/;
const oldestServer = 17;
/** insufficient_privilege */
const missingRight = '42501';

/**
 * Applies the migrations that the database does not have yet, in the order of their names, each file whole in one
 * transaction. Keeps the table of `prisma migrate deploy`, so that either may follow the other.
 *
 * @returns the names of those that were applied now.
 * @throws when the database is too old or the role lacks a right, when an applied migration was changed since, when a
 *   newer version took away what this one needs, when one of Prisma's has failed and was not resolved, or when one fails
 *   now, which leaves nothing of it behind.
 */
export async function migrate(
  ownerUrl: string,
  log: (message: string) => void,
  folder = migrationsFolder,
): Promise<string[]> {
  // A session of its own: the lock lives as long as it does, and so ends with us.
  const session = await reachDatabase(ownerUrl, { variable: 'DATABASE_URL', name: 'colab-erp migrate', log });
  try {
    await checkVersion(session);
    await checkOwner(session);
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
  } catch (error) {
    throw withCure(error);
  } finally {
    await session.end();
  }
}

async function checkVersion(session: pg.Client): Promise<void> {
  const { rows } = await session.query<{ version: string; number: number }>(
    `select /* serverVersion */ current_setting('server_version') as version, current_setting('server_version_num')::int as number`,
  );
  const [server] = rows;
  if (!server || server.number < oldestServer * 10_000)
    throw new Error(
      `PostgreSQL ${oldestServer} or newer is needed, and this one is ${server?.version}. Upgrade it, or set DATABASE_URL to a newer one.`,
    );
}

/** Refuses a role that cannot set up a database, before anything is half done. */
async function checkOwner(session: pg.Client): Promise<void> {
  const { rows } = await session.query<{ role: string; database: string; makes_tables: boolean; makes_roles: boolean }>(
    `select /* ownerRights */ quote_ident(current_user) as role, quote_ident(current_database()) as database,
       has_database_privilege(current_database(), 'create') and has_schema_privilege('public', 'create') as makes_tables,
       (select rolsuper or rolcreaterole from pg_roles where rolname = current_user)
         or (select count(*) = 3 from pg_roles where rolname in ('colab_app', 'colab_events', 'colab_jobs')) as makes_roles`,
  );
  const [owner] = rows;
  if (owner && !owner.makes_tables)
    throw new Error(
      `the role ${owner.role} of DATABASE_URL may not make tables. Run as a superuser: alter database ${owner.database} owner to ${owner.role}`,
    );
  if (owner && !owner.makes_roles)
    throw new Error(
      `the role ${owner.role} of DATABASE_URL may not make the roles that the server works with. Run as a superuser: alter role ${owner.role} createrole. Or make colab_app, colab_events and colab_jobs yourself, as docs/operators.md says.`,
    );
}

/** What a role lacks that did not make the tables shows with the first statement that needs it. */
function withCure(error: unknown): unknown {
  const database = error instanceof Error && error.cause instanceof pg.DatabaseError ? error.cause : error;
  if (!(database instanceof pg.DatabaseError && database.code === missingRight)) return error;
  return new Error(
    `the role of DATABASE_URL lacks a right (${database.message}). Name the role that owns the tables there.`,
    { cause: error },
  );
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
    if (!file && contracts.test(name))
      throw new Error(
        `this database was upgraded by a newer version, whose migration ${name} took away what this version needs. Install the newer version, or restore the backup from before the upgrade.`,
      );
    else if (!file) log(`This database has migration ${name}, which this version does not know.`);
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
