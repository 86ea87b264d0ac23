import { verifyPhysics } from './bookings/placing/verify-physics.ts';
import { withOwnerUrl } from './with-owner-url.ts';

/** Enough to see what is wrong. */
const mostShown = 50;

function say(line: string) {
  return void process.stdout.write(`${line}\n`);
}

try {
  const { bookings, occupancies, events, differences } = await withOwnerUrl(process.env, verifyPhysics);
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
