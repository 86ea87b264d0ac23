import { PrismaPg } from '@prisma/adapter-pg';
import type { IsolationLevel, SqlQuery, Transaction } from '@prisma/driver-adapter-utils';
import type pg from 'pg';
import { currentAuditedRequest, type AuditedRequest } from '../audited-request.ts';
import { SavedUnreadError, TookTooLongError } from '../errors.ts';
import { type Connection, makePool } from './connections.ts';
import { driverErrorOf } from './driver-error.ts';
import { currentPatience, hasSaved } from './patience.ts';
import { currentReadingShare } from './reading-share.ts';
import { statement, text } from './statement.ts';
import { currentVisibility, settingsOf } from './visibility.ts';
import { currentWrite } from './write.ts';

type Answer = pg.QueryResult<pg.QueryResultRow>;

export type TenantPoolOptions = {
  readonly url: string;
  readonly max: number;
  /** PostgreSQL's own limits, set once for each connection; milliseconds. */
  readonly limits: Readonly<
    Record<'statement_timeout' | 'lock_timeout' | 'transaction_timeout' | 'client_connection_check_interval', number>
  >;
  /** How long a caller waits for a connection, made anew or given back. */
  readonly connectMs: number;
  /** How long an unused connection is kept. */
  readonly idleMs: number;
  /** An answer that takes longer is not coming: the connection has gone silent. */
  readonly answerMs?: number;
  /** Whether business transactions run here: each write then learns which connection it got. */
  readonly forWrites?: boolean;
};

/**
 * A pool whose single statements run inside a transaction that sets the visibility first: begin with the settings, the
 * statement and commit travel in one pipelined round trip, so row security costs no extra wait.
 */
export function makeTenantPool({
  url,
  max,
  limits,
  connectMs,
  idleMs,
  answerMs,
  forWrites = false,
}: TenantPoolOptions): pg.Pool {
  const calls = Object.entries(limits).map(
    ([name, value]) =>
      `set_config('${name}', ${name === 'client_connection_check_interval' ? whereItCanTell(value) : `'${value}'`}, false)`,
  );
  const pool = makePool({
    connectionString: url,
    application_name: 'colab',
    max,
    pipeline: true,
    connectionTimeoutMillis: connectMs,
    idleTimeoutMillis: idleMs,
    ...(answerMs === undefined ? {} : { query_timeout: answerMs }),
    onConnect: (client) => client.query(`select /* setLimits */ ${calls.join(', ')}`) as unknown as void,
  });
  const take = pool.connect.bind(pool) as () => Promise<Connection>;
  // Once a connection has gone silent, those that existed at that time may have as well: no other caller waits for
  // them.
  let silentAt = Number.NEGATIVE_INFINITY;
  const connect = async (): Promise<Connection> => {
    for (;;) {
      const connection = await take();
      if (connection.madeAt > silentAt) return connection;
      connection.release(true);
    }
  };
  // pg's overloads (callbacks, streams) are narrowed to the forms that this code base and Prisma's adapter use.
  if (forWrites) {
    pool.connect = (async () => {
      const connection = await connect();
      currentWrite()?.begin(connection);
      return connection;
    }) as pg.Pool['connect'];
  }
  pool.query = (async (config: pg.QueryConfig, values?: unknown[]) => {
    const giveBack = await currentReadingShare()?.take();
    return readInOneTrip(connect, config, values, () => (silentAt = performance.now()))
      .catch(tellWhatWasSaved)
      .finally(giveBack);
  }) as pg.Pool['query'];
  return pool;
}

/** "Try again" would be bad advice to a user whose change is saved and only cannot be shown. */
function tellWhatWasSaved(error: unknown): never {
  const kind = error instanceof TookTooLongError ? 'busy' : driverErrorOf(error)?.kind;
  if (hasSaved() && (kind === 'busy' || kind === 'lost')) throw new SavedUnreadError();
  throw error;
}

/** A PostgreSQL on Windows cannot tell that a caller has gone, and accepts no value but 0. */
function whereItCanTell(ms: number): string {
  return `case when version() ~* 'windows|mingw|visual|msvc' then '0' else '${ms}' end`;
}

async function readInOneTrip(
  connect: () => Promise<Connection>,
  config: pg.QueryConfig,
  values: unknown[] | undefined,
  onSilence: () => void,
): Promise<Answer> {
  const settings = settingsOf(currentVisibility());
  const patience = currentPatience();
  const connection = await unlessAborted(patience, connect());
  // Cutting the connection is what cancels: a request to cancel could hit the next caller's statement. PostgreSQL
  // notices within client_connection_check_interval.
  const giveUp = () => connection.cut();
  patience?.addEventListener('abort', giveUp);
  let fault: Error | undefined;
  try {
    const [beginResult, answer, commitResult] = await Promise.allSettled([
      connection.query(`begin; ${settings}`),
      connection.query(config, values),
      connection.query('commit'),
    ]);
    for (const step of [beginResult, commitResult]) if (step.status === 'rejected') fault = step.reason as Error;
    if (
      [beginResult, answer, commitResult].some(
        (step) => step.status === 'rejected' && (step.reason as Error).message === 'Query read timeout',
      )
    )
      onSilence();
    if (patience?.aborted && (fault || answer.status === 'rejected')) throw new TookTooLongError();
    if (answer.status === 'rejected') throw answer.reason;
    if (fault) throw fault;
    return answer.value;
  } finally {
    patience?.removeEventListener('abort', giveUp);
    connection.release(fault);
  }
}

/**
 * Returns the connection, unless the caller's patience ends first: then the connection goes back unused once it is
 * there.
 * @throws TookTooLongError
 */
async function unlessAborted(patience: AbortSignal | undefined, connecting: Promise<Connection>): Promise<Connection> {
  if (!patience) return connecting;
  let abandon: () => void = () => undefined;
  const abandonment = new Promise<never>((_resolve, reject) => {
    abandon = () => reject(new TookTooLongError());
  });
  if (patience.aborted) abandon();
  patience.addEventListener('abort', abandon);
  try {
    return await Promise.race([abandonment, connecting]);
  } catch (error) {
    connecting.then(
      (connection) => connection.release(),
      () => undefined,
    );
    throw error;
  } finally {
    patience.removeEventListener('abort', abandon);
  }
}

/** For Prisma's own transactions the settings are the first statement after BEGIN. */
export class TenantPg extends PrismaPg {
  constructor(pool: pg.Pool) {
    super(pool, { statementNameGenerator: nameStatement });
  }

  override async connect() {
    const adapter = await super.connect();
    const start = adapter.startTransaction.bind(adapter);
    adapter.startTransaction = async (isolation?: IsolationLevel): Promise<Transaction> => {
      const transaction = await start(isolation);
      try {
        await transaction.executeRaw({ sql: settingsOf(currentVisibility()), args: [], argTypes: [] });
      } catch (error) {
        // Prisma has not seen this transaction yet, so nobody else would give its connection back.
        await transaction.rollback();
        throw error;
      }
      watchCommit(transaction);
      return transaction;
    };
    return adapter;
  }
}

const changesRecorded = statement(
  'changesRecorded',
  { recorded: text.orNull },
  `select current_setting('app.recorded', true) as recorded`,
);

/**
 * Tells the write under way that its commit was sent, and the audited request whether its changes have left their rows
 * in the audit trail.
 */
function watchCommit(transaction: Transaction): void {
  const write = currentWrite();
  const auditedRequest = currentAuditedRequest();
  const execute = transaction.executeRaw.bind(transaction);
  transaction.executeRaw = async (query) => {
    if (query.sql !== 'COMMIT') return execute(query);
    write?.sendCommit();
    return auditedRequest ? askAndCommit(transaction, auditedRequest, () => execute(query)) : execute(query);
  };
}

/** The question travels with the commit, so it costs no wait of its own. */
async function askAndCommit(
  transaction: Transaction,
  auditedRequest: AuditedRequest,
  execute: () => Promise<number>,
): Promise<number> {
  const [answer, count] = await Promise.all([
    transaction.queryRaw({ sql: changesRecorded().text, args: [], argTypes: [] }),
    execute(),
  ]);
  if (answer.rows[0]?.[0] === 'yes') auditedRequest.recorded = true;
  return count;
}

const names = new Map<string, string>();
const mostNames = 2_000;

/** Gives one name to one text, so that a connection parses a statement once. Settings differ each time and get none. */
function nameStatement({ sql }: SqlQuery): string {
  if (sql.startsWith('select /* openBooks */')) return '';
  let name = names.get(sql);
  if (name === undefined && names.size < mostNames) {
    name = `p${names.size}`;
    names.set(sql, name);
  }
  return name ?? '';
}
