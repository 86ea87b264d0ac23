import { execFile, spawn } from 'node:child_process';
import { mkdir, readdir, rm } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startEmbeddedPostgres } from '../embedded-postgres/embedded-postgres.ts';
import { cloneDatabase, createEmptyDatabase, type TestDatabase } from './database.ts';
import { report } from './figures.ts';
import { secret } from './secret.ts';
import { settingsFor, startProcess } from './servers.ts';
import { makeThrowawayFolder } from './throwaway-folder.ts';
import { openTransactionPooler } from './transaction-pooler.ts';

// Each start as an operator makes it: a process, which has to end by itself with a line that helps.

const sh = promisify(execFile);
const longestMs = 10_000;

let folder: string;
let database: TestDatabase;
let empty: Awaited<ReturnType<typeof createEmptyDatabase>>;
let made: string;

beforeAll(async () => {
  folder = await makeThrowawayFolder('colab-erp-failing-');
  database = await cloneDatabase();
  empty = await createEmptyDatabase();
  made = join(folder, 'made');
  await (await startEmbeddedPostgres(made, () => undefined)).stop();
});
afterAll(async () => {
  await database.drop();
  await empty.drop();
  await rm(folder, { recursive: true, force: true });
});

async function copyOfMade(): Promise<string> {
  const copy = join(folder, `copy-${(await readdir(folder)).length}`);
  await sh('cp', ['-a', made, copy]);
  return copy;
}

type Start = {
  readonly settings: NodeJS.ProcessEnv;
  readonly around?: readonly string[];
  readonly flags?: readonly string[];
};

async function startOf({ settings, around = [], flags = [] }: Start) {
  const command = [...around, process.execPath, ...flags, join(import.meta.dirname, '../colab.js')];
  const began = performance.now();
  const child = spawn(command[0] ?? '', command.slice(1), {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, PORT: '0', SAMPLE_DATA: 'off', DATA_DIR: join(folder, 'data'), ...settings },
  });
  const said: string[] = [];
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => said.push(chunk.toString()));
  const code = await new Promise((resolve) => child.once('close', resolve));
  const lines = said
    .join('')
    .split('\n')
    .filter((line) => line !== '' && line !== 'Colab starts …');
  return { code, lines, ms: Math.round(performance.now() - began) };
}

/** Runs in file systems of its own, which end with it. */
function inside(script: string): readonly string[] {
  return ['unshare', '--map-root-user', '--mount', 'sh', '-c', `${script} && exec "$@"`, 'sh'];
}

const starts: Readonly<Record<string, { readonly words: RegExp; start(): Promise<Start> | Start }>> = {
  'a port that is taken': {
    words: /port \d+ on 127\.0\.0\.1 is taken.*set PORT/,
    start: async () => {
      const other = createServer().unref();
      await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
      return { settings: { PORT: String((other.address() as AddressInfo).port) } };
    },
  },
  'a wrong secret': {
    words: /SECRET_KEY does not open the key .* Start with the secret/,
    start: () => ({ settings: { ...settingsFor(database), SECRET_KEY: 'another-secret-key' } }),
  },
  'a lost secret': {
    words: /secret-key is missing.*Put it back/,
    start: async () => ({ settings: { DATA_DIR: await copyOfMade() } }),
  },
  'a data folder half deleted': {
    words: /is incomplete: data\/base is missing\. Restore/,
    start: async () => {
      const dataDir = await copyOfMade();
      await rm(join(dataDir, 'postgres/data/base'), { recursive: true });
      return { settings: { DATA_DIR: dataDir, SECRET_KEY: secret } };
    },
  },
  'a lost write-ahead log': {
    words: /The write-ahead log .* restore the data folder/,
    start: async () => {
      const dataDir = await copyOfMade();
      await sh('sh', ['-c', `rm ${dataDir}/postgres/data/pg_wal/0*`]);
      return { settings: { DATA_DIR: dataDir, SECRET_KEY: secret } };
    },
  },
  'a database that cannot be reached': {
    words: /cannot be reached: connect ECONNREFUSED.*correct DATABASE_URL/,
    start: () => ({ settings: { DATABASE_URL: 'postgresql://owner@127.0.0.1:1/colab', SECRET_KEY: secret } }),
  },
  'a database that does not answer': {
    words: /cannot be reached: .*correct DATABASE_URL/,
    start: async () => {
      const silent = createServer().unref();
      await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
      const { port } = silent.address() as AddressInfo;
      return { settings: { DATABASE_URL: `postgresql://owner@127.0.0.1:${port}/colab`, SECRET_KEY: secret } };
    },
  },
  'a pooler in transaction mode': {
    words: /DATABASE_URL leads to a pooler in transaction mode.*session mode/,
    start: async () => {
      const { url } = await openTransactionPooler(database.ownerUrl);
      return { settings: { ...settingsFor(database), DATABASE_URL: url, SECRET_KEY: secret } };
    },
  },
  'an owner without rights': {
    words: /may not make tables\. Run as a superuser: alter database/,
    start: () => {
      const url = Object.assign(new URL(database.appUrl), { pathname: new URL(empty.ownerUrl).pathname }).href;
      return { settings: { DATABASE_URL: url, SECRET_KEY: secret } };
    },
  },
  'a data folder that is read-only': {
    words: /cannot be written to \(EROFS\)\. .*set DATA_DIR/,
    start: async () => {
      const dataDir = join(folder, 'read-only');
      await mkdir(dataDir);
      return { settings: { DATA_DIR: dataDir }, around: inside(`mount -t tmpfs -o ro tmpfs ${dataDir}`) };
    },
  },
  'a full disk': {
    words: /is full: \d+ MB are free, and the database needs \d+ MB to start\. Make room/,
    start: async () => {
      const dataDir = join(folder, 'full');
      await mkdir(dataDir);
      return { settings: { DATA_DIR: dataDir }, around: inside(`mount -t tmpfs -o size=20m tmpfs ${dataDir}`) };
    },
  },
  'a Node without the install scripts': {
    words: /this is Node .*npm rebuild node/,
    start: () => ({ settings: {}, flags: ['--no-experimental-strip-types'] }),
  },
};

it.each(Object.entries(starts))('%s ends the start by itself, with one line', async (name, { words, start }) => {
  const { code, lines, ms } = await startOf(await start());
  report(name, { ms });
  expect(lines).toEqual([expect.stringMatching(words)]);
  expect(lines[0]).toMatch(/^colab cannot start: /);
  expect(code).toBe(1);
  expect(ms).toBeLessThan(longestMs);
});

it('a lost secret is replaced by a new one, with one command', async () => {
  const settings = { DATA_DIR: join(folder, 'lost') };
  await (await startProcess({ ...settings, SECRET_KEY: '' })).stop();
  await rm(join(settings.DATA_DIR, 'secret-key'));
  const { lines } = await startOf({ settings });
  expect(lines).toEqual([expect.stringContaining('secret-key is missing')]);
  await sh(process.execPath, [join(import.meta.dirname, '../src/new-secret.ts')], {
    env: { ...process.env, ...settings },
  });
  await (await startProcess({ ...settings, SECRET_KEY: '' })).stop();
});

it('a program folder that is read-only is no failure', async () => {
  const program = join(import.meta.dirname, '../..');
  const around = inside(`mount --bind ${program} ${program} && mount -o remount,ro,bind ${program}`);
  const settings = { ...settingsFor(database), SECRET_KEY: secret };
  const child = spawn(around[0] ?? '', [...around.slice(1), process.execPath, join(program, 'server/colab.js')], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, PORT: '0', SAMPLE_DATA: 'off', ...settings },
  });
  const said: string[] = [];
  const isReady = new Promise<boolean>((resolve) => {
    child.stdout.on('data', (chunk: Buffer) => {
      said.push(chunk.toString());
      if (said.join('').includes('Colab is ready')) resolve(true);
    });
    child.once('close', () => resolve(false));
  });
  expect(await isReady).toBe(true);
  child.kill('SIGTERM');
  expect(await new Promise((resolve) => child.once('close', resolve))).toBe(0);
});
