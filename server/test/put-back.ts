import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chown, mkdir, rm, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import pg from 'pg';
import { type Cluster, openCluster, serverEnvironment } from '../embedded-postgres/cluster.ts';
import { migrate } from '../src/platform/database/migrate.ts';
import { prepareRoles } from '../src/platform/database/prepare-roles.ts';
import { openFacilityIn, type TestFacility } from './factories.ts';
import { secret } from './secret.ts';
import { makeThrowawayFolder } from './throwaway-folder.ts';

const patienceMs = 60_000;
const pollMs = 25;
const settings = {
  fsync: 'off',
  max_connections: '200',
  shared_buffers: '64MB',
  wal_level: 'replica',
  archive_mode: 'on',
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
};

/**
 * A PostgreSQL whose files a test copies, puts back, recovers and promotes, on one port: whoever is connected is cut off,
 * and comes back to another history.
 */
export class PutBackPostgres {
  readonly facility: TestFacility;
  readonly #cluster: Cluster;
  readonly #folder: string;
  readonly #port: number;
  #postgres: ChildProcess;

  private constructor(folder: string, cluster: Cluster, port: number, postgres: ChildProcess, facility: TestFacility) {
    this.#folder = folder;
    this.#cluster = cluster;
    this.#port = port;
    this.#postgres = postgres;
    this.facility = facility;
  }

  static async open(): Promise<PutBackPostgres> {
    const folder = await makeThrowawayFolder('colab-erp-put-back-');
    const cluster = await openCluster(folder, () => undefined);
    const archive = join(folder, 'archive');
    await mkdir(archive);
    await own(cluster, archive);
    const port = await freePort();
    const postgres = await start(cluster, port, folder, []);
    const { ownerPassword, superuserPassword } = cluster.connection;
    const urlAs = (role: string, password: string): string =>
      `postgresql://${role}:${password}@127.0.0.1:${port}/colab`;
    const ownerUrl = urlAs('colab_owner', ownerPassword);
    await migrate(ownerUrl, () => undefined);
    const facility = await openFacilityIn({
      ownerUrl,
      superuserUrl: urlAs('postgres', superuserPassword),
      ...(await prepareRoles({ ownerUrl, secret })),
      drop: () => Promise.resolve(),
    });
    return new PutBackPostgres(folder, cluster, port, postgres, facility);
  }

  get #copy(): string {
    return join(this.#folder, 'copy');
  }

  /** Copies the data folder, as somebody does who backs it up with PostgreSQL shut down. */
  async copyFiles(): Promise<void> {
    await this.#stop('SIGINT');
    await rm(this.#copy, { recursive: true, force: true });
    await promisify(execFile)('cp', ['-a', this.#cluster.data, this.#copy]);
    await this.#start();
  }

  /** The copy takes the place of what is there. */
  async putBack(): Promise<void> {
    await this.#stop('SIGINT');
    await this.#takeCopy();
    await this.#start();
  }

  /** Where the log of PostgreSQL ends now; all of it up to there is in the archive when this resolves. */
  async archivePoint(): Promise<string> {
    const lsn = await this.#ask<string>('select pg_current_wal_lsn()::text as answer');
    const file = await this.#ask<string>('select pg_walfile_name(pg_switch_wal()) as answer');
    await until(() => this.#ask<boolean>('select last_archived_wal >= $1 as answer from pg_stat_archiver', [file]));
    return lsn;
  }

  /** From the copy and the archive, up to a point in time; PostgreSQL then writes another timeline. */
  async recoverTo(lsn: string): Promise<void> {
    await this.archivePoint();
    await this.#stop('SIGINT');
    await this.#takeCopy();
    await this.#signal('recovery.signal');
    await this.#start([
      `recovery_target_lsn=${lsn}`,
      'recovery_target_action=promote',
      'recovery_target_timeline=current',
      'hot_standby=off',
      this.#restoreCommand,
    ]);
  }

  /** The machine of PostgreSQL dies. A standby, which has what is in the archive, takes its place and is promoted. */
  async promoteStandby(lsn: string): Promise<void> {
    await this.#stop('SIGQUIT');
    await this.#takeCopy();
    await this.#signal('standby.signal');
    this.#postgres = launch(this.#cluster, this.#port, this.#folder, ['hot_standby=on', this.#restoreCommand]);
    await until(() =>
      this.#ask<boolean>('select pg_last_wal_replay_lsn() >= $1::pg_lsn as answer', [lsn]).catch(() => false),
    );
    await this.#ask('select pg_promote() as answer');
  }

  get #restoreCommand(): string {
    return `restore_command=cp ${join(this.#folder, 'archive')}/%f %p`;
  }

  async #takeCopy(): Promise<void> {
    await rm(this.#cluster.data, { recursive: true, force: true });
    await promisify(execFile)('cp', ['-a', this.#copy, this.#cluster.data]);
  }

  async #signal(name: string): Promise<void> {
    const file = join(this.#cluster.data, name);
    await writeFile(file, '');
    await own(this.#cluster, file);
  }

  async #ask<T>(text: string, values: readonly unknown[] = []): Promise<T> {
    return ask<T>(this.#cluster, this.#port, text, values);
  }

  async #start(more: readonly string[] = []): Promise<void> {
    this.#postgres = await start(this.#cluster, this.#port, this.#folder, more);
  }

  async #stop(how: NodeJS.Signals): Promise<void> {
    if (this.#postgres.exitCode !== null || this.#postgres.signalCode !== null) return;
    const exit = once(this.#postgres, 'exit');
    this.#postgres.kill(how);
    await exit;
  }

  async close(): Promise<void> {
    await this.facility.close();
    await this.#stop('SIGQUIT');
    await rm(this.#folder, { recursive: true, force: true });
  }
}

async function own({ account }: Cluster, path: string): Promise<void> {
  if (account) await chown(path, account.uid, account.gid);
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

function launch(
  { programs, data, account }: Cluster,
  port: number,
  folder: string,
  more: readonly string[],
): ChildProcess {
  const all = [
    ...Object.entries(settings).map(([name, value]) => `${name}=${value}`),
    `archive_command=cp %p ${join(folder, 'archive')}/%f`,
    ...more,
  ];
  const postgres = spawn(programs.postgres, ['-D', data, '-p', String(port), ...all.flatMap((one) => ['-c', one])], {
    ...account,
    cwd: '/',
    env: serverEnvironment,
    stdio: 'ignore',
  });
  // A test run that is broken off leaves no server behind.
  const kill = (): void => void postgres.kill('SIGQUIT');
  process.once('exit', kill);
  postgres.once('exit', () => process.removeListener('exit', kill));
  return postgres;
}

async function start(cluster: Cluster, port: number, folder: string, more: readonly string[]): Promise<ChildProcess> {
  const postgres = launch(cluster, port, folder, more);
  await until(() => ask<boolean>(cluster, port, 'select not pg_is_in_recovery() as answer').catch(() => false));
  return postgres;
}

async function ask<T>(cluster: Cluster, port: number, text: string, values: readonly unknown[] = []): Promise<T> {
  const client = new pg.Client({
    host: '127.0.0.1',
    port,
    database: 'postgres',
    user: 'postgres',
    password: cluster.connection.superuserPassword,
    connectionTimeoutMillis: 5_000,
    query_timeout: 20_000,
  });
  client.on('error', () => undefined);
  try {
    await client.connect();
    return (await client.query<{ answer: T }>(text, [...values])).rows[0]?.answer as T;
  } finally {
    await client.end();
  }
}

async function until(isSo: () => Promise<boolean>): Promise<void> {
  for (const giveUpAt = Date.now() + patienceMs; !(await isSo()); await delay(pollMs)) {
    if (Date.now() > giveUpAt) throw new Error('PostgreSQL is not there yet');
  }
}
