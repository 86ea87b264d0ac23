import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { closeSync, existsSync, fsyncSync, openSync } from 'node:fs';
import {
  chmod,
  chown,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  realpath,
  rename,
  rm,
  stat,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';
import { type Account, canEnter, placeFor, unprivilegedAccount, isRoot } from './account.ts';
import { findPrograms, type Programs } from './programs.ts';
import { reasonsIn } from './reasons.ts';

type Connection = { port: number; superuserPassword: string; ownerPassword: string };

/** A complete data cluster: nothing half-made ever has its name. */
export type Cluster = {
  home: string;
  data: string;
  account: Account | undefined;
  programs: Programs;
  connection: Connection;
};

export type Log = (message: string) => void;

/** Nothing of this process's environment: PG* variables would reach the server, and secrets its children. */
export const serverEnvironment = { PATH: '/usr/bin:/bin', LC_ALL: 'C' };

/**
 * Opens the cluster of that folder, which is made first if there is none. To be called under the folder's lock.
 *
 * `<dataDir>/postgres` is a folder, or a link to one where PostgreSQL's account may go. Removing it, or all of
 * `dataDir`, starts afresh.
 */
export async function openCluster(dataDir: string, log: Log): Promise<Cluster> {
  const name = join(dataDir, 'postgres');
  if (!existsSync(name)) await placeCluster(dataDir, log, initialize);
  return await existingCluster(dataDir, name, log);
}

async function existingCluster(dataDir: string, name: string, log: Log): Promise<Cluster> {
  const home = await realpath(name);
  const data = join(home, 'data');
  checkWhole(home);
  const { uid, gid } = await stat(data);
  const account = isRoot() ? { uid, gid } : undefined;
  if (!account && uid !== process.getuid?.()) {
    throw new Error(
      `${data} belongs to another account (uid ${uid}): start as root, as the first time, or use another DATA_DIR.`,
    );
  }
  if (account && !canEnter(home, account)) {
    throw new Error(
      `PostgreSQL runs as uid ${uid}, which can no longer enter ${home}. Let it, or use another DATA_DIR.`,
    );
  }
  const programs = await findPrograms(account, placeFor(dataDir, account, log));
  const connection: unknown = JSON.parse(await readFile(join(home, 'connection.json'), 'utf8'));
  return { home, data, account, programs, connection: connection as Connection };
}

/** The least that PostgreSQL starts with; it would wait, or blame something else, where some of it is gone. */
const necessary = [
  'connection.json',
  'data/PG_VERSION',
  'data/base',
  'data/global/pg_control',
  'data/pg_wal',
  'data/pg_xact',
];

export const restore =
  'Restore the data folder from a backup. Only if it held nothing of worth, delete it; the next start makes a new, empty database.';

function checkWhole(home: string): void {
  const missing = necessary.find((path) => !existsSync(join(home, path)));
  if (missing !== undefined)
    throw new Error(`the database in ${home} is incomplete: ${missing} is missing. ${restore}`);
}

/** What PostgreSQL runs as and with, for a cluster that is not there yet. */
export type Runner = { readonly account: Account | undefined; readonly programs: Programs };

/**
 * Puts a cluster into a data folder that has none: whole or not at all. To be called under the folder's lock.
 * @param fill makes it in the given folder, which is empty
 */
export async function placeCluster(
  dataDir: string,
  log: Log,
  fill: (home: string, runner: Runner) => Promise<void>,
): Promise<void> {
  const name = join(dataDir, 'postgres');
  const account = isRoot() ? unprivilegedAccount() : undefined;
  const parent = placeFor(dataDir, account, log);
  for (const entry of await readdir(parent)) {
    // An initdb whose parent was killed may still write there for a second; then it is removed the next time.
    if (entry.startsWith('postgres.new-'))
      await rm(join(parent, entry), { recursive: true, force: true, maxRetries: 5 }).catch(() => undefined);
    if (entry.startsWith('postgres-')) log(`An older database of this folder is still in ${join(parent, entry)}.`);
  }
  log(`Making a PostgreSQL database in ${parent} …`);
  const fresh = await mkdtemp(join(parent, 'postgres.new-'));
  await chmod(fresh, account ? 0o711 : 0o700);
  try {
    await fill(fresh, { account, programs: await findPrograms(account, parent) });
  } catch (error) {
    await rm(fresh, { recursive: true, force: true, maxRetries: 5 });
    throw error;
  }
  syncFolder(fresh);
  if (parent === dataDir) {
    await rename(fresh, name);
  } else {
    const home = join(parent, basename(fresh).replace('.new-', '-'));
    await rename(fresh, home);
    syncFolder(parent);
    // A link may be left whose target is gone.
    await rm(name, { force: true });
    await symlink(home, name);
  }
  syncFolder(dataDir);
}

async function initialize(home: string, { account, programs }: Runner): Promise<void> {
  const connection: Connection = {
    port: 0,
    superuserPassword: randomBytes(24).toString('hex'),
    ownerPassword: randomBytes(24).toString('hex'),
  };
  const data = join(home, 'data');
  const passwordFile = join(home, 'password');
  await mkdir(data, { mode: 0o700 });
  await writeFile(passwordFile, connection.superuserPassword, { mode: 0o600 });
  if (account) for (const path of [data, passwordFile]) await chown(path, account.uid, account.gid);

  await runToEnd(
    programs.initdb,
    [
      '-D',
      data,
      '-U',
      'postgres',
      '--pwfile',
      passwordFile,
      '--auth=scram-sha-256',
      '--encoding=UTF8',
      '--locale=C',
      '--locale-provider=builtin',
      '--builtin-locale=C.UTF-8',
    ],
    account,
  );
  // A server without a network, that ends with its input: no other process can reach a half-made database.
  const statements = [
    `create role colab_owner login createrole password '${connection.ownerPassword}'`,
    'create database colab owner colab_owner',
    'create extension pg_stat_statements',
  ];
  await runToEnd(
    programs.postgres,
    ['--single', '-D', data, '-c', 'exit_on_error=on', 'postgres'],
    account,
    `${statements.join('\n')}\n`,
  );
  await rm(passwordFile);
  await writeConnection(home, connection);
}

async function runToEnd(program: string, args: string[], account: Account | undefined, input = ''): Promise<void> {
  const run = promisify(execFile)(program, args, { ...account, cwd: '/', env: serverEnvironment });
  // A program that fails early does not read it all.
  run.child.stdin?.on('error', () => undefined).end(input);
  await run.catch((error: Error & { stderr?: string }) => {
    throw new Error(`the database could not be made: ${reasonsIn(error.stderr || error.message)}`);
  });
}

export async function writeConnection(home: string, connection: Connection): Promise<void> {
  const fresh = join(home, 'connection.json.new');
  await writeFile(fresh, `${JSON.stringify(connection, null, 2)}\n`, { mode: 0o600, flush: true });
  // Root may start what another account began, which then goes on.
  const { uid, gid } = await stat(home);
  if (isRoot()) await chown(fresh, uid, gid);
  await rename(fresh, join(home, 'connection.json'));
  syncFolder(home);
}

function syncFolder(folder: string): void {
  const handle = openSync(folder, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
