import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { type App, type AppConfig, openApp } from '../src/app.ts';
import { createLog } from '../src/platform/log.ts';
import type { TestDatabase } from './database.ts';
import { secret } from './secret.ts';

type Urls = Pick<TestDatabase, 'ownerUrl' | 'appUrl' | 'eventsUrl' | 'jobsUrl'>;

/** What tells a server which database is its own. */
export function settingsFor(urls: Urls): NodeJS.ProcessEnv {
  return {
    DATABASE_URL: urls.ownerUrl,
    APP_DATABASE_URL: urls.appUrl,
    EVENTS_DATABASE_URL: urls.eventsUrl,
    JOBS_DATABASE_URL: urls.jobsUrl,
  };
}

/**
 * A server in this process, whose clock the test may hold. It runs scheduled jobs only where the test starts them.
 * @param settings beside those of all tests
 */
export function startApp(
  { appUrl, eventsUrl, jobsUrl }: Urls,
  clock?: () => Date,
  settings: Partial<AppConfig> = {},
): Promise<App> {
  return openApp({
    appUrl,
    eventsUrl,
    jobsUrl,
    secret,
    host: '127.0.0.1',
    port: 0,
    log: createLog('silent'),
    ...(clock ? { clock } : {}),
    ...settings,
  });
}

/** Two servers that share nothing but their database: one in this process, one in its own. */
export async function startPair(
  urls: Urls,
): Promise<{ readonly urls: readonly [string, string]; stop(): Promise<void> }> {
  const [here, there] = await Promise.all([startApp(urls), startServer(urls)]);
  return {
    urls: [here.url, there.url],
    stop: async () => void (await Promise.all([here.close(), there.stop()])),
  };
}

export type ServerProcess = {
  readonly url: string;
  readonly pid: number;
  /** What it wrote, for a test that fails. */
  readonly said: readonly string[];
  /** kill -9, and it is gone. */
  kill(): Promise<void>;
  /** As Ctrl-C does; resolves once it has ended. */
  stop(): Promise<void>;
} & Leaving;

/** A process that may be told to stop at any moment. */
export type Leaving = {
  signal(name: NodeJS.Signals): void;
  /** How it ended, once it has: its exit code, or the signal that ended it. */
  readonly ended: Promise<number | NodeJS.Signals>;
};

const program = join(import.meta.dirname, '../src/main.ts');

/** A server as it runs in earnest: a process of its own. Resolves once it listens. */
export function startServer(urls: Urls, port = 0): Promise<ServerProcess> {
  return startProcess(settingsFor(urls), port);
}

/** @param settings which database is its own; the rest is as in all tests */
export async function startProcess(settings: NodeJS.ProcessEnv, port = 0): Promise<ServerProcess> {
  const { child, said, ...leaving } = spawnServer(settings, port);
  return {
    url: await listening(child, said),
    pid: child.pid ?? 0,
    said,
    kill: () => end(child, 'SIGKILL'),
    stop: () => end(child, 'SIGTERM'),
    ...leaving,
  };
}

/** A server that may not have begun to start. */
export function spawnServer(
  settings: NodeJS.ProcessEnv,
  port = 0,
): Leaving & { readonly child: ChildProcess; readonly said: readonly string[] } {
  const child = spawn(process.execPath, [program], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...process.env,
      SECRET_KEY: secret,
      SAMPLE_DATA: 'off',
      LOG_LEVEL: 'error',
      HOST: '127.0.0.1',
      PORT: String(port),
      ...settings,
    },
  });
  // A test run that is broken off leaves no server behind.
  const killChild = (): void => void child.kill('SIGKILL');
  process.once('exit', killChild);
  child.once('exit', () => process.removeListener('exit', killChild));
  const said: string[] = [];
  child.stderr.on('data', (chunk: Buffer) => said.push(chunk.toString()));
  createInterface({ input: child.stdout }).on('line', (line) => said.push(`${line}\n`));
  const ended = new Promise<number | NodeJS.Signals>((resolve) =>
    child.once('close', (code, signal) => resolve(code ?? signal ?? 0)),
  );
  return { child, said, ended, signal: (name) => void child.kill(name) };
}

function listening(child: ChildProcess, said: readonly string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`The server ended with ${code}: ${said.join('')}`)));
    createInterface({ input: child.stdout ?? process.stdin }).on('line', (line) => {
      const [, port] = /Colab is ready: http:\/\/[^:]+:(\d+)/.exec(line) ?? [];
      if (port !== undefined) resolve(`http://127.0.0.1:${port}`);
    });
  });
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exit = once(child, 'exit');
  child.kill(signal);
  await exit;
}
