// Nothing is imported before it listens for signals: a signal while modules load would end the process without
// clean-up.
function say(line: string): void {
  return void process.stdout.write(`${line}\n`);
}

/** npm, turbo and node --watch each pass on a Ctrl-C: signals within this time count as one. */
const sameSignalMs = 1_000;

const stopping = new AbortController();
let stopRequestedAt = 0;

function stop(): void {
  const now = Date.now();
  if (stopRequestedAt !== 0) {
    // A second request means that the user does not want to wait.
    if (now - stopRequestedAt > sameSignalMs) process.exit(1);
    return;
  }
  stopRequestedAt = now;
  say('\nStopping …');
  stopping.abort();
}
process.on('SIGINT', stop);
process.on('SIGTERM', stop);

say('Colab starts …');
try {
  const { run } = await import('./run.ts');
  await run(process.env, say, stopping.signal);
  process.exit(0);
} catch (error) {
  process.stderr.write(
    `\ncolab ${stopping.signal.aborted ? 'did not stop cleanly' : 'cannot start'}: ${error instanceof Error ? error.message : String(error)}\n`,
  );
  process.exit(1);
}
