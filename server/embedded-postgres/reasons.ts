/** What helps where PostgreSQL says this. */
const cures: readonly (readonly [RegExp, string])[] = [
  [/No space left on device/, 'Make room on the disk, or set DATA_DIR to a folder on another one.'],
  [
    /could not locate a valid checkpoint record|could not open file "pg_wal|invalid checkpoint record/,
    'The write-ahead log (data/pg_wal) is damaged or gone: restore the data folder from a backup.',
  ],
  [/Permission denied/, 'Let the account that PostgreSQL runs as read and write its folder.'],
  [/Read-only file system/, 'Mount the data folder writable, or set DATA_DIR to another one.'],
  [/could not map anonymous shared memory|Cannot allocate memory/, 'Give the machine more memory.'],
];

/** Reads in one line why PostgreSQL ended, from what it wrote, and what helps where that is known. */
export function reasonsIn(output: string): string {
  const lines = output.split('\n').map((line) => line.trim());
  const fatal = lines
    .flatMap((line) => /(?:FATAL|PANIC): +(.*)/.exec(line)?.[1] ?? [])
    // What it answers to whoever comes too early.
    .filter((reason) => !reason.startsWith('the database system is '));
  const reasons = fatal.length > 0 ? [...new Set(fatal)] : lines.filter((line) => line !== '');
  const cure = cures.find(([said]) => said.test(output))?.[1];
  return [`${reasons.join('; ').replace(/\.$/, '')}.`, ...(cure === undefined ? [] : [cure])].join(' ');
}
