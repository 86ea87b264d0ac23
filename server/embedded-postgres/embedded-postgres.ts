import { mkdir, realpath } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type pg from 'pg';
import { makeClient } from '../src/platform/database/connections.ts';
import { type Cluster, type Log, openCluster } from './cluster.ts';
import { withFileLock } from './file-lock.ts';
import { ensureRunning, readPostmaster, type Settings, shutDown, superuser } from './postmaster.ts';

export type EmbeddedPostgres = {
  /** Role `colab_owner`, database `colab`: owns everything in it, may create roles, is no superuser. */
  ownerUrl: string;
  /** Role `postgres`, database `colab`: for administration and tests, never for serving. */
  superuserUrl: string;
  /** The pid of the server's process; it changes if the server has to be started again. */
  postmasterPid(): number;
  /** Shuts the server down, unless another process uses it too. */
  stop(): Promise<void>;
};

/** A shared lock that every user of the server holds: the last one to leave stops it. */
const usersLock = 6_706_276_452;
const longestRetryMs = 2_000;

/**
 * Starts a database on a machine that has none: PostgreSQL from the npm package, with its data under `dataDir`.
 *
 * Several processes may call this for the same folder, at the same moment as well; they share one server. A server that
 * an earlier process left behind is taken over, and one that dies is started again on the same port.
 *
 * @param overrides server parameters that differ from the usual ones; a server that already runs keeps its own.
 * @throws when PostgreSQL cannot run here, with what it said.
 */
export async function startEmbeddedPostgres(
  dataDir: string,
  log: Log,
  overrides: Settings = {},
): Promise<EmbeddedPostgres> {
  await mkdir(dataDir, { recursive: true });
  const folder = await realpath(dataDir);
  const locked = <T>(work: () => Promise<T>): Promise<T> => withFileLock(join(folder, 'postgres.lock'), log, work);
  const leaving = new AbortController();

  const { cluster, port, ...first } = await locked(async () => {
    const opened = await openCluster(folder, log);
    const running = await ensureRunning(opened, log, overrides);
    return { cluster: opened, ...running, session: await joinUsers(opened, running.port, onLost) };
  });
  let { pid, session } = first;
  log(`PostgreSQL answers on 127.0.0.1:${port} (pid ${pid}), its data are in ${cluster.data}.`);

  function onLost(): void {
    if (!leaving.signal.aborted) void recover();
  }

  async function recover(): Promise<void> {
    log('PostgreSQL has ended or dropped its connections; making sure that it runs.');
    let complaint = '';
    for (let wait = 50; !leaving.signal.aborted; wait = Math.min(2 * wait, longestRetryMs)) {
      try {
        await locked(async () => {
          if (leaving.signal.aborted) return;
          ({ pid } = await ensureRunning(cluster, log, overrides, port));
          session = await joinUsers(cluster, port, onLost);
          log(`PostgreSQL answers again on 127.0.0.1:${port} (pid ${pid}).`);
        });
        return;
      } catch (error) {
        const message = error instanceof Error ? error.message : String(error);
        if (message !== complaint) log(`Trying again: ${message}`);
        complaint = message;
        await delay(wait, undefined, { signal: leaving.signal }).catch(() => undefined);
      }
    }
  }

  async function leave(): Promise<void> {
    leaving.abort();
    await locked(async () => {
      await leaveUsers(session);
      if (!readPostmaster(cluster.data)) return;
      if (await othersUse(cluster, port)) log('PostgreSQL keeps running: another process uses it.');
      else await shutDown(cluster.data, log);
    });
  }

  const urlAs = (role: string, password: string): string => `postgresql://${role}:${password}@127.0.0.1:${port}/colab`;
  let leavePromise: Promise<void> | undefined;
  return {
    ownerUrl: urlAs('colab_owner', cluster.connection.ownerPassword),
    superuserUrl: urlAs('postgres', cluster.connection.superuserPassword),
    postmasterPid: () => pid,
    stop: () => (leavePromise ??= leave()),
  };
}

async function joinUsers(cluster: Cluster, port: number, onLost: () => void): Promise<pg.Client> {
  const session = await connectAsSuperuser(cluster, port);
  await session.query('select /* joinUsers */ pg_advisory_lock_shared($1)', [usersLock]);
  session.once('end', onLost);
  return session;
}

async function leaveUsers(session: pg.Client): Promise<void> {
  // Released explicitly, because the end of a session shows on the server a moment later.
  await session.query('select /* leaveUsers */ pg_advisory_unlock_shared($1)', [usersLock]).catch(() => undefined);
  await session.end();
}

async function othersUse(cluster: Cluster, port: number): Promise<boolean> {
  try {
    const session = await connectAsSuperuser(cluster, port);
    const { rows } = await session.query<{ alone: boolean }>(
      'select /* othersUse */ pg_try_advisory_lock($1) as alone',
      [usersLock],
    );
    await session.end();
    return rows[0]?.alone === false;
  } catch {
    return false;
  }
}

async function connectAsSuperuser(cluster: Cluster, port: number): Promise<pg.Client> {
  const session = makeClient({ ...superuser(cluster, port), application_name: 'colab-erp' });
  await session.connect();
  return session;
}
