import type pg from 'pg';
import { Prisma, PrismaClient } from '../../generated/prisma/client.ts';
import { BusyError, OutcomeUnknownError } from '../errors.ts';
import type { Connection } from './connections.ts';
import { driverErrorOf } from './driver-error.ts';
import { databaseLimits } from './limits.ts';
import { Lines, NoPlace, type Places, withPlaces } from './lines.ts';
import { runOn } from './run-on.ts';
import type { Query, Runner } from './statement.ts';
import { tagged } from './tagged.ts';
import { currentPatience, noteSaved } from './patience.ts';
import { currentVisibility, withVisibility } from './visibility.ts';
import { makeTenantPool, TenantPg } from './tenant-pool.ts';
import { Write } from './write.ts';

const mostAttempts = 3;
export const poolSizes = { readers: 10, writers: 6 };

const serverStops = 'This server is being stopped. Nothing was saved; try again in a moment.';
const databaseAway = 'The database does not answer right now. Nothing was saved; try again in a moment.';

/** What was read before the locks no longer holds: the action begins again. */
export class StartOver extends Error {}

/**
 * Prisma merges `findUnique` calls of one tick, across requests, and runs them as the first caller, with the first
 * caller's tenants. `findFirst` is never merged. A model extension, because a query extension that calls the base client
 * leaves interactive transactions.
 */
type Finder = Record<'findFirst' | 'findFirstOrThrow', (args: unknown) => unknown>;
function prismaOver(pool: pg.Pool) {
  return new PrismaClient({
    adapter: new TenantPg(pool),
    // The limit that counts is that of `transaction`; this one only stands behind it.
    transactionOptions: { maxWait: databaseLimits.write, timeout: databaseLimits.write + 2_000 },
  }).$extends({
    model: {
      $allModels: {
        findUnique(args: unknown) {
          return (Prisma.getExtensionContext(this) as unknown as Finder).findFirst(args);
        },
        findUniqueOrThrow(args: unknown) {
          return (Prisma.getExtensionContext(this) as unknown as Finder).findFirstOrThrow(args);
        },
      },
    },
    client: {
      /** A statement of ours, in the transaction that this is. */
      run<Row>(query: Query<Row>): Promise<Row[]> {
        const client = Prisma.getExtensionContext(this) as unknown as Pick<PrismaClient, '$queryRawUnsafe'>;
        return client.$queryRawUnsafe<Row[]>(query.text, ...query.values);
      },
    },
  });
}

type PrismaReader = ReturnType<typeof prismaOver>;
export type Transaction = Parameters<Parameters<PrismaReader['$transaction']>[0]>[0];

export type Database = {
  /** Statements of the visibility they are called in, one at a time. Writes belong into `transaction`. */
  readonly prisma: PrismaReader;
  /** A hand-written statement, prepared under its own name, which it also carries as a comment. */
  sql<Row>(name: string, text: string, values?: readonly unknown[]): Promise<Row[]>;
  /** A statement of ours on the readers' pool, prepared under its name. A transaction has this as well. */
  readonly run: Runner['run'];
  /**
   * One business transaction, READ COMMITTED, on the writers' own small pool. Deadlocks, serialisation failures and
   * `StartOver` are tried three times; a lock that does not come within 3 s is a `BusyError`, and so is what has not ended
   * within 8 s, or lost its connection before it was asked to commit: nothing of it was saved. At each key of `at`, and at
   * those that `work` takes places for, at most two transactions have a connection; the others wait outside the pool, for
   * 5 s at most.
   * @throws OutcomeUnknownError when the connection broke between the question to commit and its answer
   */
  transaction<T>(
    facts: { cause: string; reason?: string | undefined; at?: readonly string[] },
    work: (tx: Transaction) => Promise<T>,
  ): Promise<T>;
  /** Where writes wait for each other without a connection. */
  readonly lines: Lines;
  /** How busy its connections are, for the metrics. */
  pools(): readonly {
    readonly pool: 'readers' | 'writers';
    readonly open: number;
    readonly idle: number;
    readonly waiting: number;
  }[];
  /** For how long all connections for writing have been taken without one coming back, in milliseconds; 0 while one is left. */
  writersStuckMs(): number;
  /**
   * For a server that stops. What is not committed is rolled back, and its callers get a `BusyError`; a commit under way is
   * waited for. Single statements are still taken, transactions no more.
   */
  giveUp(): Promise<void>;
  close(): Promise<void>;
};

export type DatabaseOptions = {
  readonly url: string;
  /** Called after each commit, outside the transaction: a NOTIFY inside it would make all writers queue. */
  readonly onCommit?: () => void;
  readonly readers?: number;
  readonly writers?: number;
  /** Where other times hold than the usual ones. */
  readonly limits?: Partial<typeof databaseLimits>;
};

export function connectDatabase({
  url,
  onCommit,
  readers = poolSizes.readers,
  writers = poolSizes.writers,
  limits,
}: DatabaseOptions): Database {
  const {
    read,
    readLock,
    silentReader,
    connect,
    idle,
    idleWriter,
    writeLock,
    write: writeMs,
    transaction,
    hangUp,
  } = { ...databaseLimits, ...limits };
  const always = { transaction_timeout: transaction, client_connection_check_interval: hangUp };
  const readPool = makeTenantPool({
    url,
    max: readers,
    connectMs: connect,
    idleMs: idle,
    answerMs: silentReader,
    limits: { ...always, statement_timeout: read, lock_timeout: readLock },
  });
  const writePool = makeTenantPool({
    url,
    max: writers,
    forWrites: true,
    connectMs: connect,
    idleMs: idleWriter,
    limits: { ...always, statement_timeout: writeMs, lock_timeout: writeLock },
  });
  const pools = [readPool, writePool];
  let writersTaken = 0;
  let writersMovedAt = 0;
  const moveWriter = (by: 1 | -1) => () => {
    writersTaken += by;
    writersMovedAt = performance.now();
  };
  writePool.on('acquire', moveWriter(1)).on('release', moveWriter(-1));
  const reading = new Set<Connection>();
  readPool
    .on('acquire', (connection) => reading.add(connection as unknown as Connection))
    .on('release', (_fault, connection) => reading.delete(connection as unknown as Connection));
  const openWrites = new Set<Write>();
  let isStopping = false;
  const prisma = prismaOver(readPool);
  const writer = prismaOver(writePool);

  const lines = new Lines();
  const attempt = async <T>(
    write: Write,
    places: Places,
    work: (tx: Transaction) => Promise<T>,
    number: number,
  ): Promise<T> => {
    // It was given up while it waited in line.
    if (write.isLate) throw new BusyError();
    try {
      return await writer.$transaction((tx) => work(withPlaces(tx, places)));
    } catch (error) {
      if (error instanceof NoPlace) {
        await places.waitFor(error.keys);
        return attempt(write, places, work, number);
      }
      const kind = error instanceof StartOver ? 'retry' : driverErrorOf(error)?.kind;
      if (kind === 'lost')
        throw write.commitSent ? new OutcomeUnknownError() : new BusyError(write.isLate ? undefined : databaseAway);
      if (kind === 'retry' && number < mostAttempts && !write.isLate) return attempt(write, places, work, number + 1);
      if (kind === 'retry' || kind === 'busy') throw new BusyError();
      throw error;
    }
  };

  const writeWithin = async <T>(at: readonly string[], work: (tx: Transaction) => Promise<T>): Promise<T> => {
    if (isStopping) throw new BusyError(serverStops);
    const write = new Write(writeMs, currentPatience());
    openWrites.add(write);
    try {
      return await write.run(() => lines.enter(at, (places) => attempt(write, places, work, 1)));
    } finally {
      openWrites.delete(write);
    }
  };

  return {
    prisma,
    sql: async <Row>(name: string, text: string, values: readonly unknown[] = []) => {
      const answer = await readPool.query({ name, text: tagged(name, text), values: [...values] });
      return answer.rows as Row[];
    },
    run: (query) => runOn(readPool, query),
    transaction: async ({ at = [], ...facts }, work) => {
      const result = await withVisibility({ ...currentVisibility(), ...facts }, () => writeWithin(at, work));
      noteSaved();
      onCommit?.();
      return result;
    },
    lines,
    pools: () =>
      pools.map(({ totalCount, idleCount, waitingCount }, index) => ({
        pool: index === 0 ? 'readers' : 'writers',
        open: totalCount,
        idle: idleCount,
        waiting: waitingCount,
      })),
    giveUp: async () => {
      isStopping = true;
      lines.close();
      const open = [...openWrites];
      for (const write of open) write.giveUp(serverStops);
      for (const connection of reading) connection.cut();
      await Promise.all(open.map(({ over }) => over));
    },
    writersStuckMs: () => (writersTaken === writers ? performance.now() - writersMovedAt : 0),
    close: async () => {
      lines.close();
      await Promise.all([prisma.$disconnect(), writer.$disconnect()]);
      await Promise.all(pools.map((pool) => pool.end()));
    },
  };
}
