import { readConfig } from './platform/config.ts';
import { createLog } from './platform/log.ts';
import { start } from './start.ts';

const say = (line: string) => void process.stdout.write(`${line}\n`);

try {
  const config = readConfig(process.env);
  const { app, sampleAccounts, stop } = await start(config, createLog(config.LOG_LEVEL), say);

  let stopping = false;
  const end = () => {
    // Whoever asks twice does not want to wait.
    if (stopping) process.exit(1);
    stopping = true;
    say('\nStopping …');
    stop().then(
      () => process.exit(0),
      (error: unknown) => {
        process.stderr.write(`colab did not stop cleanly: ${String(error)}\n`);
        process.exit(1);
      },
    );
  };
  process.on('SIGINT', end);
  process.on('SIGTERM', end);

  say(`\n  Colab is ready: ${app.url}`);
  if (sampleAccounts.length > 0) {
    say(`\n  Sample accounts, password "${config.SAMPLE_PASSWORD}":\n    ${sampleAccounts.join(', ')}`);
    say('  Warning: anybody who reaches this address can sign in with them. They are samples; remove them before real use.');
  }
  const host = new URL(app.url);
  if (host.protocol === 'http:' && !config.INSECURE_COOKIES && !['localhost', '127.0.0.1'].includes(host.hostname)) {
    say('  Warning: browsers keep nobody signed in over plain http. Put TLS in front, or set INSECURE_COOKIES=1 on a trusted network.');
  }
  say('\n  Ctrl-C stops it.\n');
} catch (error) {
  process.stderr.write(`\ncolab cannot start: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}
