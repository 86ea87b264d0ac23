import type { Server } from 'node:http';
import type { Background } from './platform/background.ts';
import type { Database } from './platform/database/database.ts';
import { Deadline } from './platform/deadline.ts';
import type { Drain } from './platform/http/drain.ts';
import type { JobQueue } from './platform/jobs/job-queue.ts';
import type { Log } from './platform/log.ts';

type Parts = {
  readonly server: Server;
  readonly drain: Drain;
  readonly sockets: { leave(): Promise<void>; close(): Promise<void> };
  /** Ends the streams of server-sent events. */
  readonly endStreams: () => void;
  readonly jobs: JobQueue;
  readonly background: Background;
  readonly sideThread: { close(): Promise<void> };
  readonly db: Database;
  /** Closed in this order, once nothing is under way that needs them; the database is last. */
  readonly rest: readonly (() => void | Promise<void>)[];
  readonly log: Log;
};

/**
 * From the beginning, in milliseconds: uncommitted work is rolled back at the first, and all callers are answered by
 * the second.
 */
const giveUpMs = 7_000;
const answerMs = 7_750;
const closeMs = 9_000;

/**
 * Stops a server within 9 s, whatever holds it up. It accepts nothing new; sockets and event streams are told to go
 * elsewhere at once; requests, jobs and letters under way have 7 s. Then uncommitted work is rolled back and its
 * callers told so, jobs are given back, and callers who still wait after 7.75 s are told that there will be no answer.
 */
export async function closeApp(parts: Parts): Promise<void> {
  const { server, drain, sockets, jobs, sideThread, rest, db, log } = parts;
  const deadlines = { giveUp: new Deadline(giveUpMs), answer: new Deadline(answerMs), close: new Deadline(closeMs) };
  const finished = await finish(parts, deadlines);
  const closers = [
    async () => {
      const [acceptedUntil] = await Promise.all([drain.close(server), sockets.close()]);
      log.info({ acceptedUntil }, 'takes no more connections');
    },
    () => finished.jobsGivenBack,
    () => jobs.close(),
    () => sideThread.close(),
    ...rest,
    () => db.close(),
  ];
  for (const closer of closers) {
    const closing = (async () => void (await closer()))().catch((error: unknown) =>
      log.warn({ err: error }, 'something did not close well'),
    );
    if (await deadlines.close.meets(closing)) continue;
    log.warn('something did not close in time, and is left');
    break;
  }
  for (const deadline of Object.values(deadlines)) deadline.clear();
}

type Deadlines = Readonly<Record<'giveUp' | 'answer' | 'close', Deadline>>;

/** Lets work under way end, or ends it. */
async function finish(
  { drain, sockets, endStreams, jobs, background, sideThread, db }: Parts,
  { giveUp, answer }: Deadlines,
): Promise<{ readonly jobsGivenBack?: Promise<void> }> {
  drain.begin();
  endStreams();
  const answers = Promise.all([sockets.leave(), drain.idle()]);
  if (await giveUp.meets(Promise.all([answers, jobs.stop(), background.done()]))) return {};
  const jobsGivenBack = jobs.giveBack(answer.meets(db.giveUp()));
  await sideThread.close();
  await answer.meets(answers);
  drain.giveUp();
  background.abandon();
  return { jobsGivenBack };
}
