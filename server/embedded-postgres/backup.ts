import { constants } from 'node:fs';
import {
  access,
  chown,
  copyFile,
  mkdir,
  open,
  readdir,
  readFile,
  realpath,
  rename,
  rm,
  writeFile,
} from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import pg from 'pg';
import { makeClient } from '../src/platform/database/connections.ts';
import type { Account } from './account.ts';
import { type Log, placeCluster } from './cluster.ts';
import { startEmbeddedPostgres } from './embedded-postgres.ts';
import { withFileLock } from './file-lock.ts';

/** What a copy of a running cluster must not have, or makes anew: PostgreSQL's manual, "Making a base backup". */
const leftOut = new Set([
  'postmaster.pid',
  'postmaster.opts',
  'log',
  'pg_wal',
  'pg_control',
  'backup_label',
  'backup_label.old',
  'pg_internal.init',
]);
const emptied = new Set([
  'pg_replslot',
  'pg_dynshmem',
  'pg_notify',
  'pg_serial',
  'pg_snapshots',
  'pg_stat_tmp',
  'pg_subtrans',
]);

type Options = {
  readonly log: Log;
  /** Ends the work at the next file; what was written by then is removed. */
  readonly signal: AbortSignal;
};

/**
 * Copies the database of a data folder, and its secret, into a folder that is not there yet, while servers go on
 * writing. The copy holds all that was committed before it began. It has that name once it is whole, and is nobody's to
 * read but this account's.
 */
export async function backUp(dataDir: string, target: string, { log, signal }: Options): Promise<void> {
  await mustNotExist(target);
  const postgres = await startEmbeddedPostgres(dataDir, log);
  const partial = `${target}.partial`;
  try {
    await rm(partial, { recursive: true, force: true });
    await mkdir(join(partial, 'postgres'), { recursive: true, mode: 0o700 });
    await copyRunning(postgres.superuserUrl, join(await realpath(dataDir), 'postgres'), join(partial, 'postgres'), {
      log,
      signal,
    });
    await copySecret(dataDir, partial);
    await rename(partial, target);
    await sync(dirname(target));
  } catch (error) {
    await rm(partial, { recursive: true, force: true });
    throw error;
  } finally {
    await postgres.stop();
  }
}

async function copyRunning(superuserUrl: string, home: string, to: string, { log, signal }: Options): Promise<void> {
  const session = makeClient({ connectionString: superuserUrl, application_name: 'colab backup' });
  await session.connect();
  try {
    await session.query('set transaction_timeout = 0; set statement_timeout = 0; set idle_session_timeout = 0');
    // Keeps the log since then; it ends with the session.
    await session.query(`select pg_create_physical_replication_slot('colab_backup_' || pg_backend_pid(), true, true)`);
    const first = await walFile(session, `pg_backup_start('colab', true)`);
    const data = join(home, 'data');
    await copyTree(data, join(to, 'data'), { log, signal });
    await copyControl(data, join(to, 'data'));
    const { rows } = await session.query<{ lsn: string; labelfile: string; last: string }>(
      'select lsn::text, labelfile, pg_walfile_name(lsn) as last from pg_backup_stop(false)',
    );
    const [stopped] = rows;
    if (!stopped) throw new Error('PostgreSQL did not end the backup.');
    await mkdir(join(to, 'data/pg_wal'), { mode: 0o700 });
    for (const file of await readdir(join(data, 'pg_wal'))) {
      const isNeeded = /^[0-9A-F]{24}$/.test(file) ? file >= first && file <= stopped.last : file.endsWith('.history');
      if (isNeeded) await copySynced(join(data, 'pg_wal', file), join(to, 'data/pg_wal', file));
    }
    await writeFile(join(to, 'data/backup_label'), stopped.labelfile, { mode: 0o600, flush: true });
    await copySynced(join(home, 'connection.json'), join(to, 'connection.json'));
  } finally {
    await session.end();
  }
}

async function walFile(session: pg.Client, position: string): Promise<string> {
  const { rows } = await session.query<{ file: string }>(`select pg_walfile_name(${position}) as file`);
  return rows[0]?.file ?? '';
}

/** Its one sector may be rewritten at any moment: two copies that agree are whole. */
async function copyControl(data: string, to: string): Promise<void> {
  const read = () => readFile(join(data, 'global/pg_control'));
  let control = await read();
  for (let again = await read(); !again.equals(control); again = await read()) control = again;
  await writeFile(join(to, 'global/pg_control'), control, { mode: 0o600, flush: true });
}

/** A database with an outside secret has none here. */
async function copySecret(dataDir: string, to: string): Promise<void> {
  const file = join(dataDir, 'secret-key');
  if (await exists(file)) await copySynced(file, join(to, 'secret-key'));
}

/**
 * Puts a backup into a data folder that has no database: whole or not at all. It is then as it was at the end of the
 * backup.
 */
export async function restore(source: string, dataDir: string, { log, signal }: Options): Promise<void> {
  for (const part of ['postgres/connection.json', 'postgres/data/backup_label', 'postgres/data/global/pg_control'])
    if (!(await exists(join(source, part)))) throw new Error(`${source} is no backup: it has no ${part}.`);
  await mustNotExist(join(dataDir, 'postgres'));
  await mkdir(dataDir, { recursive: true });
  const folder = await realpath(dataDir);
  await withFileLock(join(folder, 'postgres.lock'), log, async () => {
    await mustNotExist(join(folder, 'postgres'));
    await restoreSecret(source, folder);
    await placeCluster(folder, log, async (home, { account }) => {
      await copyTree(join(source, 'postgres/data'), join(home, 'data'), { log, signal, all: true, account });
      await copySynced(join(source, 'postgres/connection.json'), join(home, 'connection.json'));
    });
  });
}

/** One that is there already must be the same: a restore that was broken off has left it. */
async function restoreSecret(source: string, dataDir: string): Promise<void> {
  const [wanted, present] = await Promise.all(
    [source, dataDir].map((folder) => readFile(join(folder, 'secret-key'), 'utf8').catch(() => null)),
  );
  if (wanted === present) return;
  await mustNotExist(join(dataDir, 'secret-key'));
  await copySecret(source, dataDir);
}

type Tree = Options & {
  /** A backup is copied whole; a running cluster without what only lives. */
  readonly all?: boolean;
  readonly account?: Account | undefined;
};

async function copyTree(from: string, to: string, tree: Tree): Promise<void> {
  const progress = new Progress(tree.log);
  const copy = async (source: string, target: string): Promise<void> => {
    await mkdir(target, { mode: 0o700 });
    if (tree.account) await chown(target, tree.account.uid, tree.account.gid);
    if (!tree.all && emptied.has(basename(source))) return;
    for (const entry of await readdir(source, { withFileTypes: true })) {
      tree.signal.throwIfAborted();
      const path = join(source, entry.name);
      if (!tree.all && (leftOut.has(entry.name) || entry.name.startsWith('pgsql_tmp'))) continue;
      if (entry.isDirectory()) await copy(path, join(target, entry.name));
      // A table that is dropped meanwhile takes its file along; the log says so.
      else progress.add(await copySynced(path, join(target, entry.name), tree.account).catch(unlessGone));
    }
    await sync(target);
  };
  await copy(from, to);
}

class Progress {
  readonly #log: Log;
  #bytes = 0;
  #loggedAt = 0;

  constructor(log: Log) {
    this.#log = log;
  }

  add(bytes: number): void {
    this.#bytes += bytes;
    if (this.#bytes - this.#loggedAt < 100_000_000) return;
    this.#loggedAt = this.#bytes;
    this.#log(`${Math.round(this.#bytes / 1_000_000)} MB copied …`);
  }
}

/** @returns its size */
async function copySynced(from: string, to: string, account?: Account): Promise<number> {
  await copyFile(from, to, constants.COPYFILE_EXCL | constants.COPYFILE_FICLONE);
  if (account) await chown(to, account.uid, account.gid);
  const file = await open(to, 'r');
  try {
    await file.sync();
    return (await file.stat()).size;
  } finally {
    await file.close();
  }
}

async function sync(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

function unlessGone(error: NodeJS.ErrnoException): number {
  if (error.code === 'ENOENT') return 0;
  throw error;
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}

async function mustNotExist(path: string): Promise<void> {
  if (await exists(path)) throw new Error(`${path} is there already: name another folder, or move that one away.`);
}
