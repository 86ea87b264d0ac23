import { parentPort } from 'node:worker_threads';
import type { Answer } from './side-thread.ts';

type Task = { readonly module: string; readonly input: unknown };

async function answer({ module, input }: Task): Promise<Answer> {
  try {
    // Loaded once: Node caches modules.
    const { compute } = (await import(module)) as { compute: (input: unknown) => unknown };
    return { output: await compute(input) };
  } catch (failure) {
    return { failure: failure instanceof Error ? failure : new Error(String(failure)) };
  }
}

parentPort?.on('message', (task: Task) => {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
  void answer(task).then((reply) => parentPort?.postMessage(reply));
});
