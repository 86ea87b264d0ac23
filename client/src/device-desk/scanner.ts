import { addScan, answerScan, beginLookUps, emptyQueue, takeAnswered, type AnsweredScan } from './scan-queue.ts';

type ScannerNeeds<Answer> = {
  /** Asks the server what bears a code. It never rejects: what went wrong is an answer, too. */
  lookUp(code: string): Promise<Answer>;
  /** Hears of each answer, in the order of the scans. */
  onAnswer(scan: AnsweredScan<Answer>): void;
  /** Hears how many scans wait for their answer. */
  onWaiting?(count: number): void;
};

export type Scanner = {
  scan(typed: string): void;
  /** Nothing is heard of what is still under way. */
  stop(): void;
};

/** Carries codes to the server and their answers back, in order, however slow the server is. */
export function createScanner<Answer>({ lookUp, onAnswer, onWaiting }: ScannerNeeds<Answer>): Scanner {
  let queue = emptyQueue<Answer>();
  let isStopped = false;

  function goOn(): void {
    const [begun, next] = beginLookUps(queue);
    queue = begun;
    for (const { id, code } of next) void lookUp(code).then((answer) => receive(id, answer));
    onWaiting?.(queue.scans.length);
  }

  function receive(id: number, answer: Answer): void {
    if (isStopped) return;
    const [rest, ready] = takeAnswered(answerScan(queue, id, answer));
    queue = rest;
    for (const scan of ready) onAnswer(scan);
    goOn();
  }

  return {
    scan(typed) {
      queue = addScan(queue, typed);
      goOn();
    },
    stop() {
      isStopped = true;
    },
  };
}
