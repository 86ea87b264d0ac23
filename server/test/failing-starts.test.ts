import { execFile } from 'node:child_process';
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';
import pg from 'pg';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { reasonsIn } from '../embedded-postgres/reasons.ts';
import { forgetKeys } from '../src/people/keys/forget-keys.ts';
import { run } from '../src/run.ts';
import { cloneDatabase, createEmptyDatabase, type TestDatabase } from './database.ts';
import { secret } from './secret.ts';
import { settingsFor } from './servers.ts';
import { makeThrowawayFolder } from './throwaway-folder.ts';
import { openTransactionPooler } from './transaction-pooler.ts';

let folder: string;
let closers: (() => unknown)[];

beforeEach(async () => {
  folder = await makeThrowawayFolder('colab-erp-failing-');
  closers = [() => rm(folder, { recursive: true, force: true })];
});
afterEach(async () => {
  for (const close of closers.toReversed()) await close();
});

/** Starts a server that cannot work, and returns why: one line. */
async function whyNot(settings: NodeJS.ProcessEnv): Promise<string> {
  const environment = { PORT: '0', SAMPLE_DATA: 'off', LOG_LEVEL: 'silent', DATA_DIR: join(folder, 'data') };
  const failure = await run({ ...environment, ...settings }, () => undefined, new AbortController().signal).then(
    () => null,
    (error: unknown) => error,
  );
  if (!(failure instanceof Error)) throw new Error('The server started, and must not have.');
  expect(failure.message).not.toContain('\n');
  return failure.message;
}

async function clone(): Promise<TestDatabase> {
  const database = await cloneDatabase();
  closers.push(database.drop);
  return database;
}

async function emptyDatabase(): Promise<{ readonly ownerUrl: string; readonly superuserUrl: string }> {
  const database = await createEmptyDatabase();
  closers.push(database.drop);
  return database;
}

async function query(url: string, statement: string): Promise<void> {
  const client = new pg.Client(url);
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

function changed(url: string, change: (url: URL) => void): string {
  const other = new URL(url);
  change(other);
  return other.href;
}

describe('without a database', () => {
  it('a port that is taken is found out before a data folder is made', async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    closers.push(() => other.close());
    const { port } = other.address() as AddressInfo;
    expect(await whyNot({ PORT: String(port) })).toBe(
      `port ${port} on 127.0.0.1 is taken, by another program or by a Colab that already runs. Stop that one, or set PORT to a free port.`,
    );
    expect(await readdir(folder)).toEqual([]);
  });

  it('a host that is not of this machine', async () => {
    expect(await whyNot({ HOST: '192.0.2.1' })).toMatch(/^192\.0\.2\.1 is no address of this machine\. Set HOST/);
  });

  it('a data folder that cannot be written to', async () => {
    await writeFile(join(folder, 'file'), '');
    expect(await whyNot({ DATA_DIR: join(folder, 'file/data') })).toMatch(
      /cannot be written to \(ENOTDIR\)\. Let this account write there, .*or set DATA_DIR to another folder\.$/,
    );
  });

  it('a secret that is lost: none is made in its place', async () => {
    await mkdir(join(folder, 'data/postgres'), { recursive: true });
    expect(await whyNot({})).toMatch(
      /secret-key is missing, and the database beside it was set up with it\. Put it back from a backup/,
    );
    expect(await readdir(join(folder, 'data'))).toEqual(['postgres']);
  });

  it('a database of which a part is gone', async () => {
    await mkdir(join(folder, 'data/postgres'), { recursive: true });
    await writeFile(join(folder, 'data/secret-key'), secret);
    expect(await whyNot({})).toMatch(/is incomplete: connection\.json is missing\. Restore the data folder/);
  });

  it('an address that is none', async () => {
    const settings = { SECRET_KEY: secret, DATABASE_URL: 'postgresql://owner@127.0.0.1:port/colab' };
    expect(await whyNot(settings)).toBe('DATABASE_URL must be like postgresql://role:password@host:5432/database');
  });

  it.each(['127.0.0.1', 'localhost', 'database.invalid'])('a database that cannot be reached at %s', async (host) => {
    const settings = { SECRET_KEY: secret, DATABASE_URL: `postgresql://owner:hidden@${host}:1/colab` };
    const why = await whyNot(settings);
    expect(why).toMatch(
      new RegExp(`^the database colab at ${host}:1 cannot be reached: .*E[A-Z_]+.* Start PostgreSQL, .*DATABASE_URL`),
    );
    expect(why).not.toContain('hidden');
  });

  it('a Node that cannot read the program', async () => {
    const program = join(import.meta.dirname, '../colab.js');
    const ended = await promisify(execFile)(process.execPath, ['--no-experimental-strip-types', program]).catch(
      (error: { code: number; stderr: string }) => error,
    );
    expect(ended).toMatchObject({ code: 1 });
    expect(ended.stderr.trim()).toMatch(/^colab cannot start: this is Node .* run "npm rebuild node"\.$/);
  });
});

describe('with a database', () => {
  it('of another secret: nothing of the server stays connected', async () => {
    const database = await clone();
    expect(await whyNot({ ...settingsFor(database), SECRET_KEY: 'another-secret-key' })).toMatch(
      /^SECRET_KEY does not open the key .*"A lost secret"/,
    );
    const client = new pg.Client(database.superuserUrl);
    await client.connect();
    closers.push(() => client.end());
    const others = `select application_name from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid() and backend_type = 'client backend'`;
    await expect.poll(async () => (await client.query(others)).rows).toEqual([]);
  });

  it('of a secret that is lost for good starts with a new one, once its keys are given up', async () => {
    const database = await clone();
    await forgetKeys(database.ownerUrl);
    const stop = new AbortController();
    const environment = { ...settingsFor(database), SECRET_KEY: 'another-secret-key', PORT: '0', SAMPLE_DATA: 'off' };
    const said: string[] = [];
    const say = (line: string) => {
      said.push(line);
      if (line.includes('Colab is ready')) stop.abort();
    };
    await run({ ...environment, LOG_LEVEL: 'silent' }, say, stop.signal);
    expect(said.join('\n')).toContain('Colab is ready');
  });

  it('that does not exist, or does not know the password', async () => {
    const { ownerUrl } = await emptyDatabase();
    const missing = changed(ownerUrl, (url) => (url.pathname = '/no_such_database'));
    expect(await whyNot({ SECRET_KEY: secret, DATABASE_URL: missing })).toMatch(
      /turned the server away: database "no_such_database" does not exist\. Create the database/,
    );
    const wrong = changed(ownerUrl, (url) => (url.password = 'guess'));
    expect(await whyNot({ SECRET_KEY: secret, DATABASE_URL: wrong })).toMatch(
      /password authentication failed .*Correct the password\./,
    );
  });

  it('that is too old', async () => {
    const { ownerUrl } = await emptyDatabase();
    await query(
      ownerUrl,
      `create schema old;
       create function old.current_setting(name text) returns text language sql as $$ select case name when 'server_version_num' then '160004' else '16.4' end $$;
       do $$ begin execute format('alter role current_user in database %I set search_path = old, pg_catalog, public', current_database()); end $$`,
    );
    expect(await whyNot({ SECRET_KEY: secret, DATABASE_URL: ownerUrl })).toBe(
      'PostgreSQL 17 or newer is needed, and this one is 16.4. Upgrade it, or set DATABASE_URL to a newer one.',
    );
  });

  it('behind a pooler in transaction mode, whichever address leads there', async () => {
    const database = await clone();
    const settings = { ...settingsFor(database), SECRET_KEY: secret };
    for (const [variable, url] of [
      ['DATABASE_URL', database.ownerUrl],
      ['APP_DATABASE_URL', database.appUrl],
      ['EVENTS_DATABASE_URL', database.eventsUrl],
      ['JOBS_DATABASE_URL', database.jobsUrl],
    ] as const) {
      const pooler = await openTransactionPooler(url);
      closers.push(pooler.close);
      expect(await whyNot({ ...settings, [variable]: pooler.url })).toMatch(
        new RegExp(`^${variable} leads to a pooler in transaction mode, .*pool_mode = session`),
      );
    }
  });

  it('whose owner lacks a right', async () => {
    const { ownerUrl, superuserUrl } = await emptyDatabase();
    const name = new URL(ownerUrl).pathname.slice(1);
    const role = `weak_${name}`;
    await query(superuserUrl, `create role ${role} login password 'weak'`);
    closers.push(() => query(superuserUrl, `drop owned by ${role}; drop role ${role}`));
    const url = changed(ownerUrl, (weak) => {
      weak.username = role;
      weak.password = 'weak';
    });
    const settings = { SECRET_KEY: secret, DATABASE_URL: url };
    expect(await whyNot(settings)).toBe(
      `the role ${role} of DATABASE_URL may not make tables. Run as a superuser: alter database ${name} owner to ${role}`,
    );
    await query(superuserUrl, `grant create on database ${name} to ${role}; grant create on schema public to ${role}`);
    await query(
      superuserUrl,
      'create table _prisma_migrations (migration_name text, checksum text, finished_at timestamptz, rolled_back_at timestamptz)',
    );
    expect(await whyNot(settings)).toBe(
      'the role of DATABASE_URL lacks a right (permission denied for table _prisma_migrations). Name the role that owns the tables there.',
    );
  });

  it('that a newer version changed: one that only added is let pass, one that took away is not', async () => {
    const database = await clone();
    const record = (name: string) =>
      query(
        database.ownerUrl,
        `insert into _prisma_migrations (id, checksum, migration_name, finished_at) values (gen_random_uuid(), 'x', '${name}', now())`,
      );
    await record('29991231000000_add_a_column');
    const settings = { ...settingsFor(database), SECRET_KEY: 'another-secret-key' };
    expect(await whyNot(settings)).toMatch(/^SECRET_KEY/);
    await record('29991231000001_contract_names');
    expect(await whyNot(settings)).toMatch(
      /whose migration 29991231000001_contract_names took away what this version needs\. Install the newer version/,
    );
  });
});

it.each([
  [
    'the last words of a server, without those for whoever came too early',
    '2026-11-30 22:55:03.258 UTC [1] FATAL:  the database system is starting up\n2026-11-30 22:55:03.258 UTC [2] PANIC:  could not locate a valid checkpoint record at 0/22C4D28\n',
    'could not locate a valid checkpoint record at 0/22C4D28. The write-ahead log (data/pg_wal) is damaged or gone: restore the data folder from a backup.',
  ],
  [
    'a disk that is full',
    '2026-11-30 22:55:24.867 UTC [1] FATAL:  could not write to file "base/4/1249": No space left on device\n2026-11-30 UTC [1] STATEMENT:  create database x;\n\nchild process exited with exit code 1\n',
    'could not write to file "base/4/1249": No space left on device. Make room on the disk, or set DATA_DIR to a folder on another one.',
  ],
  ['what is not known', 'initdb: error:\nsomething else.\n', 'initdb: error:; something else.'],
])('of PostgreSQL it says %s', (_, output, line) => {
  expect(reasonsIn(output)).toBe(line);
});
