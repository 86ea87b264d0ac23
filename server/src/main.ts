import { readConfig } from './platform/config.ts';
import { createLog } from './platform/log.ts';
import { start, type Started } from './start.ts';
import { startWarnings } from './start-warnings.ts';

const say = (line: string) => void process.stdout.write(`${line}\n`);

/** npm, turbo and node --watch each pass a Ctrl-C on: what comes within this time is the same one. */
const sameSignalMs = 1_000;

const stopping = new AbortController();
let started: Started | undefined;
let askedAt = 0;

const stop = (): void => {
  const now = Date.now();
  if (askedAt !== 0) {
    // Whoever asks twice does not want to wait.
    if (now - askedAt > sameSignalMs) process.exit(1);
    return;
  }
  askedAt = now;
  say('\nStopping …');
  stopping.abort();
  started?.stop().then(
    () => process.exit(0),
    (error: unknown) => {
      process.stderr.write(`colab did not stop cleanly: ${String(error)}\n`);
      process.exit(1);
    },
  );
};
process.on('SIGINT', stop);
process.on('SIGTERM', stop);

try {
  const config = readConfig(process.env);
  started = await start(config, createLog(config.LOG_LEVEL), say, stopping.signal);
  const { app, sampleAccounts } = started;

  say(`\n  Colab is ready: ${app.url}`);
  if (sampleAccounts.length > 0) {
    say(`\n  Sample accounts, password "${config.SAMPLE_PASSWORD}":\n    ${sampleAccounts.join(', ')}`);
    say('  Warning: anybody who reaches this address can sign in with them. Before real use, shut them: update users set active = false where sample.');
  }
  for (const warning of startWarnings(config, app.url)) say(`  Warning: ${warning}`);
  say('\n  Ctrl-C stops it.\n');
} catch (error) {
  if (stopping.signal.aborted) process.exit(0);
  process.stderr.write(`\ncolab cannot start: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}
