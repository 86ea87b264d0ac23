import { setTimeout as wait } from 'node:timers/promises';
import { post } from './load.ts';
import { answerBench } from './measured-process.ts';

let target: { url: string; token: string };
let reading: Promise<number> | undefined;
let stopped = false;

async function readOn(): Promise<number> {
  let slowest = 0;
  while (!stopped) {
    const begin = performance.now();
    await post(undefined, target.url, target.token, JSON.stringify({ query: '{ viewer { permissions } }' }));
    slowest = Math.max(slowest, performance.now() - begin);
    await wait(5);
  }
  return slowest;
}

// A client that reads, one request after the other, while another process attacks.
answerBench({
  start: (options: typeof target) => {
    target = options;
    return options.url;
  },
  read: () => {
    stopped = false;
    reading = readOn();
  },
  /** How long the slowest took, in milliseconds. */
  slowest: () => {
    stopped = true;
    return reading;
  },
  stop: async () => {
    stopped = true;
    await reading;
  },
});
