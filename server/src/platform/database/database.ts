import pg from 'pg';
import { Prisma, PrismaClient } from '../../generated/prisma/client.ts';
import { BusyError } from '../errors.ts';
import { driverErrorOf } from './driver-error.ts';
import { Lines, NoPlace, type Places, withPlaces } from './lines.ts';
import { named } from './named.ts';
import { currentSight, withSight } from './sight.ts';
import { TenantPg, TenantPool } from './tenant-pool.ts';

/** Of each lock that a transaction waits for. */
export const lockTimeoutMs = 3_000;
const mostAttempts = 3;
/** For a connection, before the pool itself gives up; whose turn has come late must still get one. */
const waitMs = { least: 500, most: 4_500 };
export const poolSizes = { readers: 10, writers: 6 };

/** What was read before the locks no longer holds: the action begins again. */
export class StartOver extends Error {}

/**
 * Prisma merges `findUnique` calls of one tick, across requests, and runs them as the first caller, with the first
 * caller's tenants. `findFirst` is never merged. A model extension, because a query extension that calls the base client
 * leaves interactive transactions.
 */
type Finder = Record<'findFirst' | 'findFirstOrThrow', (args: unknown) => unknown>;
const prismaOver = (pool: pg.Pool) =>
  new PrismaClient({
    adapter: new TenantPg(pool, `set_config('lock_timeout', '${lockTimeoutMs}ms', true)`),
    transactionOptions: { maxWait: 5_000, timeout: 10_000 },
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
  });

export type PrismaReader = ReturnType<typeof prismaOver>;
export type Transaction = Parameters<Parameters<PrismaReader['$transaction']>[0]>[0];

export type Database = {
  /** Statements of the sight they are called in, one at a time. Writes belong into `transaction`. */
  readonly prisma: PrismaReader;
  /** A hand-written statement, prepared under its own name, which it also carries as a comment. */
  sql<Row>(name: string, text: string, values?: readonly unknown[]): Promise<Row[]>;
  /**
   * One business transaction, READ COMMITTED, on the writers' own small pool. Deadlocks, serialisation failures and
   * `StartOver` are tried three times; a lock that does not come within 3 s is a `BusyError`. At each key of `at`, and at
   * those that `work` takes places for, at most two transactions have a connection; the others wait outside the pool.
   * Whoever waits for places, a connection or another try for more than 5.5 s is told Busy.
   */
  transaction<T>(facts: { cause: string; reason?: string | undefined; at?: readonly string[] }, work: (tx: Transaction) => Promise<T>): Promise<T>;
  /** Where writes wait for each other without a connection. */
  readonly lines: Lines;
  /** How busy its connections are, for the metrics. */
  pools(): readonly { readonly pool: 'readers' | 'writers'; readonly open: number; readonly idle: number; readonly waiting: number }[];
  close(): Promise<void>;
};

export type DatabaseOptions = {
  readonly url: string;
  /** Called after each commit, outside the transaction: a NOTIFY inside it would make all writers queue. */
  readonly onCommit?: () => void;
  readonly readers?: number;
  readonly writers?: number;
};

export const connectDatabase = ({ url, onCommit, readers = poolSizes.readers, writers = poolSizes.writers }: DatabaseOptions): Database => {
  const pools = [readers, writers].map(
    (max) => new TenantPool({ connectionString: url, max, connectionTimeoutMillis: 5_000, application_name: 'colab' }),
  ) as [TenantPool, TenantPool];
  const [readPool, writePool] = pools;
  // An idle connection that the server closes is simply made anew; without a listener it would end the process.
  for (const pool of pools) pool.on('error', () => undefined);
  const prisma = prismaOver(readPool);
  const writer = prismaOver(writePool);

  const lines = new Lines();
  const attempt = async <T>(work: (tx: Transaction) => Promise<T>, places: Places, number: number): Promise<T> => {
    try {
      return await writer.$transaction((tx) => work(withPlaces(tx, places)), { maxWait: Math.min(Math.max(places.leftMs(), waitMs.least), waitMs.most) });
    } catch (error) {
      if (error instanceof NoPlace) {
        await places.waitFor(error.keys);
        return attempt(work, places, number);
      }
      const kind = error instanceof StartOver ? 'retry' : driverErrorOf(error)?.kind;
      if (kind === 'retry' && number < mostAttempts && places.leftMs() > 0) return attempt(work, places, number + 1);
      if (kind === 'retry' || kind === 'busy') throw new BusyError();
      throw error;
    }
  };

  return {
    prisma,
    sql: async <Row>(name: string, text: string, values: readonly unknown[] = []) => {
      const answer = await readPool.query({ name, text: named(name, text), values: [...values] });
      return answer.rows as Row[];
    },
    transaction: async ({ at = [], ...facts }, work) => {
      const result = await lines.enter(at, (places) => withSight({ ...currentSight(), ...facts }, () => attempt(work, places, 1)));
      onCommit?.();
      return result;
    },
    lines,
    pools: () => pools.map(({ totalCount, idleCount, waitingCount }, index) => ({ pool: index === 0 ? 'readers' : 'writers', open: totalCount, idle: idleCount, waiting: waitingCount })),
    close: async () => {
      lines.close();
      await Promise.all([prisma.$disconnect(), writer.$disconnect()]);
      await Promise.all(pools.map((pool) => pool.end()));
    },
  };
};
