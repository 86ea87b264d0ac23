import { randomBytes, randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { link, mkdir, readFile, statfs, unlink, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import type { Config } from './platform/config.ts';

/** What a new database takes with its log, and what one that is there needs to recover; rounded up, in bytes. */
const roomForNew = 250_000_000;
const roomForOld = 50_000_000;

/**
 * Finds out what would keep a server from working before a database is started for it.
 * @returns the secret that its keys are sealed with
 * @throws with one line that says what is wrong and what to do
 */
export async function checkBeforeStart(config: Config, dataDir: string): Promise<string> {
  await checkPort(config);
  if (config.DATABASE_URL) return config.SECRET_KEY ?? '';
  // Looked for before the secret, which another server that starts now writes before its database.
  const isSetUp = existsSync(join(dataDir, 'postgres'));
  if (isSetUp || config.SECRET_KEY !== undefined) await unlink(await writeDraft(dataDir, ''));
  else await makeSecret(dataDir);
  await checkRoom(dataDir, isSetUp ? roomForOld : roomForNew);
  const secret = config.SECRET_KEY ?? (await readFile(secretFile(dataDir), 'utf8').catch(unless('ENOENT')))?.trim();
  if (secret) return secret;
  throw new Error(
    `${secretFile(dataDir)} is missing, and the database beside it was set up with it. Put it back from a backup, or set SECRET_KEY if that was used before. If it is lost, docs/operators.md says how to go on without it ("A lost secret").`,
  );
}

async function checkPort({ HOST, PORT }: Config): Promise<void> {
  const probe = createServer();
  try {
    await new Promise<void>((resolve, reject) => probe.once('error', reject).listen(PORT, HOST, resolve));
  } catch (error) {
    throw cannotListen(error, HOST, PORT);
  } finally {
    probe.close();
  }
}

/** Says why a server cannot listen there. */
export function cannotListen(error: unknown, host: string, port: number): Error {
  const cures: Readonly<Record<string, string>> = {
    EADDRINUSE: `port ${port} on ${host} is taken, by another program or by a Colab that already runs. Stop that one, or set PORT to a free port.`,
    EACCES: `this account may not listen on port ${port}. Set PORT to 1024 or more, and let a proxy take ${port}.`,
    EADDRNOTAVAIL: `${host} is no address of this machine. Set HOST to one, or to 0.0.0.0 for all.`,
    ENOTFOUND: `the name ${host} is not known here. Set HOST to an address of this machine, or to 0.0.0.0 for all.`,
  };
  const cure = cures[codeOf(error)];
  return cure === undefined && error instanceof Error ? error : new Error(cure, { cause: error });
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}

/**
 * The embedded database needs no settings: its secret is made once and stays beside it. One that is there is kept.
 * @throws with one line where the data folder cannot be written to
 */
export async function makeSecret(dataDir: string): Promise<void> {
  const draft = await writeDraft(dataDir, randomBytes(32).toString('base64url'));
  // Whole or not at all: a second server that starts at this moment must not read half a key.
  await link(draft, secretFile(dataDir)).catch(unless('EEXIST'));
  await unlink(draft);
}

async function writeDraft(dataDir: string, text: string): Promise<string> {
  const draft = `${secretFile(dataDir)}.${randomUUID()}`;
  try {
    await mkdir(dataDir, { recursive: true });
    await writeFile(draft, text, { flag: 'wx', mode: 0o600 });
    return draft;
  } catch (error) {
    const cure =
      codeOf(error) === 'ENOSPC' ? 'Make room on its disk' : 'Let this account write there, or mount it writable';
    throw new Error(
      `the data folder ${dataDir} cannot be written to (${codeOf(error) || String(error)}). ${cure}, or set DATA_DIR to another folder.`,
      { cause: error },
    );
  }
}

function secretFile(dataDir: string): string {
  return join(dataDir, 'secret-key');
}

/** Lets an error of that code pass. */
function unless(code: string): (error: unknown) => null {
  return (error) => {
    if (codeOf(error) === code) return null;
    throw error;
  };
}

async function checkRoom(dataDir: string, needed: number): Promise<void> {
  const { bavail, bsize } = await statfs(dataDir);
  const free = bavail * bsize;
  const inMb = (bytes: number) => `${Math.ceil(bytes / 1_000_000)} MB`;
  if (free < needed)
    throw new Error(
      `the disk of the data folder ${dataDir} is full: ${inMb(free)} are free, and the database needs ${inMb(needed)} to start. Make room, or set DATA_DIR to a folder on another disk.`,
    );
}
