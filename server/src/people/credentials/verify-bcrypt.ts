import { isMainThread, Worker, workerData } from 'node:worker_threads';
import bcrypt from 'bcryptjs';

type Question = {
  readonly bcryptHash: string;
  readonly password: string;
  /** 1 once it matches. */ readonly matches: Int32Array;
};

/**
 * bcrypt in JavaScript blocks its thread for some hundred milliseconds: on a thread of its own it delays no other
 * request.
 */
export function verifyBcrypt(bcryptHash: string, password: string): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const matches = new Int32Array(new SharedArrayBuffer(4));
    const worker = new Worker(new URL(import.meta.url), {
      workerData: { bcryptHash, password, matches } satisfies Question,
    });
    worker.once('error', reject);
    worker.once('exit', () => resolve(Atomics.load(matches, 0) === 1));
  });
}

function isQuestion(data: unknown): data is Question {
  return typeof data === 'object' && data !== null && 'bcryptHash' in data;
}

const question: unknown = workerData;
if (!isMainThread && isQuestion(question) && bcrypt.compareSync(question.password, question.bcryptHash))
  Atomics.store(question.matches, 0, 1);
