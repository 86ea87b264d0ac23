import { describe, expect, it } from 'vitest';
import {
  addScan,
  answerScan,
  beginLookUps,
  emptyQueue,
  mostLookUps,
  takeAnswered,
  type ScanQueue,
} from './scan-queue.ts';
import { createScanner } from './scanner.ts';

function queueOf(...codes: readonly string[]): ScanQueue<string> {
  return codes.reduce<ScanQueue<string>>((queue, code) => addScan(queue, code), emptyQueue());
}
function codesIn(queue: ScanQueue<string>): readonly string[] {
  return queue.scans.map(({ code }) => code);
}

describe('a queue of scans', () => {
  it('takes codes without the blanks around them, and nothing where a scanner read nothing', () => {
    expect(codesIn(queueOf(' X515-1 ', '', '   ', 'X515-2\t'))).toEqual(['X515-1', 'X515-2']);
  });

  it('looks up as many at a time as there are lines, the oldest first, none twice', () => {
    const codes = Array.from({ length: mostLookUps + 2 }, (_, index) => `c${index}`);
    const [begun, first] = beginLookUps(queueOf(...codes));
    expect(first.map(({ code }) => code)).toEqual(codes.slice(0, mostLookUps));
    expect(beginLookUps(begun)[1]).toEqual([]);
    const [, next] = beginLookUps(answerScan(begun, first[1]!.id, 'found'));
    expect(next.map(({ code }) => code)).toEqual([codes[mostLookUps]]);
  });

  it('hands on an answer once all before it are answered', () => {
    const [begun] = beginLookUps(queueOf('a', 'b', 'c'));
    const late = answerScan(begun, 2, 'B');
    expect(takeAnswered(late)[1]).toEqual([]);
    const [rest, ready] = takeAnswered(answerScan(late, 1, 'A'));
    expect(ready).toEqual([
      { id: 1, code: 'a', answer: 'A' },
      { id: 2, code: 'b', answer: 'B' },
    ]);
    expect(codesIn(rest)).toEqual(['c']);
  });

  it('takes one answer to a scan, and none to one that is gone or was not looked up', () => {
    const queue = queueOf('a', 'b');
    expect(answerScan(queue, 1, 'A')).toBe(queue);
    const [begun] = beginLookUps(queue);
    const answered = answerScan(begun, 1, 'A');
    expect(answerScan(answered, 1, 'other')).toBe(answered);
    expect(answerScan(answered, 9, 'nobody')).toBe(answered);
  });

  it('knows the same code twice: a scanner that stutters is answered twice', () => {
    expect(codesIn(queueOf('a', 'a'))).toEqual(['a', 'a']);
  });
});

/** A server that answers when it is let, in any order. */
function slowServer() {
  const open: (() => void)[] = [];
  let mostOpen = 0;
  let count = 0;
  return {
    lookUp: (code: string) =>
      new Promise<string>((resolve) => {
        count += 1;
        open.push(() => resolve(code.toLowerCase()));
        mostOpen = Math.max(mostOpen, open.length);
      }),
    answerOne: (pick: number) => open.splice(pick % open.length, 1)[0]?.(),
    get isIdle() {
      return open.length === 0;
    },
    get mostOpen() {
      return mostOpen;
    },
    get lookUps() {
      return count;
    },
  };
}

/** Numbers that look random and are the same in each run. */
function numbersFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return state;
  };
}

describe('a scanner', () => {
  it.each([1, 2, 3, 4, 5])(
    'loses none of 300 codes and keeps their order, however the server answers (seed %i)',
    async (seed) => {
      const server = slowServer();
      const answers: string[] = [];
      let waiting = 0;
      const scanner = createScanner<string>({
        lookUp: server.lookUp,
        onAnswer: ({ answer }) => answers.push(answer),
        onWaiting: (count) => (waiting = count),
      });
      const random = numbersFrom(seed);
      const codes = Array.from({ length: 300 }, (_, index) => `X515-${index}`);
      const left = [...codes];
      while (left.length > 0 || !server.isIdle) {
        // Scans come faster than answers at first, and stop before the server has caught up.
        if (left.length > 0 && (server.isIdle || random() % 3 > 0)) scanner.scan(left.shift()!);
        else server.answerOne(random());
        await Promise.resolve();
        await Promise.resolve();
      }
      expect(answers).toEqual(codes.map((code) => code.toLowerCase()));
      expect(waiting).toBe(0);
      expect(server.lookUps).toBe(300);
      expect(server.mostOpen).toBeLessThanOrEqual(mostLookUps);
    },
  );

  it('says how many codes wait while the server is silent', () => {
    const waiting: number[] = [];
    const scanner = createScanner<string>({
      lookUp: slowServer().lookUp,
      onAnswer: () => undefined,
      onWaiting: (count) => waiting.push(count),
    });
    for (const code of ['a', 'b', 'c']) scanner.scan(code);
    expect(waiting).toEqual([1, 2, 3]);
  });

  it('says nothing once it is stopped', async () => {
    const answers: string[] = [];
    const server = slowServer();
    const scanner = createScanner<string>({ lookUp: server.lookUp, onAnswer: ({ answer }) => answers.push(answer) });
    scanner.scan('A');
    scanner.stop();
    server.answerOne(0);
    await Promise.resolve();
    expect(answers).toEqual([]);
  });
});
