import pg from 'pg';
import type { Statement } from './app.ts';

/** What PostgreSQL itself says that it ran for one request: each statement, without its constants, and how often. */
export type Counted = ReadonlyMap<string, { readonly text: string; readonly times: number }>;

const tries = 10;

/** Statements of the application's role alone: the reader of the events has its own. Nobody else may be served meanwhile. */
export const countStatements = async (superuserUrl: string, request: () => Promise<unknown>): Promise<Counted> => {
  // The extension is where administrators sign in, and sees every database.
  const url = new URL(superuserUrl);
  url.pathname = '/postgres';
  const client = new pg.Client({ connectionString: url.href });
  await client.connect();
  try {
    await client.query('select pg_stat_statements_reset()');
    for (let count = 0; count < tries; count++) await request();
    const { rows } = await client.query<{ queryid: string; query: string; calls: string }>(
      `select queryid, query, calls from pg_stat_statements s join pg_roles r on r.oid = s.userid where r.rolname = 'colab_app'`,
    );
    return new Map(
      rows.flatMap(({ queryid, query, calls }) => {
        // What a job did once in between is not part of every request.
        const times = Math.round(Number(calls) / tries);
        // A begin that was prepared is not counted by PostgreSQL; each comes with its settings, which are.
        return times === 0 || /^(begin|commit)$/i.test(query) ? [] : [[queryid, { text: query.replace(/\s+/g, ' ').trim(), times }]];
      }),
    );
  } finally {
    await client.end();
  }
};

/** The settings that open the books travel with each `begin` and are not counted. */
export const statementsIn = (counted: Counted): number =>
  [...counted.values()].reduce((sum, { text, times }) => (/^select (\/\* openBooks \*\/ )?set_config\(/.test(text) ? sum : sum + times), 0);

/** What the house calls them. */
export const namesOf = (sent: readonly Statement[]): string[] => [...new Set(sent.flatMap(({ text }) => /^\w+ \/\* (\w+) \*\//.exec(text)?.[1] ?? []))].filter((name) => name !== 'openBooks');

/** @throws with what one of the two sends and the other does not */
export const mustBeTheSame = (what: string, colab: Counted, plainPg: Counted): void => {
  const times = (counted: Counted, id: string) => counted.get(id)?.times ?? 0;
  const differences = [...new Map([...colab, ...plainPg])]
    .filter(([id]) => times(colab, id) !== times(plainPg, id))
    .map(([id, { text }]) => `colab ${times(colab, id)}, plain pg ${times(plainPg, id)}: ${text}`);
  if (differences.length > 0) throw new Error(`For ${what} the two do not send the same statements:\n${differences.join('\n')}`);
};
