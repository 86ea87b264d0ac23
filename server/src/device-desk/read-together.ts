import type { Context } from '../platform/context.ts';
import type { Query } from '../platform/database/statement.ts';

type Reading = Readonly<Record<string, Query>>;
type RowsOf<Statement> = Statement extends Query<infer Row> ? Row[] : never;

/** Reads the rows of several statements at once, outside of any transaction. */
export async function readTogether<const Of extends Reading>(
  { db }: Pick<Context, 'db'>,
  reading: Of,
): Promise<{ readonly [Name in keyof Of]: RowsOf<Of[Name]> }> {
  const rows = await Promise.all(
    Object.entries(reading).map(async ([name, query]) => [name, await db.run(query)] as const),
  );
  return Object.fromEntries(rows) as { readonly [Name in keyof Of]: RowsOf<Of[Name]> };
}
