import { Worker } from 'node:worker_threads';
import { BusyError } from './errors.ts';
import type { Log } from './log.ts';

type Task = {
  readonly module: string;
  readonly input: unknown;
  readonly resolve: (output: unknown) => void;
  readonly reject: (error: Error) => void;
};

type Options = {
  readonly log: Log;
  /** How many may wait while one is computed. */
  readonly mostWaiting?: number;
  /** A computation that has not ended after so long is stopped. */
  readonly mostMs?: number;
};

/** What the thread answers. */
export type Answer = { readonly output: unknown } | { readonly failure: Error };

/**
 * One thread beside the one that answers requests, for computations that take a second: one after the other, so that
 * they use one core at most. It starts with the first computation; when it dies, only the current one fails, and the
 * next one gets a new thread.
 */
export class SideThread {
  readonly #log: Log;
  readonly #mostWaiting: number;
  readonly #mostMs: number;
  readonly #waiting: Task[] = [];
  #worker: Worker | null = null;
  #current: Task | null = null;
  #timer: NodeJS.Timeout | undefined;
  #closed = false;

  constructor({ log, mostWaiting = 8, mostMs = 10_000 }: Options) {
    this.#log = log;
    this.#mostWaiting = mostWaiting;
    this.#mostMs = mostMs;
  }

  /**
   * Calls `compute(input)` of a module, in the thread. Its input and output are copied.
   * @throws BusyError when too many wait already, or it was stopped
   */
  run<Output>(module: URL, input: unknown): Promise<Output> {
    if (this.#closed || this.#waiting.length >= this.#mostWaiting) {
      return Promise.reject(new BusyError('The system is busy. Nothing was changed. Try again in a moment.'));
    }
    return new Promise((resolve, reject) => {
      this.#waiting.push({ module: module.href, input, resolve: (output) => resolve(output as Output), reject });
      this.#next();
    });
  }

  /** Refuses the computations that still wait, as busy. */
  async close(): Promise<void> {
    this.#closed = true;
    const stopping = new BusyError('The server is restarting. Nothing was changed. Try again in a moment.');
    for (const task of this.#waiting.splice(0)) task.reject(stopping);
    const worker = this.#worker;
    this.#drop(stopping);
    await worker?.terminate();
  }

  #next(): void {
    if (this.#current !== null) return;
    const task = this.#waiting.shift();
    if (!task) return;
    this.#current = task;
    const worker = (this.#worker ??= this.#start());
    this.#timer = setTimeout(() => {
      this.#log.error({ module: task.module }, 'a computation took too long and was stopped');
      this.#drop(new BusyError('This took too long. Ask for less, or try again in a moment.'));
      void worker.terminate();
      this.#next();
    }, this.#mostMs);
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
    worker.postMessage({ module: task.module, input: task.input });
  }

  #start(): Worker {
    const worker = new Worker(new URL('./side-thread-worker.ts', import.meta.url), {
      resourceLimits: { maxOldGenerationSizeMb: 512 },
    });
    worker.on('message', (answer: Answer) => this.#finish(worker, answer));
    worker.on('error', (error) => this.#lose(worker, error));
    worker.on('exit', (code) => this.#lose(worker, new Error(`the side thread ended with code ${code}`)));
    // A process that has nothing else to do may end.
    worker.unref();
    return worker;
  }

  #finish(worker: Worker, answer: Answer): void {
    if (worker !== this.#worker) return;
    const task = this.#current;
    this.#current = null;
    clearTimeout(this.#timer);
    if ('failure' in answer) task?.reject(answer.failure);
    else task?.resolve(answer.output);
    this.#next();
  }

  #lose(worker: Worker, error: unknown): void {
    if (worker !== this.#worker) return;
    this.#log.error({ err: error }, 'the side thread died');
    this.#drop(error instanceof Error ? error : new Error('the side thread died'));
    this.#next();
  }

  /** Forgets the thread; its current task fails. */
  #drop(error: Error): void {
    clearTimeout(this.#timer);
    const task = this.#current;
    this.#worker = null;
    this.#current = null;
    task?.reject(error);
  }
}
