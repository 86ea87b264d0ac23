/**
 * A statement that carries its name, behind its first word: PostgreSQL 18 leaves out of `pg_stat_statements` the comment
 * that a statement begins with.
 */
export function tagged(name: string, text: string): string {
  return text.replace(/^\s*\w+/, (word) => `${word.trim()} /* ${name} */`);
}
