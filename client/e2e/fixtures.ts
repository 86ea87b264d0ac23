import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test as base } from '@playwright/test';

export { expect } from '@playwright/test';

export type Server = {
  url: string;
  dataDir: string;
  /** Ends it as a crash would; its database lives on. */
  kill(): Promise<void>;
  /** Starts it again, on the same port and the same database. */
  restart(): Promise<void>;
};

/** A real server for each file of journeys, on a database of its own with the sample facility in it. */
export const test = base.extend<object, { server: Server }>({
  server: [
    // oxlint-disable-next-line no-empty-pattern -- Playwright wants to see a pattern there
    async ({}, use) => {
      const dataDir = await mkdtemp(join(tmpdir(), 'colab-erp-journey-'));
      // It is ours and new; as root, PostgreSQL's account passes through it.
      await chmod(dataDir, 0o755);
      let running = await startServer(dataDir, 0);
      const { url } = running;
      try {
        await use({
          url,
          dataDir,
          kill: () => end(running.child, 'SIGKILL'),
          restart: async () => void (running = await startServer(dataDir, Number(new URL(url).port))),
        });
      } finally {
        if (!isRunning(running.child)) running = await startServer(dataDir, 0);
        await end(running.child, 'SIGINT');
        await rm(dataDir, { recursive: true, force: true });
      }
    },
    { scope: 'worker', timeout: 120_000 },
  ],
  baseURL: async ({ server }, use) => await use(server.url),
});

type RunningServer = { child: ChildProcess; url: string };

async function startServer(dataDir: string, port: number): Promise<RunningServer> {
  const env = { ...process.env, DATA_DIR: dataDir, PORT: String(port), HOST: '127.0.0.1', SAMPLE_DATA: 'on', DATABASE_URL: '', APP_DATABASE_URL: '' };
  const child = spawn(process.execPath, ['server/src/main.ts'], { cwd: join(import.meta.dirname, '../..'), env, stdio: ['ignore', 'pipe', 'pipe'] });
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
  return { child, url };
}

const isRunning = (child: ChildProcess): boolean => child.exitCode === null && child.signalCode === null;

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (!isRunning(child)) return;
  const ended = once(child, 'exit');
  child.kill(signal);
  await ended;
}
