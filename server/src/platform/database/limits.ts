import type { LimitRow } from '../limit-row.ts';

type Limit = { readonly value: number; readonly of: string; readonly reason: string };

/**
 * How long anything at the database may take, in milliseconds. A request has one limit for all that it waits for, a
 * write has one for all its tries, and a commit a little more: every caller has an answer within 10 s.
 */
const table = {
  answerWithin: {
    value: 9_000,
    of: 'for a query or a mutation, from its beginning',
    reason:
      'Nobody shall wait longer than 10 s without an answer. What still reads then is given up, and what writes is rolled back.',
  },
  connect: {
    value: 5_000,
    of: 'until a connection is there',
    reason: 'Who waits longer is told that too much is going on.',
  },
  idle: {
    value: 60_000,
    of: 'that a connection for reading is kept which nobody uses',
    reason: 'A new one costs a reader up to 60 ms. Once one has gone silent, those beside it are not used any more.',
  },
  idleWriter: {
    value: 10_000,
    of: 'that a connection for writing is kept which nobody uses',
    reason:
      'A write that waits for a row looks like one whose connection has gone silent, so these are not kept for long.',
  },
  read: {
    value: 5_000,
    of: 'for a statement that reads',
    reason: 'One that takes longer holds a connection that ten others wait for. An export reads page by page.',
  },
  readLock: {
    value: 2_000,
    of: 'for a lock that a reader waits for',
    reason: 'Only a change of the tables themselves makes readers wait, and fourteen of them would be all.',
  },
  silentReader: {
    value: 8_000,
    of: 'for any answer to a reader',
    reason:
      'A connection that went silent never closes. A little more than a statement may take, so that PostgreSQL has the first word.',
  },
  write: {
    value: 8_000,
    of: 'for a write, its repetitions included',
    reason: 'What is not committed by then is rolled back and told as that.',
  },
  line: {
    value: 5_000,
    of: 'for a place in line where two writes of this server are already at the same booking, room or person',
    reason:
      'Who waits there has no connection, so that a row that is held takes two of them and not all. With the wait for a lock it is what a write may take.',
  },
  writeLock: {
    value: 3_000,
    of: 'for a lock that a writer waits for',
    reason: 'A row held by somebody else for longer is busy, and the connection is of use elsewhere.',
  },
  silentCommit: {
    value: 900,
    of: 'that a commit has beyond the time of its write',
    reason:
      'What became of it only PostgreSQL knows; afterwards its connection counts as silent, and the outcome as unknown.',
  },
  transaction: {
    value: 15_000,
    of: 'until PostgreSQL itself ends a transaction',
    reason: 'A server that forgot one would hold back every reader of the events.',
  },
  hangUp: {
    value: 1_000,
    of: 'between two looks of PostgreSQL whether the caller is still there',
    reason: 'The statement of somebody who has gone ends with their connection.',
  },
} as const satisfies Record<string, Limit>;

export const databaseLimits = Object.fromEntries(
  Object.entries(table).map(([name, { value }]) => [name, value]),
) as Readonly<Record<keyof typeof table, number>>;

export const databaseRows: readonly LimitRow[] = Object.entries(table).map(([name, { value, of, reason }]) => ({
  name,
  value,
  unit: `milliseconds ${of}`,
  reason,
}));
