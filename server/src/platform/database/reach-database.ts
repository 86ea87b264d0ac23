import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { makeClient } from './connections.ts';

const pollMs = 50;
/** How long a host may take to answer at all. */
const connectMs = 5_000;
/** cannot_connect_now */
const notReadyYet = '57P03';

/** How PostgreSQL turns a caller away, by its SQLSTATE, and what helps. */
const refusals: Readonly<Record<string, string>> = {
  '28P01': 'Correct the password.',
  '28000': 'Let the role sign in from here (its LOGIN right, and pg_hba.conf), or name another one.',
  '3D000': 'Create the database, or name another one.',
  '53300': 'Raise max_connections, or end what holds the connections.',
  '42501': 'Give the role the right to connect.',
};

/**
 * Connects a client, which the caller ends. A PostgreSQL that starts up, or recovers from a crash, is waited for: it
 * says so itself, and is there in a while.
 * @param variable the setting that the address comes from
 * @throws with one line that says what is wrong and what to do
 */
export async function reachDatabase(
  url: string,
  { variable, name, log }: { readonly variable: string; readonly name: string; log(message: string): void },
): Promise<pg.Client> {
  for (let tries = 0; ; tries++) {
    const client = makeClient({ connectionString: url, application_name: name, connectionTimeoutMillis: connectMs });
    try {
      await client.connect();
      return client;
    } catch (error) {
      if (!(error instanceof pg.DatabaseError && error.code === notReadyYet))
        throw new Error(whyUnreachable(error, url, variable), { cause: error });
      if (tries === 0) log('PostgreSQL is starting up; waiting for it.');
      await delay(pollMs);
    }
  }
}

function whyUnreachable(error: unknown, url: string, variable: string): string {
  const { hostname, port, pathname } = new URL(url);
  const place = `the database ${pathname.slice(1)} at ${hostname || 'its socket'}:${port || 5432}`;
  const reason = (error instanceof Error && error.message) || codeOf(error);
  if (error instanceof pg.DatabaseError && error.code !== undefined)
    return `${place} turned the server away: ${reason}. ${refusals[error.code] ?? `Look into PostgreSQL's log, and check ${variable}.`} (${variable})`;
  return `${place} cannot be reached: ${reason}. Start PostgreSQL, open the way to it, or correct ${variable}.`;
}

/** An address with several lines, as localhost has, fails with an error that says nothing itself. */
function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : String(error);
}

/**
 * Refuses a pooler that gives each transaction another session: LISTEN, session locks and named statements need one
 * that stays. Two clients of a real session are never served by the same process, and a client never by two.
 * @throws with what to do
 */
export async function refuseTransactionPooler(url: string, variable: string): Promise<void> {
  const options = { variable, name: 'colab set-up', log: () => undefined };
  const clients: pg.Client[] = [];
  try {
    for (let i = 0; i < 2; i++) clients.push(await reachDatabase(url, options));
    const served = new Map<number, pg.Client>();
    for (const client of [...clients, ...clients]) {
      const { rows } = await client.query<{ pid: number }>('select /* servedBy */ pg_backend_pid() as pid');
      const pid = rows[0]?.pid ?? 0;
      if ((served.get(pid) ?? client) === client) served.set(pid, client);
      else throw poolerError(variable);
    }
    if (served.size !== clients.length) throw poolerError(variable);
  } finally {
    await Promise.all(clients.map((client) => client.end()));
  }
}

function poolerError(variable: string): Error {
  return new Error(
    `${variable} leads to a pooler in transaction mode, which gives every transaction another session; the server needs LISTEN, session locks and named statements, which live in one. Connect to PostgreSQL itself, or set the pooler to session mode (pgbouncer: pool_mode = session).`,
  );
}
