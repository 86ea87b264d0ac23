import { resolve } from 'node:path';

export type Command = {
  readonly environment: NodeJS.ProcessEnv;
  /** The folder that the command was given. @throws with the example where it was given none */
  folder(example: string): string;
  say(line: string): void;
  /** Aborts on Ctrl-C. */
  readonly signal: AbortSignal;
};

/** Runs a program of one command to its end: what goes wrong is one line, and Ctrl-C stops it in order. */
export async function runCommand(name: string, work: (command: Command) => Promise<void>): Promise<void> {
  const stopping = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.on(signal, () => stopping.abort(new Error('it was stopped. Nothing half-made is left')));
  const [given] = process.argv.slice(2);
  try {
    await work({
      environment: process.env,
      folder: (example) => {
        if (!given) throw new Error(`name a folder: ${example}`);
        // npm runs scripts in the program's folder, and says where it was called.
        return resolve(process.env['INIT_CWD'] ?? '', given);
      },
      say: (line) => void process.stdout.write(`${line}\n`),
      signal: stopping.signal,
    });
  } catch (error) {
    process.stderr.write(`colab cannot ${name}: ${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  }
}
