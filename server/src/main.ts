// Nothing is imported before it listens for signals: one that comes while modules load would end the process as it stands.
function say(line: string): void {
  return void process.stdout.write(`${line}\n`);
}

/** npm, turbo and node --watch each pass a Ctrl-C on: what comes within this time is the same one. */
const sameSignalMs = 1_000;

const stopping = new AbortController();
let askedAt = 0;

function stop(): void {
  const now = Date.now();
  if (askedAt !== 0) {
    // Whoever asks twice does not want to wait.
    if (now - askedAt > sameSignalMs) process.exit(1);
    return;
  }
  askedAt = now;
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
