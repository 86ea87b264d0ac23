import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import {
  chmod,
  chown,
  cp,
  lstat,
  mkdir,
  readdir,
  readFile,
  readlink,
  realpath,
  rm,
  stat,
  writeFile,
} from 'node:fs/promises';
import { createServer } from 'node:net';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { isRoot } from './account.ts';
import { type EmbeddedPostgres, startEmbeddedPostgres } from './embedded-postgres.ts';
import { makeThrowawayFolder } from '../test/throwaway-folder.ts';

const repository = join(import.meta.dirname, '../..');
const ownerProgram = join(repository, 'server/test/embedded-postgres-owner.ts');

let folder: string;
let dataDir: string;
let started: EmbeddedPostgres[];
let children: ChildProcess[];
let messages: string[];
/** Holds a database that was made and shut down, for what happens to one that is there already. */
let made: string;

function openFolder(): Promise<string> {
  return makeThrowawayFolder('colab-erp-embedded-');
}

beforeAll(async () => {
  made = await openFolder();
  await (await startEmbeddedPostgres(join(made, '.data'), () => undefined)).stop();
});
afterAll(() => rm(made, { recursive: true, force: true }));

beforeEach(async () => {
  folder = await openFolder();
  dataDir = join(folder, '.data');
  started = [];
  children = [];
  messages = [];
});

afterEach(async () => {
  for (const child of children) if (isRunning(child)) child.kill('SIGKILL');
  await Promise.all(started.map((postgres) => postgres.stop()));
  // Whatever a killed process has left running.
  if (existsSync(join(dataDir, 'postgres/data/postmaster.pid')))
    await (await startEmbeddedPostgres(dataDir, () => undefined)).stop();
  await rm(folder, { recursive: true, force: true });
});

/** With its owners, which it would not start without. */
async function takeWhatIsMade(): Promise<unknown> {
  return await promisify(execFile)('cp', ['-a', join(made, '.data'), dataDir]);
}

async function start(): Promise<EmbeddedPostgres> {
  const postgres = await startEmbeddedPostgres(dataDir, (message) => messages.push(message));
  started.push(postgres);
  return postgres;
}

type Owner = { child: ChildProcess; ownerUrl: string; superuserUrl: string; pid: number };

/** @param program where the code lies, if not here. */
async function startOwner(program = ownerProgram): Promise<Owner> {
  const child = spawn(process.execPath, [program, dataDir], { stdio: ['ignore', 'pipe', 'pipe'], detached: true });
  children.push(child);
  const said: string[] = [];
  child.stderr?.on('data', (chunk: Buffer) => said.push(chunk.toString()));
  const ended = once(child, 'exit').then(() => {
    throw new Error(`The owner has ended: ${said.join('')}`);
  });
  ended.catch(() => undefined);
  const lines = createInterface({ input: child.stdout ?? process.stdin });
  const [line] = await Promise.race([once(lines, 'line'), ended]);
  return { child, ...(JSON.parse(String(line)) as Omit<Owner, 'child'>) };
}

function isRunning(child: ChildProcess): boolean {
  return child.exitCode === null && child.signalCode === null;
}

async function kill(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  const exit = once(child, 'exit');
  child.kill(signal);
  await exit;
}

async function query(url: string, statement: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client(url);
  client.on('error', () => undefined);
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(statement)).rows;
  } finally {
    await client.end();
  }
}

/** The last of a server that stops is its lock file; the process itself ends a moment later. */
function lives(pid: number): boolean {
  return existsSync(join('/proc', String(pid), 'cwd'));
}

describe('a first start', () => {
  it('makes a UTF-8 database whose owner is no superuser and may create roles; it is durable, and ends transactions that linger; nobody comes in without the password, which is shown to nobody', async () => {
    const { ownerUrl, superuserUrl } = await start();
    const [facts] = await query(
      ownerUrl,
      `select current_user as role, rolsuper, rolcreaterole, rolbypassrls, getdatabaseencoding() as encoding, current_database() as database,
              (select datlocale from pg_database where datname = current_database()) as locale
       from pg_roles where rolname = current_user`,
    );
    expect(facts).toEqual({
      role: 'colab_owner',
      rolsuper: false,
      rolcreaterole: true,
      rolbypassrls: false,
      encoding: 'UTF8',
      database: 'colab',
      locale: 'C.UTF-8',
    });
    await query(ownerUrl, 'create extension btree_gist; create table things (id int)');

    const rows = await query(
      superuserUrl,
      `select name, current_setting(name) as value from unnest(array['fsync', 'synchronous_commit', 'full_page_writes', 'deadlock_timeout', 'idle_in_transaction_session_timeout', 'transaction_timeout', 'jit', 'listen_addresses', 'unix_socket_directories']) name`,
    );
    expect(Object.fromEntries(rows.map(({ name, value }) => [name, value]))).toEqual({
      fsync: 'on',
      synchronous_commit: 'on',
      full_page_writes: 'on',
      deadlock_timeout: '150ms',
      idle_in_transaction_session_timeout: '15s',
      transaction_timeout: '1min',
      jit: 'off',
      listen_addresses: '127.0.0.1',
      unix_socket_directories: '',
    });

    const url = new URL(ownerUrl);
    url.password = 'guess';
    await expect(query(url.href, 'select 1')).rejects.toThrow(/password authentication failed/);
    expect((await stat(join(dataDir, 'postgres/connection.json'))).mode & 0o777).toBe(0o600);
  });

  it('forgets what a start that was killed half-way has left', async () => {
    await mkdir(join(dataDir, 'postgres.new-abcdef/data'), { recursive: true });
    await writeFile(join(dataDir, 'postgres.new-abcdef/data/PG_VERSION'), '18\n');
    const { ownerUrl } = await start();
    expect(await query(ownerUrl, 'select 1 as one')).toEqual([{ one: 1 }]);
    expect(existsSync(join(dataDir, 'postgres.new-abcdef'))).toBe(false);
  });

  it('survives being killed at any moment', async () => {
    for (const landmark of ['postgres.lock', 'postgres.new-', 'data/global/pg_control', 'connection.json']) {
      const child = spawn(process.execPath, [ownerProgram, dataDir], { stdio: 'ignore' });
      children.push(child);
      await vi.waitFor(async () => expect(await namesIn(dataDir)).toContain(landmark), {
        interval: 1,
        timeout: 60_000,
      });
      await kill(child, 'SIGKILL');
    }
    const { ownerUrl } = await start();
    expect(await query(ownerUrl, 'select 1 as one')).toEqual([{ one: 1 }]);
  });
});

describe('a later start', () => {
  beforeEach(takeWhatIsMade);

  it('finds the data on the same port', async () => {
    const first = await start();
    await query(first.ownerUrl, 'create table things as select 7 as id');
    await first.stop();
    const second = await start();
    expect(second.ownerUrl).toBe(first.ownerUrl);
    expect(second.postmasterPid()).not.toBe(first.postmasterPid());
    expect(await query(second.ownerUrl, 'select id from things')).toEqual([{ id: 7 }]);
  });

  it('takes another port when somebody else has taken it', async () => {
    const first = await start();
    await first.stop();
    const port = Number(new URL(first.ownerUrl).port);
    const squatter = createServer().listen(port, '127.0.0.1');
    await once(squatter, 'listening');
    const second = await start();
    expect(Number(new URL(second.ownerUrl).port)).not.toBe(port);
    expect(await query(second.ownerUrl, 'select 1 as one')).toEqual([{ one: 1 }]);
    squatter.close();
  });

  it.each([
    ['of another program', () => process.pid],
    ['of nobody', () => 4_000_000],
  ])('does not mind a stale postmaster.pid with the pid %s', async (_, pid) => {
    const first = await start();
    await first.stop();
    const data = await realpath(join(dataDir, 'postgres/data'));
    await writeFile(
      join(data, 'postmaster.pid'),
      [pid(), data, 1_700_000_000, 1, '', '127.0.0.1', '123 456', 'ready   ', ''].join('\n'),
    );
    const second = await start();
    expect(await query(second.ownerUrl, 'select 1 as one')).toEqual([{ one: 1 }]);
  });

  it('does not take the server of a copied folder for its own', async () => {
    await (await start()).stop();
    const original = dataDir;
    await cp(original, `${original}-copy`, { recursive: true });
    const data = join(`${original}-copy`, 'postgres/data');
    if (isRoot()) await chownLike(join(original, 'postgres/data'), data);
    const first = await start();
    await query(first.ownerUrl, 'create table only_in_the_original ()');
    await cp(join(original, 'postgres/data/postmaster.pid'), join(data, 'postmaster.pid'));
    dataDir = `${original}-copy`;
    const second = await start();
    expect(second.postmasterPid()).not.toBe(first.postmasterPid());
    await expect(query(second.ownerUrl, 'table only_in_the_original')).rejects.toThrow(/does not exist/);
    await second.stop();
    dataDir = original;
  });
});

describe('a start that must fail', () => {
  beforeEach(takeWhatIsMade);

  it.each([
    [
      'its log of changes is gone',
      'pg_wal/0*',
      /^PostgreSQL did not start: could not locate a valid checkpoint record at [^;]*\. The write-ahead log .* restore the data folder from a backup\.$/,
    ],
    ['a folder of it is gone', 'base', /is incomplete: data\/base is missing\. Restore the data folder/],
    [
      'tables of it are gone',
      'global/1*',
      /is damaged: could not open file "global\/1\d*".*\. Restore the data folder/,
    ],
  ])('says so in one line: %s', async (_, gone, words) => {
    await promisify(execFile)('sh', ['-c', `rm -r ${join(dataDir, 'postgres/data')}/${gone}`]);
    await expect(start()).rejects.toThrow(words);
    await expect(start()).rejects.not.toThrow('\n');
    expect(existsSync(join(dataDir, 'postgres/data/postmaster.pid'))).toBe(false);
  });
});

describe('a server that was left behind', () => {
  beforeEach(takeWhatIsMade);

  it('is taken over after its owner was killed, and stopped in the end', async () => {
    const owner = await startOwner();
    await query(owner.ownerUrl, 'create table things as select 7 as id');
    await kill(owner.child, 'SIGKILL');
    expect(lives(owner.pid)).toBe(true);

    const heir = await start();
    expect(heir.postmasterPid()).toBe(owner.pid);
    expect(heir.ownerUrl).toBe(owner.ownerUrl);
    expect(await query(heir.ownerUrl, 'select id from things')).toEqual([{ id: 7 }]);
    await heir.stop();
    await expect.poll(() => lives(owner.pid)).toBe(false);
  });

  it('is replaced when it was killed too, at the same moment', async () => {
    const owner = await startOwner();
    const session = new pg.Client(owner.superuserUrl);
    session.on('error', () => undefined);
    await session.connect();
    await kill(owner.child, 'SIGKILL');
    process.kill(owner.pid, 'SIGKILL');
    const heir = await start();
    expect(heir.postmasterPid()).not.toBe(owner.pid);
    expect(await query(heir.ownerUrl, 'select 1 as one')).toEqual([{ one: 1 }]);
    await session.end().catch(() => undefined);
  });

  it('recovers what was committed', async () => {
    const owner = await startOwner();
    await query(owner.ownerUrl, 'create table things (id int)');
    await query(owner.ownerUrl, 'insert into things select generate_series(1, 1000)');
    await kill(owner.child, 'SIGKILL');
    process.kill(owner.pid, 'SIGKILL');
    const heir = await start();
    expect(await query(heir.ownerUrl, 'select count(*)::int as n from things')).toEqual([{ n: 1000 }]);
  });
});

describe('two processes', () => {
  it('that start at the same moment in an empty folder share one server, which ends with the last', async () => {
    const [one, two, three] = await Promise.all([startOwner(), startOwner(), start()]);
    expect(two.pid).toBe(one.pid);
    expect(three.postmasterPid()).toBe(one.pid);
    expect(two.ownerUrl).toBe(one.ownerUrl);

    await kill(one.child, 'SIGINT');
    await three.stop();
    expect(await query(two.ownerUrl, 'select 1 as one')).toEqual([{ one: 1 }]);
    await kill(two.child, 'SIGINT');
    await expect.poll(() => lives(one.pid)).toBe(false);
  });

  it('that stop at the same moment leave nothing running', async () => {
    await takeWhatIsMade();
    const [one, two] = await Promise.all([startOwner(), startOwner()]);
    await Promise.all([kill(one.child, 'SIGINT'), kill(two.child, 'SIGINT')]);
    await expect.poll(() => lives(one.pid)).toBe(false);
    expect(existsSync(join(dataDir, 'postgres/data/postmaster.pid'))).toBe(false);
  });

  it('may come and go in any order without ever losing the server', async () => {
    await takeWhatIsMade();
    for (let round = 0; round < 3; round++) {
      const leaving = await startOwner();
      const [arriving] = await Promise.all([startOwner(), kill(leaving.child, 'SIGINT')]);
      expect(await query(arriving.ownerUrl, 'select 1 as one')).toEqual([{ one: 1 }]);
      await kill(arriving.child, 'SIGINT');
    }
  });
});

describe('a server that dies under us', () => {
  beforeEach(takeWhatIsMade);

  it('is started again on the same port, with what was committed, though its sessions linger', async () => {
    const postgres = await start();
    await query(postgres.ownerUrl, 'create table things as select 7 as id');
    const busy = query(
      postgres.ownerUrl,
      `set transaction_timeout = 0; select count(*) from generate_series(1, 3e6)`,
    ).catch(() => undefined);
    const killed = postgres.postmasterPid();
    process.kill(killed, 'SIGKILL');
    await vi.waitFor(() => expect(postgres.postmasterPid()).not.toBe(killed), { timeout: 60_000 });
    expect(await query(postgres.ownerUrl, 'select id from things')).toEqual([{ id: 7 }]);
    await busy;
    await postgres.stop();
    await expect.poll(() => lives(postgres.postmasterPid())).toBe(false);
    expect(messages.join('\n')).toMatch(/has ended or dropped its connections[\s\S]*answers again/);
  });

  it('again and again', async () => {
    const postgres = await start();
    for (let round = 0; round < 3; round++) {
      const killed = postgres.postmasterPid();
      process.kill(killed, 'SIGKILL');
      await vi.waitFor(() => expect(postgres.postmasterPid()).not.toBe(killed), { timeout: 60_000 });
    }
    expect(await query(postgres.ownerUrl, 'select 1 as one')).toEqual([{ one: 1 }]);
  });

  it('is started once, when several processes miss it', async () => {
    const [postgres, owner] = await Promise.all([start(), startOwner()]);
    const killed = postgres.postmasterPid();
    process.kill(killed, 'SIGKILL');
    await vi.waitFor(() => expect(postgres.postmasterPid()).not.toBe(killed), { timeout: 60_000 });
    await kill(owner.child, 'SIGINT');
    expect(lives(postgres.postmasterPid())).toBe(true);
    expect(await query(postgres.ownerUrl, 'select 1 as one')).toEqual([{ one: 1 }]);
  });

  it('stays down once we have left', async () => {
    const postgres = await start();
    await postgres.stop();
    await expect.poll(() => lives(postgres.postmasterPid())).toBe(false);
    expect(messages.join('\n')).not.toMatch(/making sure/);
  });
});

it('is no member of our process group, so that Ctrl-C reaches us alone', async () => {
  await takeWhatIsMade();
  const owner = await startOwner();
  const groupOf = async (pid: number): Promise<number> =>
    Number((await readFile(`/proc/${pid}/stat`, 'utf8')).split(') ')[1]?.split(' ')[2]);
  expect(await groupOf(owner.child.pid ?? 0)).toBe(owner.child.pid);
  expect(await groupOf(owner.pid)).toBe(owner.pid);
});

describe.runIf(isRoot())('as root', () => {
  it('runs as somebody else', async () => {
    await takeWhatIsMade();
    const { pid } = await startOwner();
    expect((await stat(`/proc/${pid}`)).uid).not.toBe(0);
  });

  it('works from a folder that only root may enter, and opens it to nobody', async () => {
    await chmod(folder, 0o700);
    const program = await copyProgram(join(folder, 'clone'));
    dataDir = join(folder, 'clone/.data');
    const modes = async (): Promise<number[]> =>
      await Promise.all([folder, join(folder, 'clone')].map(async (path) => (await stat(path)).mode));
    const before = await modes();
    let home = '';
    try {
      const first = await startOwner(program);
      home = dirname(await realpath(join(dataDir, 'postgres')));
      expect(home.startsWith(folder)).toBe(false);
      expect((await readlink(`/proc/${first.pid}/exe`)).startsWith(home)).toBe(true);
      await query(first.ownerUrl, 'create table things as select 7 as id');
      await kill(first.child, 'SIGKILL');

      const second = await startOwner(program);
      expect(second.pid).toBe(first.pid);
      await kill(second.child, 'SIGINT');

      const third = await startOwner(program);
      expect(await query(third.ownerUrl, 'select id from things')).toEqual([{ id: 7 }]);
      await kill(third.child, 'SIGINT');
      expect(await modes()).toEqual(before);
    } finally {
      await (await startEmbeddedPostgres(dataDir, () => undefined)).stop();
      await rm(home, { recursive: true, force: true });
    }
  });
});

/** As much of a clone as it takes, without the links that the package's install script makes. */
async function copyProgram(clone: string): Promise<string> {
  const packages = [
    '@embedded-postgres',
    'embedded-postgres',
    'async-exit-hook',
    'pg',
    'pg-cloudflare',
    'pg-connection-string',
    'pg-int8',
    'pg-pool',
    'pg-protocol',
    'pg-types',
    'pgpass',
    'postgres-array',
    'postgres-bytea',
    'postgres-date',
    'postgres-interval',
    'split2',
    'xtend',
  ];
  for (const path of [
    'package.json',
    'server/embedded-postgres',
    'server/src/platform/database',
    'server/test/embedded-postgres-owner.ts',
    ...packages.map((name) => `node_modules/${name}`),
  ]) {
    await cp(join(repository, path), join(clone, path), {
      recursive: true,
      filter: async (source) => !/\.so(\.\d+)*$/.test(source) || !(await lstat(source)).isSymbolicLink(),
    });
  }
  return join(clone, 'server/test/embedded-postgres-owner.ts');
}

async function namesIn(path: string): Promise<string> {
  return existsSync(path) ? (await readdir(path, { recursive: true }).catch(() => [])).join('\n') : '';
}

async function chownLike(model: string, path: string): Promise<void> {
  const { uid, gid } = await stat(model);
  await chmod(path, 0o700);
  for (const entry of ['', ...(await readdir(path, { recursive: true }))]) await chown(join(path, entry), uid, gid);
}
