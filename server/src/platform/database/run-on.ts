import type pg from 'pg';
import type { Query } from './statement.ts';

type Sender = Pick<pg.ClientBase, 'query'>;

/** Runs a query on a connection, or a pool of them, that knows nothing of whose books are open. */
export async function runOn<Row>(
  sender: Sender,
  { name, text, values }: Query<Row>,
  limits: { readonly query_timeout?: number } = {},
): Promise<Row[]> {
  const { rows } = await sender.query({ name, text, values: [...values], ...limits });
  return rows as Row[];
}
