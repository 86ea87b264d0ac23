import { execFileSync, spawn } from 'node:child_process';
import { closeSync, existsSync, openSync, readFileSync, readlinkSync, writeFileSync } from 'node:fs';
import { readdir, readFile, stat } from 'node:fs/promises';
import { createServer } from 'node:net';
import { basename, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { makeClient } from '../src/platform/database/connections.ts';
import { type Cluster, type Log, restore, serverEnvironment, writeConnection } from './cluster.ts';
import { reasonsIn } from './reasons.ts';

/** Server parameters, as `postgres -c name=value` takes them. */
export type Settings = Readonly<Record<string, string>>;

const settings: Settings = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: '200',
  shared_buffers: '256MB',
  fsync: 'on',
  synchronous_commit: 'on',
  // Queues at a room are ordered by locks, so a deadlock is rare; finding one late would hurt.
  deadlock_timeout: '150ms',
  // One transaction that lingers after a write holds back the stream of changes for everybody.
  idle_in_transaction_session_timeout: '15s',
  transaction_timeout: '60s',
  jit: 'off',
  timezone: 'UTC',
  shared_preload_libraries: 'pg_stat_statements',
  // A week of logs, and no more.
  logging_collector: 'on',
  log_filename: 'postgres-%a.log',
  log_rotation_age: '1d',
  log_rotation_size: '0',
  log_truncate_on_rotation: 'on',
  log_timezone: 'UTC',
};

const pollMs = 25;
const silenceMs = 30_000;
const lingerMs = 10_000;

class PortTaken extends Error {}
class StillInUse extends Error {}

export type RunningServer = { pid: number; port: number };

/**
 * Finds the cluster's running server, whoever started it, or starts it; returns once it answers. To be called under the
 * folder's lock.
 *
 * @param fixedPort for a server that others already know by its port.
 */
export async function ensureRunning(
  cluster: Cluster,
  log: Log,
  overrides: Settings,
  fixedPort?: number,
): Promise<RunningServer> {
  const lingerUntil = Date.now() + lingerMs;
  for (;;) {
    const existingServer = await runningServer(cluster);
    if (existingServer && fixedPort !== undefined && existingServer.port !== fixedPort)
      throw new Error(`PostgreSQL now runs on port ${existingServer.port}, not ${fixedPort}.`);
    if (existingServer) return existingServer;
    const port = fixedPort ?? (await choosePort(cluster.connection.port));
    try {
      const running = await start(cluster, port, { ...settings, ...overrides });
      if (port !== cluster.connection.port) await rememberPort(cluster, port);
      return running;
    } catch (error) {
      if (error instanceof PortTaken && fixedPort === undefined)
        log(`Port ${port} was taken in the meantime, trying another.`);
      else if (error instanceof StillInUse && Date.now() < lingerUntil) await delay(pollMs);
      else throw error;
    }
  }
}

async function rememberPort(cluster: Cluster, port: number): Promise<void> {
  cluster.connection = { ...cluster.connection, port };
  await writeConnection(cluster.home, cluster.connection);
}

/** Waits for a server that starts, recovers or stops. */
async function runningServer(cluster: Cluster): Promise<RunningServer | undefined> {
  let giveUpAt = Date.now() + silenceMs;
  for (;;) {
    const postmaster = readPostmaster(cluster.data);
    if (!postmaster) return undefined;
    const answer = await ask(cluster, postmaster.port);
    if (answer === 'ready') return postmaster;
    if (answer === 'busy') giveUpAt = Date.now() + silenceMs;
    if (Date.now() > giveUpAt)
      throw new Error(
        `The PostgreSQL server with pid ${postmaster.pid} in ${cluster.data} does not answer on port ${postmaster.port}.`,
      );
    await delay(pollMs);
  }
}

async function start(cluster: Cluster, port: number, parameters: Settings): Promise<RunningServer> {
  disarmPidFile(cluster.data);
  const logFile = join(cluster.home, 'startup.log');
  const output = openSync(logFile, 'w', 0o600);
  const startedAt = Date.now();
  const args = [
    '-D',
    cluster.data,
    '-p',
    String(port),
    ...Object.entries(parameters).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
  ];
  // In a process group of its own, so that Ctrl-C in the terminal reaches this process alone and the server is stopped
  // in order.
  const child = spawn(cluster.programs.postgres, args, {
    ...cluster.account,
    cwd: '/',
    env: serverEnvironment,
    detached: true,
    stdio: ['ignore', output, output],
  });
  closeSync(output);
  let end: string | undefined;
  child.once('error', (error) => (end = error.message));
  child.once('exit', (code, signal) => (end = `it ended with ${signal ?? code}`));
  child.unref();
  while (end === undefined) {
    if (readPostmaster(cluster.data)?.pid === child.pid) {
      const answer = await ask(cluster, port);
      if (answer === 'ready') return { pid: child.pid ?? 0, port };
      if (answer instanceof pg.DatabaseError) {
        await shutDown(cluster.data, () => undefined);
        throw new Error(`the database in ${cluster.home} is damaged: ${reasonsIn(answer.message)} ${restore}`);
      }
    }
    await delay(pollMs);
  }
  if (!(await isFree(port))) throw new PortTaken(`Port ${port} is taken.`);
  const serverOutput = (await readFile(logFile, 'utf8')).trim();
  // The sessions of a server that was killed live on for a moment.
  if (serverOutput.includes('is still in use')) throw new StillInUse(serverOutput);
  throw new Error(
    `PostgreSQL did not start: ${reasonsIn(`${serverOutput}\n${await newestLog(cluster.data, startedAt)}`)}`,
  );
}

/** What the server wrote to its own log since then: it says the reason there, once it has begun to log. */
async function newestLog(data: string, since: number): Promise<string> {
  const folder = join(data, 'log');
  if (!existsSync(folder)) return '';
  const files = (await readdir(folder)).map((name) => join(folder, name));
  const written = await Promise.all(
    files.map(async (file) => ((await stat(file)).mtimeMs >= since ? readFile(file, 'utf8') : '')),
  );
  const from = new Date(since).toISOString().replace('T', ' ').slice(0, 19);
  return written
    .join('')
    .split('\n')
    .filter((line) => line >= from)
    .join('\n');
}

/** Fast shutdown: sessions are ended, transactions rolled back, everything is written. */
export async function shutDown(data: string, log: Log): Promise<void> {
  const postmaster = readPostmaster(data);
  if (!postmaster || !signal(postmaster.pid, 'SIGINT')) return;
  const sayAt = Date.now() + silenceMs;
  for (let hasLogged = false; readPostmaster(data)?.pid === postmaster.pid; await delay(pollMs)) {
    if (hasLogged || Date.now() < sayAt) continue;
    log(`Still waiting for PostgreSQL (pid ${postmaster.pid}) to shut down.`);
    hasLogged = true;
  }
}

/** @returns false where that process has ended in the meantime. */
function signal(pid: number, name: NodeJS.Signals): boolean {
  try {
    return process.kill(pid, name);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return false;
    throw error;
  }
}

type Answer = 'ready' | 'busy' | 'silent' | pg.DatabaseError;

/** Whether this cluster's server, and no other, answers there. */
async function ask(cluster: Cluster, port: number): Promise<Answer> {
  if (port === 0) return 'silent';
  const client = makeClient({ ...superuser(cluster, port), application_name: 'colab-erp' });
  try {
    await client.connect();
    const { rows } = await client.query<{ data: string }>(
      `select /* askServer */ current_setting('data_directory') as data`,
    );
    return rows[0]?.data === cluster.data ? 'ready' : 'silent';
  } catch (error) {
    if (!(error instanceof pg.DatabaseError)) return 'silent';
    // Starting, recovering or shutting down.
    return error.code === '57P03' ? 'busy' : error;
  } finally {
    await client.end().catch(() => undefined);
  }
}

export function superuser(cluster: Cluster, port: number): pg.ClientConfig {
  return {
    host: '127.0.0.1',
    port,
    database: 'postgres',
    user: 'postgres',
    password: cluster.connection.superuserPassword,
    connectionTimeoutMillis: 5_000,
  };
}

/** Reads postmaster.pid, if that process lives and serves this folder. */
export function readPostmaster(data: string): RunningServer | undefined {
  let lines: string[];
  try {
    lines = readFileSync(pidFile(data), 'utf8').split('\n');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
  const [pid, , , port] = lines.map(Number);
  return pid && serves(pid, data) ? { pid, port: port ?? 0 } : undefined;
}

function pidFile(data: string): string {
  return join(data, 'postmaster.pid');
}

/**
 * A pid alone proves nothing: it may have been given to another program, or belong to a zombie that no process reaps.
 */
function serves(pid: number, data: string): boolean {
  try {
    if (process.platform === 'linux')
      return (
        readlinkSync(`/proc/${pid}/cwd`) === data && basename(readlinkSync(`/proc/${pid}/exe`)).startsWith('postgres')
      );
    return execFileSync('ps', ['-o', 'command=', '-p', String(pid)], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    }).includes(data);
  } catch {
    return false;
  }
}

/**
 * PostgreSQL refuses to start while the pid in its file belongs to any process but its parent, so it gets this one's.
 * The file itself stays: by its last lines PostgreSQL finds out whether processes of the dead server still use the
 * shared memory.
 */
function disarmPidFile(data: string): void {
  try {
    const rest = readFileSync(pidFile(data), 'utf8').split('\n').slice(1);
    writeFileSync(pidFile(data), [process.pid, ...rest].join('\n'));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
}

async function choosePort(preferred: number): Promise<number> {
  for (let port = preferred; ; port = 20_000 + Math.floor(Math.random() * 10_000))
    if (port > 0 && (await isFree(port))) return port;
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)));
  });
}
