import type pg from 'pg';
import { Prisma, PrismaClient } from '../../generated/prisma/client.ts';
import { BusyError, OutcomeUnknownError } from '../errors.ts';
import { driverErrorOf } from './driver-error.ts';
import { databaseLimits } from './limits.ts';
import { Lines, NoPlace, type Places, withPlaces } from './lines.ts';
import { runOn } from './run-on.ts';
import type { Query, Runner } from './statement.ts';
import { currentPatience, noteSaved } from './patience.ts';
import { currentVisibility, withVisibility } from './visibility.ts';
import { openPools, type PoolState } from './pools.ts';
import { TenantPg } from './tenant-pool.ts';
import { Write } from './write.ts';

const mostAttempts = 3;
export const poolSizes = { readers: 10, writers: 6 };

const serverStops = 'This server is stopping. Nothing was saved. Try again in a moment.';
const databaseAway = 'The database is not responding right now. Nothing was saved. Try again in a moment.';

/** Thrown when what was read before the locks no longer holds: the action begins again. */
export class StartOver extends Error {}

/** The result of a transaction that leaves nothing in the database: a refusal, or a dry run. */
export class RolledBack<T> {
  readonly result: T;
  constructor(result: T) {
    this.result = result;
  }
}

type Finder = Record<'findFirst' | 'findFirstOrThrow', (args: unknown) => unknown>;

/**
 * Prisma merges `findUnique` calls of one tick, across requests, and runs them as the first caller, with the first
 * caller's tenants. `findFirst` is never merged. The calls are Pothos's own. A model extension, because a query extension
 * that calls the base client leaves interactive transactions.
 */
function prismaOver(pool: pg.Pool) {
  return new PrismaClient({
    adapter: new TenantPg(pool),
    // The limit that counts is that of `transaction`; this one is only the fallback.
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
      /** Runs a hand-written statement in the transaction that this client is. */
      run<Row>(query: Query<Row>): Promise<Row[]> {
        const client = Prisma.getExtensionContext(this) as unknown as Pick<PrismaClient, '$queryRawUnsafe'>;
        return client.$queryRawUnsafe<Row[]>(query.text, ...query.values);
      },
    },
  });
}

type PrismaReader = ReturnType<typeof prismaOver>;
export type Transaction = Parameters<Parameters<PrismaReader['$transaction']>[0]>[0];

/** The work of a transaction; it may run more than once. */
type Work<T> = (tx: Transaction) => Promise<T | RolledBack<T>>;

export type Database = {
  /** Runs statements with the visibility they are called in, one at a time. Writes belong in `transaction`. */
  readonly prisma: PrismaReader;
  /** Runs a hand-written statement on the readers' pool, prepared under its name. A transaction has this as well. */
  readonly run: Runner['run'];
  /**
   * Runs one business transaction, READ COMMITTED, on the writers' own small pool. Deadlocks, serialisation failures
   * and `StartOver` are tried three times; a lock that is not granted within 3 s is a `BusyError`, and so is a
   * transaction that has not ended within 8 s, or lost its connection before it was asked to commit: nothing of it was
   * saved. At each key of `at`, and at those that `work` takes places for, at most two transactions have a connection;
   * the others wait outside the pool, for 5 s at most. When `work` returns a `RolledBack`, its result is returned and
   * nothing of the transaction stays.
   * @throws OutcomeUnknownError when the connection broke between the question to commit and its answer
   */
  transaction<T>(
    facts: { cause: string; reason?: string | undefined; at?: readonly string[] },
    work: Work<T>,
  ): Promise<T>;
  /** The queues in which writes wait for each other without a connection. */
  readonly lines: Lines;
  /** The state of its connections, for the metrics. */
  pools(): readonly PoolState[];
  /**
   * For how long all connections for writing have been in use without one coming back, in milliseconds; 0 while one is
   * free.
   */
  writersStuckMs(): number;
  /**
   * Prepares a server to stop. Uncommitted work is rolled back, and its callers get a `BusyError`; a commit under way
   * is waited for. Single statements are still accepted, transactions are not.
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
  /** Overrides of the usual time limits. */
  readonly limits?: Partial<typeof databaseLimits>;
};

export function connectDatabase({
  url,
  onCommit,
  readers = poolSizes.readers,
  writers = poolSizes.writers,
  limits: limitOverrides,
}: DatabaseOptions): Database {
  const limits = { ...databaseLimits, ...limitOverrides };
  const pools = openPools({ url, readers, writers, limits });
  const prisma = prismaOver(pools.readers);
  const writer = prismaOver(pools.writers);
  const lines = new Lines();
  const openWrites = new Set<Write>();
  let isStopping = false;

  const writeInTurn = async <T>(at: readonly string[], work: Work<T>): Promise<T | RolledBack<T>> => {
    if (isStopping) throw new BusyError(serverStops);
    const write = new Write(limits.write, currentPatience());
    openWrites.add(write);
    try {
      return await write.run(() => lines.enter(at, (places) => attempt(writer, { write, places, work, number: 1 })));
    } finally {
      openWrites.delete(write);
    }
  };

  return {
    prisma,
    run: (query) => runOn(pools.readers, query),
    transaction: async ({ at = [], ...facts }, work) => {
      const answer = await withVisibility({ ...currentVisibility(), ...facts }, () => writeInTurn(at, work));
      if (answer instanceof RolledBack) return answer.result;
      noteSaved();
      onCommit?.();
      return answer;
    },
    lines,
    pools: pools.states,
    writersStuckMs: pools.writersStuckMs,
    giveUp: async () => {
      isStopping = true;
      lines.close();
      const open = [...openWrites];
      for (const write of open) write.giveUp(serverStops);
      pools.cutReaders();
      await Promise.all(open.map(({ whenEnded }) => whenEnded));
    },
    close: async () => {
      lines.close();
      await Promise.all([prisma.$disconnect(), writer.$disconnect()]);
      await pools.end();
    },
  };
}

type Attempt<T> = {
  readonly write: Write;
  readonly places: Places;
  readonly work: Work<T>;
  /** 1 for the first. */
  readonly number: number;
};

async function attempt<T>(
  writer: PrismaReader,
  { write, places, work, number }: Attempt<T>,
): Promise<T | RolledBack<T>> {
  // It was given up while it waited in the queue.
  if (write.isLate) throw new BusyError();
  let answer: T | RolledBack<T> | undefined;
  try {
    return await writer.$transaction(async (tx) => {
      answer = await work(withPlaces(tx, places));
      // Prisma has no other way to roll back.
      if (answer instanceof RolledBack) throw new Error('rolled back');
      return answer;
    });
  } catch (error) {
    if (answer instanceof RolledBack) return answer;
    if (error instanceof NoPlace) {
      await places.waitFor(error.keys);
      return attempt(writer, { write, places, work, number });
    }
    const kind = error instanceof StartOver ? 'retry' : driverErrorOf(error)?.kind;
    if (kind === 'lost')
      throw write.commitSent ? new OutcomeUnknownError() : new BusyError(write.isLate ? undefined : databaseAway);
    if (kind === 'retry' && number < mostAttempts && !write.isLate)
      return attempt(writer, { write, places, work, number: number + 1 });
    if (kind === 'retry' || kind === 'busy') throw new BusyError();
    throw error;
  }
}
