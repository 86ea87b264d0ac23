// The sum of what the runners say that they ran, as the last line. A runner that has said nothing is a failure.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

type VitestReport = { numPassedTests: number; numFailedTests: number; numPendingTests: number; success: boolean };
type PlaywrightReport = {
  stats: { expected: number; unexpected: number; flaky: number; skipped: number };
  errors: unknown[];
};

function read(name: string): unknown {
  return JSON.parse(readFileSync(join(import.meta.dirname, '../test-results', name), 'utf8'));
}

function readAll(): { passed: number; failed: number; skipped: number } {
  const vitest = read('vitest.json') as VitestReport;
  const journeys = read('journeys.json') as PlaywrightReport;
  const passed = vitest.numPassedTests + journeys.stats.expected;
  // A suite that could not even be loaded, or a journey that passed at the second try, has failed as well.
  const unloaded = (vitest.success || vitest.numFailedTests > 0 ? 0 : 1) + journeys.errors.length;
  const failed = vitest.numFailedTests + journeys.stats.unexpected + journeys.stats.flaky + unloaded;
  return { passed, failed, skipped: vitest.numPendingTests + journeys.stats.skipped };
}

try {
  const { passed, failed, skipped } = readAll();
  console.log(`${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`);
  process.exitCode = failed > 0 || passed === 0 ? 1 : 0;
} catch (error) {
  console.error(`A report is missing: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
}
