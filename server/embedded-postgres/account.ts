import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, lstatSync, mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** The account that PostgreSQL runs as, where that is not this process's: PostgreSQL refuses to run as root. */
export type Account = { uid: number; gid: number };

export function isRoot(): boolean {
  return process.getuid?.() === 0;
}

/** @throws when there is no account to run PostgreSQL as. */
export function unprivilegedAccount(): Account {
  for (const name of ['postgres', 'nobody']) {
    try {
      return { uid: idOf('-u', name), gid: idOf('-g', name) };
    } catch {
      continue;
    }
  }
  throw new Error('PostgreSQL does not run as root, and this machine has neither an account "postgres" nor "nobody".');
}

function idOf(flag: '-u' | '-g', name: string): number {
  return Number(execFileSync('id', [flag, name], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }));
}

/** Checks by really going there: modes alone say nothing about access lists, mounts or security modules. */
export function canEnter(folder: string, account: Account): boolean {
  return spawnSync('/bin/sh', ['-c', 'cd "$0"', folder], { ...account, cwd: '/', stdio: 'ignore' }).status === 0;
}

/** Returns `dataDir` where the account can enter it, else a folder of this product for that `dataDir`. */
export function placeFor(dataDir: string, account: Account | undefined, log: (message: string) => void): string {
  if (!account || canEnter(dataDir, account)) return dataDir;
  const shared = ['/var/lib/colab-erp', join(tmpdir(), 'colab-erp')].find((folder) => makeOpenFolder(folder, account));
  const placeOfDataDir = join(shared ?? '', createHash('sha256').update(dataDir).digest('hex').slice(0, 12));
  if (!shared || !makeOpenFolder(placeOfDataDir, account)) {
    throw new Error(
      `PostgreSQL's account (uid ${account.uid}) can enter neither ${dataDir} nor a folder under /var/lib or ${tmpdir()}.`,
    );
  }
  if (placeOfDataDir.startsWith(tmpdir()))
    log(
      `The database is kept in ${placeOfDataDir}, which a restart of the machine may empty: set DATA_DIR to a folder that everybody can enter.`,
    );
  return placeOfDataDir;
}

function makeOpenFolder(folder: string, account: Account): boolean {
  try {
    // Only a folder that was created here gets a mode, whatever the umask.
    if (mkdirSync(folder, { recursive: true }) !== undefined) chmodSync(folder, 0o755);
    const stats = lstatSync(folder);
    // Anybody could have put a folder of that name into a temporary directory.
    return (
      stats.isDirectory() && stats.uid === process.getuid?.() && (stats.mode & 0o022) === 0 && canEnter(folder, account)
    );
  } catch {
    return false;
  }
}
