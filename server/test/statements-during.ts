import pg from 'pg';
import { vi } from 'vitest';

export type SentStatement = { readonly name: string; readonly text: string; readonly values: readonly unknown[] };

/**
 * What requests ask the database while `work` runs, in order, on any server of this process. What a connection sends when
 * it opens has no name and does not count; the reader of events goes on by itself, under a role of its own.
 */
export async function statementsDuring<Result>(
  work: () => Promise<Result>,
): Promise<{ result: Result; statements: SentStatement[]; names: string[] }> {
  const query = vi.spyOn(pg.Client.prototype, 'query');
  try {
    const result = await work();
    const statements = (query.mock.calls as unknown[][]).flatMap(([config], index) => {
      const { user } = query.mock.contexts[index] as unknown as { user: string };
      const {
        name,
        text = '',
        values = [],
      } = typeof config === 'object' && config !== null ? (config as Partial<SentStatement>) : {};
      return name && user === 'colab_app' ? [{ name, text, values }] : [];
    });
    return { result, statements, names: statements.map(({ name }) => name) };
  } finally {
    query.mockRestore();
  }
}
