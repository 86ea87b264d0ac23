import { existsSync } from 'node:fs';
import { readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import type { TestProject } from 'vitest/node';
import { startEmbeddedPostgres } from '../embedded-postgres/embedded-postgres.ts';
import { openApp } from '../src/app.ts';
import { migrate } from '../src/platform/database/migrate.ts';
import type { RoleUrls } from '../src/platform/database/prepare-roles.ts';
import { createLog } from '../src/platform/log.ts';
import { secret } from './secret.ts';
import { makeThrowawayFolder } from './throwaway-folder.ts';

export type ThrowawayCluster = { ownerUrl: string; superuserUrl: string; rolePassword: string };

declare module 'vitest' {
  export interface ProvidedContext {
    /** One for each worker. */
    clusters: readonly ThrowawayCluster[];
  }
}

/** The database of that cluster that is migrated once and cloned for each test file. */
export const template = 'colab';

const prefix = 'colab-erp-test-';
const settings = {
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  shared_buffers: '128MB',
  max_connections: '400',
  // Each file of tests connects a dozen times; how often a password is hashed is not what they are about.
  scram_iterations: '1',
  // What a test holds it holds for as long as its machine takes.
  idle_in_transaction_session_timeout: '0',
};
const rolePassword = 'test-password';
const roles = ['colab_app', 'colab_events', 'colab_jobs'];

/** On larger machines some share one. */
const mostClusters = 8;

/**
 * Vitest's global setup: a cluster for each worker. What is written in one database of a cluster holds back the stream of
 * events of all the others, so files that run beside each other have one each.
 */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  await sweep();
  const count = Math.min(project.vitest.config.maxWorkers, mostClusters);
  const clusters = await Promise.all(Array.from({ length: count }, start));
  project.provide(
    'clusters',
    clusters.map(({ cluster }) => cluster),
  );
  return async () => {
    await Promise.all(clusters.map(({ stop }) => stop()));
  };
}

async function start(): Promise<{ readonly cluster: ThrowawayCluster; stop(): Promise<void> }> {
  const folder = await makeThrowawayFolder(prefix);
  const postgres = await startEmbeddedPostgres(folder, () => undefined, settings);
  await migrate(postgres.ownerUrl, () => undefined);
  await makeTemplate(postgres.superuserUrl);
  const stop = async (): Promise<void> => {
    await postgres.stop();
    await rm(folder, { recursive: true, force: true });
  };
  return { cluster: { ownerUrl: postgres.ownerUrl, superuserUrl: postgres.superuserUrl, rolePassword }, stop };
}

/** A run that was killed leaves its server behind. Young folders are let be: they may be about to start. */
async function sweep(): Promise<void> {
  for (const name of await readdir(tmpdir())) {
    const folder = join(tmpdir(), name);
    if (!name.startsWith(prefix) || (await stat(folder)).mtimeMs > Date.now() - 10 * 60_000) continue;
    // Stops the server only when nobody uses it.
    await (await startEmbeddedPostgres(folder, () => undefined, settings)).stop();
    if (!existsSync(join(folder, 'postgres/data/postmaster.pid'))) await rm(folder, { recursive: true, force: true });
  }
}

async function makeTemplate(superuserUrl: string): Promise<void> {
  const url = new URL(superuserUrl);
  url.pathname = '/postgres';
  const client = new pg.Client(url.href);
  await client.connect();
  // The application's roles have no password of their own before a server gives them one.
  for (const role of roles) await client.query(`alter role ${role} login password '${rolePassword}'`);
  const urlFor = (role: string) => {
    const own = new URL(superuserUrl);
    own.pathname = `/${template}`;
    own.username = role;
    own.password = rolePassword;
    return own.href;
  };
  await startServerOnce({
    appUrl: urlFor('colab_app'),
    eventsUrl: urlFor('colab_events'),
    jobsUrl: urlFor('colab_jobs'),
  });
  await client.query(`alter database ${template} with is_template true allow_connections false`);
  await client.query('select pg_terminate_backend(pid) from pg_stat_activity where datname = $1', [template]);
  await client.end();
}

/**
 * The first server of a database makes its keys and the days of its log, which takes longer than the rest of a start. It
 * refuses a role with too much power: CONTRIBUTING.md, "Tests", a test that connects as the owner proves nothing.
 */
async function startServerOnce(urls: RoleUrls): Promise<void> {
  // Ahead of the clock of every test, so that the key is not replaced at the next start.
  const clock = () => new Date('2100-01-01T00:00:00Z');
  const app = await openApp({ ...urls, secret, host: '127.0.0.1', port: 0, log: createLog('silent'), clock });
  await app.close();
}
