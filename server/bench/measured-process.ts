import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

type Command = { readonly id: number; readonly name: string; readonly input: unknown };
type Answer = { readonly id: number; readonly value?: unknown; readonly error?: string };

/** A server in a process of its own, so that its cost can be told from that of the load and of the other one. */
export type MeasuredProcess = {
  readonly url: string;
  /** The CPU time that the process has used so far, in milliseconds, all its threads together. */
  cpuMs(): Promise<number>;
  ask<T>(command: string, input?: unknown): Promise<T>;
  stop(): Promise<void>;
};

/** @param file beside this one; it answers with `answerBench` */
export async function startProcess(file: string, options: unknown): Promise<MeasuredProcess> {
  // Standard output belongs to the bench's report alone.
  const child = fork(join(import.meta.dirname, file), {
    serialization: 'advanced',
    execArgv: [],
    stdio: ['ignore', 2, 'inherit', 'ipc'],
  });
  const settlers = new Map<number, (answer: Answer) => void>();
  child.on('message', (answer: Answer) => settlers.get(answer.id)?.(answer));
  child.on('exit', (code) => {
    for (const [id, settle] of settlers) settle({ id, error: `${file} ended with ${code}` });
  });
  let last = 0;
  const ask = async <T>(name: string, input?: unknown): Promise<T> => {
    const id = ++last;
    const { promise, resolve } = Promise.withResolvers<Answer>();
    settlers.set(id, resolve);
    child.send({ id, name, input } satisfies Command);
    const { value, error } = await promise;
    settlers.delete(id);
    if (error !== undefined) throw new Error(error);
    return value as T;
  };
  return {
    url: await ask<string>('start', options),
    cpuMs: () => ask('cpuMs'),
    ask,
    stop: async () => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const exit = once(child, 'exit');
      await ask('stop').catch(() => child.kill());
      if (child.connected) child.disconnect();
      await exit;
    },
  };
}

type Commands = { readonly [name: string]: (input: never) => unknown } & { stop(): Promise<void> };

/** Answers as the child. It ends with the bench, however that ends. */
export function answerBench(commands: Commands): void {
  const all: Commands = { cpuMs, ...commands };
  const run = async ({ id, name, input }: Command): Promise<Answer> => {
    try {
      return { id, value: await all[name]?.(input as never) };
    } catch (error) {
      return { id, error: error instanceof Error ? (error.stack ?? error.message) : String(error) };
    }
  };
  process.on('message', (command: Command) => void run(command).then((answer) => process.send?.(answer)));
  process.on('disconnect', () => process.exit(0));
  // Ctrl-C reaches every process in the terminal; the bench ends its own in order.
  process.on('SIGINT', () => undefined);
}

function cpuMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
}
