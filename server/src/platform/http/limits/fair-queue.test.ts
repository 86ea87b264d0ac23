import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { FairQueue, type QueuedRequest } from './fair-queue.ts';

const bounds = { perPayer: 10, atOnce: 10, mostWaiting: 5 };

/** A queue whose work ends when the test says so, at the latest with the test, and in which order it began. */
function openQueue(given: Partial<typeof bounds> = {}) {
  const queue = new FairQueue({ ...bounds, ...given });
  const begun: string[] = [];
  const ends = new Map<string, () => void>();
  const sent: Promise<string>[] = [];
  let isOver = false;
  const send = (name: string, payer: string, more: Partial<QueuedRequest> = {}): { readonly turn: Promise<string> } => {
    const turn = queue.run({ payer, weight: 10, cost: 10, patienceMs: 60_000, isGone: () => false, ...more }, () => {
      begun.push(name);
      if (isOver) return name;
      return new Promise<string>((resolve) => ends.set(name, () => resolve(name)));
    });
    sent.push(turn);
    return { turn };
  };
  onTestFinished(async () => {
    isOver = true;
    for (const endOne of ends.values()) endOne();
    await Promise.allSettled(sent);
  });
  /** Waits until all who may have begun: a turn is told of in the next tick. */
  const settle = () => new Promise((resolve) => setImmediate(resolve));
  const end = (name: string): Promise<unknown> => {
    ends.get(name)?.();
    return settle();
  };
  return { queue, begun, send, settle, end };
}

describe('people in a queue', () => {
  it('take turns: who comes with one waits for one of the flood, not for all of it', async () => {
    const { begun, send, settle, end } = openQueue();
    for (const name of ['flood 1', 'flood 2', 'flood 3']) send(name, 'flooder');
    send('other', 'other');
    await settle();
    expect(begun).toEqual(['flood 1']);
    await end('flood 1');
    expect(begun).toEqual(['flood 1', 'other']);
    await end('other');
    expect(begun).toEqual(['flood 1', 'other', 'flood 2']);
  });

  it('take turns by what they cost: ten small ones come before the second large one', async () => {
    const { begun, send, settle, end } = openQueue({ atOnce: 1, perPayer: 1, mostWaiting: 20 });
    for (const name of ['large 1', 'large 2']) send(name, 'reporter', { weight: 1, cost: 100 });
    const small = Array.from({ length: 10 }, (_, index) => `small ${index}`);
    for (const name of small) send(name, 'reader', { weight: 1, cost: 9 });
    await settle();
    for (const name of ['large 1', ...small]) await end(name);
    expect(begun).toEqual(['large 1', ...small, 'large 2']);
  });

  it('do not wait behind their own small ones, only behind what is too much together', async () => {
    const { begun, send, settle } = openQueue({ atOnce: 100 });
    for (const name of ['a', 'b', 'c', 'd']) send(name, 'reader', { weight: 3 });
    send('another', 'another', { weight: 10 });
    await settle();
    expect(begun).toEqual(['a', 'b', 'c', 'another']);
  });

  it('get a large turn although small ones come all the time: nobody overtakes who is first', async () => {
    const { begun, send, settle, end } = openQueue({ perPayer: 100 });
    send('small 1', 'one', { weight: 2 });
    send('large', 'two', { weight: 10 });
    send('small 2', 'one', { weight: 2 });
    await settle();
    expect(begun).toEqual(['small 1']);
    for (const name of ['small 1', 'large']) await end(name);
    expect(begun).toEqual(['small 1', 'large', 'small 2']);
  });

  it('rest after what asks for it, while the others go on', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    onTestFinished(() => {
      vi.useRealTimers();
    });
    const { queue, begun, send, settle, end } = openQueue();
    send('dear 1', 'reporter', { restMs: () => 60_000 });
    send('dear 2', 'reporter', { patienceMs: 120_000 });
    send('other 1', 'other');
    send('other 2', 'other');
    await settle();
    for (const name of ['dear 1', 'other 1', 'other 2']) await end(name);
    expect(begun).toEqual(['dear 1', 'other 1', 'other 2']);
    expect([queue.running, queue.waiting]).toEqual([0, 1]);
    vi.advanceTimersByTime(59_999);
    await settle();
    expect(begun).toHaveLength(3);
    vi.advanceTimersByTime(1);
    await settle();
    expect(begun.at(-1)).toBe('dear 2');
  });

  it('go on after each rest, also where its timer goes off a moment early', async () => {
    const { queue } = openQueue({ mostWaiting: 100 });
    const request = { payer: 'one', weight: 10, cost: 10, patienceMs: 20_000, isGone: () => false, restMs: () => 1.9 };
    // As where much else goes on: a loop that sleeps wakes late instead.
    let busy = setImmediate(function spin() {
      busy = setImmediate(spin);
    });
    try {
      await Promise.all(Array.from({ length: 50 }, () => queue.run(request, () => undefined)));
    } finally {
      clearImmediate(busy);
    }
    expect(queue.startedCount).toBe(50);
  });

  it('go on after a rest, and after a failure', async () => {
    const { queue } = openQueue();
    const request = { payer: 'one', weight: 10, cost: 10, patienceMs: 60_000, isGone: () => false };
    await expect(queue.run(request, () => Promise.reject(new Error('failed')))).rejects.toThrow('failed');
    expect(await queue.run({ ...request, restMs: () => 5 }, () => 1)).toBe(1);
    expect(await queue.run(request, () => 2)).toBe(2);
    expect([queue.running, queue.waiting, queue.startedCount]).toEqual([0, 0, 3]);
  });
});

describe('who waits', () => {
  it('and hangs up is never run, and takes no place in the line', async () => {
    const { queue, begun, send, settle, end } = openQueue();
    let gone = false;
    send('first', 'one');
    const left = ['second', 'third', 'fourth', 'another', 'and another'].map((name) =>
      expect(send(name, 'one', { isGone: () => gone }).turn).rejects.toThrow('caller is gone'),
    );
    await expect(send('fifth', 'one').turn).rejects.toThrow('line is full');
    gone = true;
    expect(queue.waiting).toBe(0);
    send('sixth', 'one');
    await Promise.all(left);
    await settle();
    await end('first');
    expect(begun).toEqual(['first', 'sixth']);
  });

  it('too long is told so, and those behind it come nearer', async () => {
    const { begun, send, settle } = openQueue({ perPayer: 100 });
    send('runs', 'one', { weight: 5 });
    const { turn: large } = send('large', 'two', { weight: 10, patienceMs: 20 });
    send('small', 'three', { weight: 5 });
    await settle();
    expect(begun).toEqual(['runs']);
    await expect(large).rejects.toThrow('waited too long');
    await settle();
    expect(begun).toEqual(['runs', 'small']);
  });
});
