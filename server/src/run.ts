import { readConfig } from './platform/config.ts';
import { createLog } from './platform/log.ts';
import { offerSetUp } from './offer-set-up.ts';
import { start, StoppedError } from './start.ts';
import { startWarnings } from './start-warnings.ts';

/** Runs a server from beginning to end: resolves when `signal` has stopped it, also while it starts. */
export async function run(
  environment: NodeJS.ProcessEnv,
  say: (line: string) => void,
  signal: AbortSignal,
): Promise<void> {
  const config = readConfig(environment);
  const log = createLog(config.LOG_LEVEL);
  const started = await start(config, log, say, signal).catch((error: unknown) => {
    if (!signal.aborted) throw error;
    // A server that was asked to stop need not have started well.
    if (!(error instanceof StoppedError)) log.warn({ err: error }, 'the start was broken off');
    return null;
  });
  if (started === null) return;
  const { app, sampleAccounts } = started;

  say(`\n  Colab is ready: ${app.url}`);
  if (sampleAccounts.length > 0) {
    say(`\n  Sample accounts, password "${config.SAMPLE_PASSWORD}":\n    ${sampleAccounts.join(', ')}`);
    say(
      '  Warning: anybody who reaches this address can sign in with them. Before real use, shut them: update users set active = false where sample.',
    );
  }
  const offer = offerSetUp(() => app.setUpAddress(), say, log);
  await offer.look();
  for (const warning of startWarnings(config, app.url)) say(`  Warning: ${warning}`);
  say('\n  Ctrl-C stops it.\n');

  await new Promise<void>((resolve) => {
    signal.addEventListener('abort', () => resolve());
    if (signal.aborted) resolve();
  });
  offer.stop();
  await started.stop();
}
