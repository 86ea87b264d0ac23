import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

export type RunningServer = {
  child: ChildProcess;
  url: string;
  /** What it has printed so far. */ printed(): string;
};

/** The repository: where programs are started. */
export const repository = join(import.meta.dirname, '../..');

export async function makeDataDir(prefix: string): Promise<string> {
  const dataDir = await mkdtemp(join(tmpdir(), prefix));
  // It is ours and new; as root, PostgreSQL's account passes through it.
  await chmod(dataDir, 0o755);
  return dataDir;
}

/** What `prepareHouse` has built, in a folder of its own. */
export async function copyPreparedHouse(prefix: string): Promise<string> {
  const prepared = process.env['PREPARED_HOUSE'];
  if (!prepared) throw new Error('No house was prepared: the journeys are run by Playwright with its global setup.');
  const dataDir = await makeDataDir(prefix);
  // With its owners: without them PostgreSQL would not start.
  await promisify(execFile)('cp', ['-a', `${prepared}/.`, dataDir]);
  return dataDir;
}

/** The real server, with the sample facility in a database of its own. @param port 0 for any that is free @param settings beside those of all journeys */
export async function startServer(
  dataDir: string,
  port: number,
  settings: Readonly<Record<string, string>> = {},
): Promise<RunningServer> {
  const env = {
    ...process.env,
    DATA_DIR: dataDir,
    PORT: String(port),
    HOST: '127.0.0.1',
    SAMPLE_DATA: 'on',
    // One person is at several screens here, and as quick as a machine: what they may ask a minute is not for them.
    MAX_COST_PER_MINUTE: String(Number.MAX_SAFE_INTEGER),
    DATABASE_URL: '',
    APP_DATABASE_URL: '',
    ...settings,
  };
  const child = spawn(process.execPath, ['server/src/main.ts'], {
    cwd: repository,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  const url = await new Promise<string>((resolve, reject) => {
    const listen = (chunk: Buffer): void => {
      said += chunk.toString();
      const [found] = /(?<=Colab is ready: )\S+/.exec(said) ?? [];
      if (found) resolve(found);
    };
    child.stdout.on('data', listen);
    child.stderr.on('data', listen);
    child.once('exit', (code) => reject(new Error(`The server ended with ${code}:\n${said}`)));
  });
  const ready = await fetch(new URL('/readyz', url));
  if (!ready.ok) throw new Error(`The server says it is ready, but /readyz answers ${ready.status}:\n${said}`);
  return { child, url, printed: () => said };
}

export function isRunning(child: ChildProcess): boolean {
  return child.exitCode === null && child.signalCode === null;
}

export async function endServer(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (!isRunning(child)) return;
  const ended = once(child, 'exit');
  child.kill(signal);
  await ended;
}
