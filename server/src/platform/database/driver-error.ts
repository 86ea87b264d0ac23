import pg from 'pg';
import { Prisma } from '../../generated/prisma/client.ts';

export type DriverError = {
  /** The SQLSTATE, or null where the server sent none (a lost connection, a full pool). */
  readonly sqlState: string | null;
  readonly constraint: string | null;
  readonly kind: 'refused' | 'busy' | 'retry' | 'lost' | 'other';
};

const kinds: Record<string, DriverError['kind']> = {
  '40001': 'retry',
  '40P01': 'retry',
  '55P03': 'busy',
  '57014': 'busy',
  // PostgreSQL ends the connection with these, and has rolled back what was under way.
  '25P03': 'lost',
  '25P04': 'lost',
  // The database takes no connections for the moment, or has become a copy that nobody may write to.
  '55000': 'lost',
  '25006': 'lost',
  '23P01': 'refused',
  '23505': 'refused',
  '23503': 'refused',
  '23514': 'refused',
  '23502': 'refused',
  '23001': 'refused',
};

function kindOf(sqlState: string | null): DriverError['kind'] {
  if (sqlState === null) return 'lost';
  if (sqlState.startsWith('08') || sqlState.startsWith('57P')) return 'lost';
  // Out of connections, memory or disk.
  if (sqlState.startsWith('53')) return 'busy';
  return kinds[sqlState] ?? 'other';
}

function describe(sqlState: string | null, constraint: string | null): DriverError {
  return {
    sqlState,
    constraint,
    kind: kindOf(sqlState),
  };
}

/**
 * Reads what the database reported, whether it came through Prisma's models, its raw SQL, its commit, or `pg`. Null
 * when the error is not the database's. Its text stays here: the DETAIL of a constraint prints the other party's row.
 */
export function driverErrorOf(error: unknown): DriverError | null {
  if (error instanceof pg.DatabaseError) return describe(error.code ?? null, error.constraint ?? null);
  if (error instanceof Prisma.PrismaClientKnownRequestError) {
    // P2028: no connection for a transaction in time, or it took too long.
    if (error.code === 'P2028') return { sqlState: null, constraint: null, kind: 'busy' };
    return fromAdapter(error.meta?.['driverAdapterError']) ?? fallback[error.code] ?? lostConnectionIn(error);
  }
  // The pool had no connection to give in time.
  if (error instanceof Error && error.message === 'timeout exceeded when trying to connect')
    return { sqlState: null, constraint: null, kind: 'busy' };
  return fromAdapter(error) ?? lostConnectionIn(error);
}

/**
 * When a connection breaks while a statement is being sent, Prisma makes an error of its own with the code of the
 * socket.
 */
function lostConnectionIn(error: unknown): DriverError | null {
  return isLostConnection(error) ? describe(null, null) : null;
}

const fallback: Record<string, DriverError> = {
  P2034: describe('40001', null),
  P1001: describe(null, null),
  P1017: describe(null, null),
};

function fromAdapter(error: unknown): DriverError | null {
  if (!(error instanceof Error) || error.name !== 'DriverAdapterError') return null;
  const cause = error.cause as { originalCode?: string; originalMessage?: string; kind?: string } | undefined;
  if (!cause) return null;
  if (cause.originalCode === undefined) return describe(null, null);
  return describe(cause.originalCode, /constraint "([^"]+)"/.exec(cause.originalMessage ?? '')?.[1] ?? null);
}

function isLostConnection(error: unknown): boolean {
  return (
    error instanceof Error &&
    (/^(ECONN|EPIPE|ETIMEDOUT)/.test((error as NodeJS.ErrnoException).code ?? '') ||
      /Connection terminated|Query read timeout|not queryable/.test(error.message))
  );
}
