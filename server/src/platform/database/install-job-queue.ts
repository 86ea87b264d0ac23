import { Logger, runMigrations } from 'graphile-worker';
import { makePool } from './connections.ts';
import { runOn } from './run-on.ts';
import { boolean, statement } from './statement.ts';

/**
 * Creates or updates graphile-worker's own tables as the owner, and grants `colab_jobs` what it needs to process the
 * queue, and nothing else in the whole database. Runs at each start; one server at a time, under the lock of the
 * migrations.
 */
export async function installJobQueue(ownerUrl: string): Promise<void> {
  const pool = makePool({ connectionString: ownerUrl, max: 2, application_name: 'colab-erp migrate' });
  try {
    await runMigrations({ pgPool: pool, logger: new Logger(() => () => undefined) });
    const [grant] = await runOn(pool, jobGrantsMissing());
    if (grant?.missing) await pool.query(grants);
  } finally {
    await pool.end();
  }
}

// In a database whose migrations stop before the queue there is nothing to grant yet.
const jobGrantsMissing = statement(
  'jobGrantsMissing',
  { missing: boolean },
  `
  select exists (select from pg_roles where rolname = 'colab_jobs') and (
    (select count(*) from pg_policies where schemaname = 'graphile_worker' and policyname = 'worker_works')
    < (select count(*) from pg_tables where schemaname = 'graphile_worker' and rowsecurity)) as missing`,
);

// Its tables have row security and no policy: only their owner can access them.
const grants = `
  do $$
  declare name text;
  begin
    grant usage on schema graphile_worker to colab_jobs;
    grant select on graphile_worker.migrations to colab_jobs;
    for name in select tablename from pg_tables where schemaname = 'graphile_worker' and rowsecurity loop
      execute format('grant select, insert, update, delete on graphile_worker.%I to colab_jobs', name);
      execute format('drop policy if exists worker_works on graphile_worker.%I', name);
      execute format('create policy worker_works on graphile_worker.%I to colab_jobs using (true) with check (true)', name);
    end loop;
  end $$`;
