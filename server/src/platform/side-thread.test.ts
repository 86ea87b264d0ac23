import { afterEach, expect, test } from 'vitest';
import type { Asked } from '../../test/side-computations.ts';
import { BusyError } from './errors.ts';
import { createLog } from './log.ts';
import { SideThread } from './side-thread.ts';

const module = new URL('../../test/side-computations.ts', import.meta.url);
const log = createLog('silent');

type Told = { isMainThread: boolean; threadId: number };
let thread: SideThread;
function open(options: { mostWaiting?: number; mostMs?: number } = {}): (asked: Asked) => Promise<Told> {
  thread = new SideThread({ log, ...options });
  return (asked) => thread.run<Told>(module, asked);
}
afterEach(() => thread.close());

test('computations run in another thread, the same one each time', async () => {
  const run = open();
  const [one, other] = [await run({ do: 'tell' }), await run({ do: 'tell' })];
  expect(one.isMainThread).toBe(false);
  expect(other).toEqual(one);
});

test('the main thread goes on while it computes', async () => {
  const run = open();
  const flag = new Int32Array(new SharedArrayBuffer(8));
  const spinning = run({ do: 'spin', until: flag.buffer });
  expect(await Atomics.waitAsync(flag, 1, 0).value).toMatch(/ok|not-equal/);
  // It is at it and would never end, if nobody here could still say so.
  Atomics.store(flag, 0, 1);
  expect((await spinning).isMainThread).toBe(false);
});

test('an error fails its own computation, under its own name, and no other', async () => {
  const run = open();
  const [failed, done] = await Promise.allSettled([run({ do: 'throw' }), run({ do: 'tell' })]);
  expect(failed).toMatchObject({ status: 'rejected', reason: { name: 'RangeError', message: 'nothing of the kind' } });
  expect(done.status).toBe('fulfilled');
});

test('a thread that dies fails what it was at; the next computation gets a new one', async () => {
  const run = open();
  const before = await run({ do: 'tell' });
  const [failed, done] = await Promise.allSettled([run({ do: 'die' }), run({ do: 'tell' })]);
  expect(failed).toMatchObject({ status: 'rejected', reason: { message: 'the side thread ended with code 3' } });
  expect(done).toMatchObject({ status: 'fulfilled' });
  expect((await run({ do: 'tell' })).threadId).not.toBe(before.threadId);
});

test('a computation that does not end is stopped, and whoever waits behind it is served', async () => {
  const run = open({ mostMs: 500 });
  const [stuck, done] = await Promise.allSettled([run({ do: 'never end' }), run({ do: 'tell' })]);
  expect(stuck).toMatchObject({ status: 'rejected', reason: expect.any(BusyError) });
  expect(done.status).toBe('fulfilled');
});

test('the line has an end: who comes when it is full is told to come again', async () => {
  const run = open({ mostWaiting: 2 });
  const flag = new Int32Array(new SharedArrayBuffer(8));
  const running = [run({ do: 'spin', until: flag.buffer }), run({ do: 'tell' }), run({ do: 'tell' })];
  await expect(run({ do: 'tell' })).rejects.toBeInstanceOf(BusyError);
  Atomics.store(flag, 0, 1);
  expect(await Promise.all(running)).toHaveLength(3);
});

test('a server that stops takes the thread along, and tells whoever still waits', async () => {
  const run = open();
  const left = [run({ do: 'never end' }), run({ do: 'tell' })];
  const settled = Promise.allSettled(left);
  await thread.close();
  expect(await settled).toMatchObject([{ reason: expect.any(BusyError) }, { reason: expect.any(BusyError) }]);
  await expect(run({ do: 'tell' })).rejects.toBeInstanceOf(BusyError);
});
