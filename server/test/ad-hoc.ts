import type { Query } from '../src/platform/database/statement.ts';

/** A statement that a test makes up. */
export function adHoc<Row = unknown>(name: string, text: string): Query<Row> {
  return { name, text, values: [] };
}
