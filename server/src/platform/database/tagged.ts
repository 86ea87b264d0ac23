/**
 * Puts the name of a statement behind its first word: PostgreSQL 18 leaves out of `pg_stat_statements` a comment at the
 * beginning.
 */
export function tagged(name: string, text: string): string {
  return text.replace(/^\s*\w+/, (word) => `${word.trim()} /* ${name} */`);
}
