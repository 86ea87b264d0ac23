import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { verifyPhysics } from './bookings/placing/verify-physics.ts';
import { startEmbeddedPostgres } from '../embedded-postgres/embedded-postgres.ts';

/** Enough to see what is wrong. */
const mostShown = 50;

function say(line: string) {
  return void process.stdout.write(`${line}\n`);
}

async function withOwnerUrl<T>(work: (ownerUrl: string) => Promise<T>): Promise<T> {
  const { DATABASE_URL: outside, DATA_DIR: folder } = process.env;
  if (outside) return work(outside);
  const dataDir = resolve(folder || '.data');
  // Verifying must not create a database where there is none.
  if (!existsSync(join(dataDir, 'postgres')))
    throw new Error(`There is no database in ${dataDir}: start the server once, or name another DATA_DIR.`);
  const embedded = await startEmbeddedPostgres(dataDir, () => undefined);
  try {
    return await work(embedded.ownerUrl);
  } finally {
    await embedded.stop();
  }
}

try {
  const { bookings, occupancies, events, differences } = await withOwnerUrl(verifyPhysics);
  for (const { kind, words } of differences.slice(0, mostShown)) say(`  ${kind}: ${words}`);
  if (differences.length > mostShown) say(`  … and ${differences.length - mostShown} more.`);
  const verdict =
    differences.length === 0
      ? 'all agree'
      : differences.length === 1
        ? '1 difference'
        : `${differences.length} differences`;
  say(`${bookings} bookings, ${occupancies} occupancies, ${events} events: ${verdict}.`);
  process.exitCode = differences.length === 0 ? 0 : 1;
} catch (error) {
  process.stderr.write(`colab cannot verify: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
