import { isMainThread, threadId } from 'node:worker_threads';

/** What the side thread's tests let it do. */
export type Asked =
  | { readonly do: 'tell' }
  | { readonly do: 'throw' }
  | { readonly do: 'die' }
  | { readonly do: 'never end' }
  /** Computes, without a pause, until the first number of the shared memory is not 0 any more. */
  | { readonly do: 'spin'; readonly until: SharedArrayBuffer };

export function compute(asked: Asked): { isMainThread: boolean; threadId: number } {
  if (asked.do === 'throw') throw new RangeError('nothing of the kind');
  if (asked.do === 'die') process.exit(3);
  if (asked.do === 'never end') for (;;);
  if (asked.do === 'spin') {
    const flag = new Int32Array(asked.until);
    // The second number tells that it is at it.
    Atomics.store(flag, 1, 1);
    Atomics.notify(flag, 1);
    while (Atomics.load(flag, 0) === 0);
  }
  return { isMainThread, threadId };
}
