import type pg from 'pg';
import type { Connection } from './connections.ts';
import { databaseLimits } from './limits.ts';
import { makeTenantPool } from './tenant-pool.ts';

export type PoolState = {
  readonly pool: 'readers' | 'writers';
  readonly open: number;
  readonly idle: number;
  readonly waiting: number;
};

/** Readers and writers have connections of their own: many writes at one room never starve the readers. */
export type Pools = {
  readonly readers: pg.Pool;
  readonly writers: pg.Pool;
  states(): readonly PoolState[];
  /**
   * For how long all connections for writing have been in use without one coming back, in milliseconds; 0 while one is
   * free.
   */
  writersStuckMs(): number;
  /** Ends the reads under way. */
  cutReaders(): void;
  end(): Promise<void>;
};

type PoolOptions = {
  readonly url: string;
  readonly readers: number;
  readonly writers: number;
  readonly limits: typeof databaseLimits;
};

export function openPools({ url, readers: mostReaders, writers: mostWriters, limits }: PoolOptions): Pools {
  const commonLimits = { transaction_timeout: limits.transaction, client_connection_check_interval: limits.hangUp };
  const readers = makeTenantPool({
    url,
    max: mostReaders,
    connectMs: limits.connect,
    idleMs: limits.idle,
    answerMs: limits.silentReader,
    limits: { ...commonLimits, statement_timeout: limits.read, lock_timeout: limits.readLock },
  });
  const writers = makeTenantPool({
    url,
    max: mostWriters,
    forWrites: true,
    connectMs: limits.connect,
    idleMs: limits.idleWriter,
    limits: { ...commonLimits, statement_timeout: limits.write, lock_timeout: limits.writeLock },
  });
  let writersTaken = 0;
  let writersMovedAt = 0;
  const moveWriter = (by: 1 | -1) => () => {
    writersTaken += by;
    writersMovedAt = performance.now();
  };
  writers.on('acquire', moveWriter(1)).on('release', moveWriter(-1));
  const readersInUse = new Set<Connection>();
  readers
    .on('acquire', (connection) => readersInUse.add(connection as unknown as Connection))
    .on('release', (_fault, connection) => readersInUse.delete(connection as unknown as Connection));
  return {
    readers,
    writers,
    states: () => [stateOf('readers', readers), stateOf('writers', writers)],
    writersStuckMs: () => (writersTaken === mostWriters ? performance.now() - writersMovedAt : 0),
    cutReaders: () => {
      for (const connection of readersInUse) connection.cut();
    },
    end: async () => {
      await Promise.all([readers.end(), writers.end()]);
    },
  };
}

function stateOf(pool: PoolState['pool'], { totalCount, idleCount, waitingCount }: pg.Pool): PoolState {
  return { pool, open: totalCount, idle: idleCount, waiting: waitingCount };
}
