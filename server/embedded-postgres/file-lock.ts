import { DatabaseSync } from 'node:sqlite';
import { setTimeout as delay } from 'node:timers/promises';

const sqliteBusy = 5;
const pollMs = 20;
const patienceMs = 5_000;

/**
 * Runs `work` while no other caller, in this process or another, holds the lock of that file.
 *
 * The lock is SQLite's, and so the kernel's: it ends with its holder, however that dies. A file with a pid in it cannot
 * promise that, because containers hand the same few pids out again and again.
 */
export async function withFileLock<T>(
  path: string,
  log: (message: string) => void,
  work: () => Promise<T>,
): Promise<T> {
  const file = new DatabaseSync(path);
  try {
    const sayAt = Date.now() + patienceMs;
    for (let hasLogged = false; !tryLock(file); await delay(pollMs)) {
      if (hasLogged || Date.now() < sayAt) continue;
      log(`Waiting for another process that starts or stops the database (${path}).`);
      hasLogged = true;
    }
    return await work();
  } finally {
    file.close();
  }
}

function tryLock(file: DatabaseSync): boolean {
  try {
    file.exec('begin exclusive');
    return true;
  } catch (error) {
    if (error instanceof Error && 'errcode' in error && error.errcode === sqliteBusy) return false;
    throw error;
  }
}
