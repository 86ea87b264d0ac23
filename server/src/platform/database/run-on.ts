import type pg from 'pg';
import type { Query } from './statement.ts';

type Sender = Pick<pg.ClientBase, 'query'>;

/** PostgreSQL cuts the name of a prepared statement here, and would confuse two that begin alike. */
const longestName = 63;

/** Runs a query on a connection of pg's, or on a pool of them, prepared under its name where that is short enough. */
export async function runOn<Row>(
  sender: Sender,
  { name, text, values }: Query<Row>,
  limits: { readonly query_timeout?: number } = {},
): Promise<Row[]> {
  const preparedAs = name.length > longestName ? {} : { name };
  const { rows } = await sender.query({ ...preparedAs, text, values: [...values], ...limits });
  return rows as Row[];
}
