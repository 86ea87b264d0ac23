import { AsyncLocalStorage } from 'node:async_hooks';
import type { Duplex } from 'node:stream';
import type { Transaction } from '@prisma/driver-adapter-utils';
import pg from 'pg';
import { BusyError } from '../errors.ts';

/** One try of a transaction. */
type Attempt = { connection: pg.PoolClient | null; hasSentCommit: boolean; isGivenUp: boolean; giveUp: (error: BusyError) => void; over: Promise<unknown> };

const attempts = new AsyncLocalStorage<Attempt>();
const patienceMs = 500;

const stopping = () => new BusyError('This server is being stopped. Nothing was saved; try again in a moment.');

/**
 * What runs on the connections of some pools, so that a server that stops can end it: whatever is not about to be
 * committed is rolled back, and its caller is told so at once, whether or not the database still answers.
 */
export class OpenWork {
  /** Each with the number of its loan: it may have been given back and lent again. */
  readonly #loans = new Map<pg.PoolClient, number>();
  #lastLoan = 0;
  readonly #attempts = new Set<Attempt>();
  #isGivenUp = false;

  watch(pool: pg.Pool): void {
    pool.on('acquire', (connection) => this.#loans.set(connection, (this.#lastLoan += 1)));
    pool.on('release', (_error, connection) => this.#loans.delete(connection as pg.PoolClient));
    pool.on('remove', (connection) => this.#loans.delete(connection as pg.PoolClient));
  }

  /** @throws BusyError as soon as it is given up: nothing of it was saved then */
  async transaction<T>(work: () => Promise<T>): Promise<T> {
    if (this.#isGivenUp) throw stopping();
    const attempt: Attempt = { connection: null, hasSentCommit: false, isGivenUp: false, giveUp: () => undefined, over: Promise.resolve() };
    const givenUp = new Promise<never>((_resolve, reject) => (attempt.giveUp = reject));
    const running = attempts.run(attempt, work);
    attempt.over = running.catch(() => undefined);
    this.#attempts.add(attempt);
    try {
      return await Promise.race([running, givenUp]);
    } finally {
      this.#attempts.delete(attempt);
    }
  }

  /** Resolves when what was about to be committed is, or was refused. @param url of the database that the pools lead to */
  async giveUp(url: string): Promise<void> {
    this.#isGivenUp = true;
    const open = [...this.#attempts];
    const committing = open.filter(({ hasSentCommit }) => hasSentCommit);
    for (const attempt of open) {
      if (attempt.hasSentCommit) continue;
      attempt.isGivenUp = true;
      attempt.giveUp(stopping());
    }
    const spared = new Set(committing.map(({ connection }) => connection));
    const loans = [...this.#loans].filter(([connection]) => !spared.has(connection));
    const stillLent = () => loans.filter(([connection, loan]) => this.#loans.get(connection) === loan).map(([connection]) => connection);
    await Promise.all([end(url, stillLent), ...committing.map(({ over }) => over)]);
  }
}

/** A transaction that was just begun: from here on it is known whether its end was asked for. */
export const followCommit = (transaction: Transaction): void => {
  const attempt = attempts.getStore();
  if (!attempt) return;
  attempt.connection = Reflect.get(transaction, 'client') as pg.PoolClient;
  const execute = transaction.executeRaw.bind(transaction);
  transaction.executeRaw = (query) => {
    if (query.sql === 'COMMIT') {
      if (attempt.isGivenUp) return Promise.reject(stopping());
      attempt.hasSentCommit = true;
    }
    return execute(query);
  };
};

/** At the database itself, too: a statement that waits there for a lock does not notice that its caller has gone, and would go on. */
const end = async (url: string, connections: () => readonly pg.PoolClient[]): Promise<void> => {
  if (connections().length === 0) return;
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: patienceMs, query_timeout: patienceMs, application_name: 'colab stop' });
  client.on('error', () => undefined);
  try {
    await client.connect();
    await client.query('select /* endOpenWork */ pg_terminate_backend(pid) from unnest($1::int[]) pid', [connections().map(processOf)]);
  } catch {
    // It does not answer: what is cut off below is rolled back there, once it notices.
  }
  for (const connection of connections()) lineOf(connection).destroy();
  lineOf(client).destroy();
};

const processOf = (client: pg.ClientBase): number => Number(Reflect.get(client, 'processID') ?? 0);
const lineOf = (client: pg.ClientBase): Duplex => (Reflect.get(client, 'connection') as { readonly stream: Duplex }).stream;
