import pg from 'pg';

/** One statement of a request as PostgreSQL counted it: its name, or its first words where it has none. */
export type StatementCount = { readonly name: string; readonly times: number };

const tries = 10;

// Transactions and the visibility settings travel along with every statement.
function isFrame(text: string): boolean {
  return /^(begin|start|commit|end|rollback|savepoint|release|set|reset|discard|deallocate)\b|^select set_config\(/i.test(
    text,
  );
}

/**
 * Counts, in PostgreSQL itself, the statements that the application's role runs for one request, wherever a statement
 * carries its name. The reader of the events has a role of its own. No other request may be served meanwhile.
 */
export async function countStatements(
  superuserUrl: string,
  request: () => Promise<unknown>,
): Promise<readonly StatementCount[]> {
  // The extension is in the administrators' database, and sees every database.
  const url = new URL(superuserUrl);
  const database = url.pathname.slice(1);
  url.pathname = '/postgres';
  const client = new pg.Client({ connectionString: url.href });
  await client.connect();
  try {
    await client.query('select pg_stat_statements_reset()');
    for (let count = 0; count < tries; count++) await request();
    const { rows } = await client.query<{ query: string; calls: string }>(
      `select query, calls from pg_stat_statements s join pg_roles r on r.oid = s.userid join pg_database d on d.oid = s.dbid
       where r.rolname = 'colab_app' and d.datname = $1`,
      [database],
    );
    return rows
      .flatMap(({ query, calls }) => {
        const bare = query
          .replace(/\/\*.*?\*\//gs, ' ')
          .replace(/\s+/g, ' ')
          .trim();
        // What a job did once in between is not part of every request.
        const times = Math.round(Number(calls) / tries);
        return times === 0 || isFrame(bare)
          ? []
          : [{ name: /\/\* (\w+) \*\//.exec(query)?.[1] ?? bare.slice(0, 60), times }];
      })
      .toSorted((a, b) => (a.name < b.name ? -1 : 1));
  } finally {
    await client.end();
  }
}

export function statementsIn(counts: readonly StatementCount[]): number {
  return counts.reduce((sum, { times }) => sum + times, 0);
}
