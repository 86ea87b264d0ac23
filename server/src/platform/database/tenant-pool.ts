import { PrismaPg } from '@prisma/adapter-pg';
import type { IsolationLevel, SqlQuery, Transaction } from '@prisma/driver-adapter-utils';
import pg from 'pg';
import { currentDeed, type Deed } from '../audit/deed.ts';
import { followCommit } from './open-work.ts';
import { currentSight, settingsOf } from './sight.ts';

type Answer = pg.QueryResult<pg.QueryResultRow>;

/**
 * A pool whose single statements run inside a transaction that opens the books first: begin with the settings, the
 * statement and commit travel in one pipelined round trip, so row security costs no extra wait.
 */
export class TenantPool extends pg.Pool {
  constructor(config: pg.PoolConfig) {
    super({ ...config, pipeline: true });
  }

  // pg's overloads (callbacks, streams) are narrowed to the one form that this code base and Prisma's adapter use.
  override query = (async (config: pg.QueryConfig, values?: unknown[]): Promise<Answer> => {
    const settings = settingsOf(currentSight());
    const client = await this.connect();
    let broken: Error | undefined;
    const onError = (error: Error) => {
      broken = error;
    };
    client.on('error', onError);
    try {
      const [begun, answer, committed] = await Promise.allSettled([
        client.query(`begin; ${settings}`),
        client.query(config, values),
        client.query('commit'),
      ]);
      if (answer.status === 'rejected') throw answer.reason;
      for (const step of [begun, committed]) {
        if (step.status === 'rejected') {
          broken = step.reason as Error;
          throw broken;
        }
      }
      return answer.value;
    } finally {
      client.removeListener('error', onError);
      client.release(broken);
    }
  }) as pg.Pool['query'];
}

/** Prisma's own transactions: the settings are the first statement after BEGIN. */
export class TenantPg extends PrismaPg {
  readonly #settings: string;

  /** @param settings further settings for every transaction, as one SQL statement */
  constructor(pool: pg.Pool, settings: string) {
    super(pool, { statementNameGenerator: nameStatement });
    this.#settings = settings;
  }

  override async connect() {
    const adapter = await super.connect();
    const start = adapter.startTransaction.bind(adapter);
    adapter.startTransaction = async (isolation?: IsolationLevel): Promise<Transaction> => {
      const transaction = await start(isolation);
      const sql = `${settingsOf(currentSight())}, ${this.#settings}`;
      await transaction.executeRaw({ sql, args: [], argTypes: [] });
      followCommit(transaction);
      const deed = currentDeed();
      if (deed) askBeforeCommit(transaction, deed);
      return transaction;
    };
    return adapter;
  }
}

const changesRecorded: SqlQuery = { sql: `select /* changesRecorded */ current_setting('app.recorded', true)`, args: [], argTypes: [] };

/** Whether its changes have left their rows in the audit trail travels with the commit, so it costs no wait of its own. */
const askBeforeCommit = (transaction: Transaction, deed: Deed): void => {
  const execute = transaction.executeRaw.bind(transaction);
  transaction.executeRaw = async (query) => {
    if (query.sql !== 'COMMIT') return execute(query);
    const [answer, count] = await Promise.all([transaction.queryRaw(changesRecorded), execute(query)]);
    if (answer.rows[0]?.[0] === 'yes') deed.recorded = true;
    return count;
  };
};

const names = new Map<string, string>();
const mostNames = 2_000;

/** One name for one text, so that a statement is parsed once a connection. Settings differ each time and get none. */
const nameStatement = ({ sql }: SqlQuery): string => {
  if (sql.startsWith('select /* openBooks */')) return '';
  let name = names.get(sql);
  if (name === undefined && names.size < mostNames) {
    name = `p${names.size}`;
    names.set(sql, name);
  }
  return name ?? '';
};
