import { EventEmitter } from 'node:events';
import type { Socket } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { Logger, parseCronItems, run, type Runner, type WorkerEvents } from 'graphile-worker';
import type pg from 'pg';
import { makePool } from '../database/connections.ts';
import { refuseHigherRole } from '../database/refuse-higher-role.ts';
import { runOn } from '../database/run-on.ts';
import type { Log } from '../log.ts';
import { giveJobsBack, nameWorker, releaseJobsOfTheDead } from './locked-jobs.ts';

export type Job = (payload: unknown) => Promise<unknown>;

export type JobQueueOptions = {
  /** The role may process the queue, and nothing else. */
  readonly url: string;
  readonly log: Log;
  readonly jobs: Readonly<Record<string, Job>>;
  /** Jobs that run by themselves each minute, and once when a server starts; on one server each time. */
  readonly eachMinute: readonly string[];
  /**
   * A firewall forgets a connection without closing it: a connection that is silent for so long is ended, and made
   * anew. Milliseconds, 10,000 by default.
   */
  readonly silentMs?: number;
};

/** How many jobs run at once on a server: a slow mail server must not keep the others waiting. */
const atOnce = 3;
const pollMs = 1_000;
const rescueMs = 5_000;
const againMs = 1_000;
const defaultSilentMs = 10_000;
/** After so many failures in a row to fetch a job, the queue restarts. */
const mostFailures = 2 * atOnce;
/** How long it may take until a job that has ended is marked as done; the library tries for some minutes. */
const markMs = 15 * 60_000;

/**
 * Processes the queue that all servers share: each job runs on one of them, again after a failure, and elsewhere after
 * its server died. A database that goes away is waited for.
 */
export class JobQueue {
  readonly #options: JobQueueOptions;
  readonly #pool: pg.Pool;
  readonly #stop = new AbortController();
  #runner: Runner | undefined;
  #working: Promise<void> = Promise.resolve();
  #rescue: NodeJS.Timeout | undefined;
  #rescuing: Promise<void> = Promise.resolve();
  /** The names under which this server's jobs are locked. */
  readonly #names = new Set<string>();
  /** How many workers ask the database for a job at this moment. */
  #asking = 0;
  #onNobodyAsks: (() => void) | undefined;
  #stopped: Promise<void> | undefined;
  #isGivingBack = false;
  readonly #silentMs: number;
  /** The jobs that run here, and those that ran, with when they ended. */
  readonly #endedAtByJob = new Map<string, number | null>();

  constructor(options: JobQueueOptions) {
    this.#options = options;
    this.#silentMs = options.silentMs ?? defaultSilentMs;
    this.#pool = makePool({
      connectionString: options.url,
      max: atOnce + 2,
      connectionTimeoutMillis: 5_000,
      application_name: 'colab jobs',
    });
    // Not a limit for each answer: the library returns connections that still wait for one.
    this.#pool.on('connect', (client) => endWhenSilent(client, this.#silentMs));
  }

  async start(): Promise<void> {
    await refuseHigherRole((query) => runOn(this.#pool, query));
    const first = await this.#begin();
    this.#working = this.#work(first);
    if (this.#stop.signal.aborted) return;
    this.#rescue = setInterval(() => this.#releaseJobsOfTheDead(), rescueMs).unref();
    this.#releaseJobsOfTheDead();
  }

  /** Takes no more jobs, and resolves when those that run have ended. */
  stop(): Promise<void> {
    return (this.#stopped ??= this.#stopTaking());
  }

  /**
   * Returns the running jobs to the queue, for another server or the next start. From this call on their failures do
   * not count.
   * @param lastWrites what may still be written for these jobs; then they are given back
   */
  async giveBack(lastWrites: Promise<unknown>): Promise<void> {
    this.#isGivingBack = true;
    void this.stop();
    await lastWrites;
    // A job that was requested a moment ago still arrives.
    if (this.#asking > 0) await new Promise<void>((resolve) => (this.#onNobodyAsks = resolve));
    try {
      await runOn(this.#pool, giveJobsBack([...this.#names]));
    } catch (error) {
      this.#options.log.warn(
        { err: error },
        'jobs under way could not be given back; other servers take them over in some seconds',
      );
    }
  }

  /** Resolves when the running jobs have ended, unless they were given back. */
  async close(): Promise<void> {
    const stopped = this.stop();
    if (!this.#isGivingBack) await stopped;
    await this.#rescuing;
    await this.#pool.end();
  }

  async #stopTaking(): Promise<void> {
    this.#stop.abort();
    clearInterval(this.#rescue);
    await this.#runner?.stop().catch(() => undefined);
    await this.#working;
  }

  async #work(first: Runner): Promise<void> {
    for (let runner: Runner | undefined = first; runner; runner = await this.#beginAgain()) {
      await runner.promise.catch((error: unknown) =>
        this.#options.log.error({ err: error }, 'the job queue stopped and begins again'),
      );
    }
  }

  async #beginAgain(): Promise<Runner | undefined> {
    while (!this.#stop.signal.aborted) {
      await wait(againMs, undefined, { signal: this.#stop.signal }).catch(() => undefined);
      if (this.#stop.signal.aborted) return undefined;
      try {
        return await this.#begin();
      } catch (error) {
        this.#options.log.warn({ err: error }, 'the job queue cannot be reached and is tried again');
      }
    }
    return undefined;
  }

  async #begin(): Promise<Runner> {
    const { jobs, eachMinute } = this.#options;
    const events: WorkerEvents = new EventEmitter();
    events.on('pool:create', ({ workerPool }) => this.#names.add(workerPool.id));
    events.on('worker:getJob:start', () => (this.#asking += 1));
    for (const answer of ['worker:getJob:empty', 'worker:getJob:error', 'job:start'] as const) {
      events.on(answer, () => {
        this.#asking -= 1;
        if (this.#asking === 0) this.#onNobodyAsks?.();
      });
    }
    // The connection that listens lives as long as this process, and shows the others so: by the name under which jobs
    // are locked.
    events.on('pool:listen:success', ({ workerPool, client }) => {
      const released = new AbortController();
      events.once('pool:listen:release', () => released.abort());
      void probeConnection(client, this.#silentMs / 2, released.signal);
      // It is about to listen: one statement after the other.
      client.once('drain', () => {
        runOn(client, nameWorker(workerPool.id)).catch(() => undefined);
      });
    });
    events.on('job:start', ({ job }) => this.#endedAtByJob.set(job.id, null));
    events.on('job:complete', ({ job }) => this.#endedAtByJob.set(job.id, performance.now()));
    let failuresInARow = 0;
    const resetFailures = () => void (failuresInARow = 0);
    events.on('worker:getJob:empty', resetFailures).on('job:start', resetFailures);
    // The library asks once which kinds of jobs there are, and goes on for ever with the failure of that.
    events.on('worker:getJob:error', () => {
      failuresInARow += 1;
      if (failuresInARow === mostFailures) runner?.stop().catch(() => undefined);
    });
    let runner: Runner | undefined;
    runner = await run({
      pgPool: this.#pool,
      events,
      concurrency: atOnce,
      pollInterval: pollMs,
      noHandleSignals: true,
      // The end of a job goes through the library's batches, of no delay: otherwise it drops the promise of that mark,
      // and a database that goes away at this moment would end the process. This way the queue stops, and restarts.
      preset: { worker: { completeJobBatchDelay: 0, failJobBatchDelay: 0 } },
      logger: new Logger(() => (level, message) => {
        if (level === 'error' || level === 'warning')
          this.#options.log.warn({ said: message.split('\n')[0]?.slice(0, 200) }, 'the job queue');
      }),
      taskList: Object.fromEntries(Object.entries(jobs).map(([name, job]) => [name, this.#withFailureLog(name, job)])),
      parsedCronItems: parseCronItems(
        eachMinute.map((task) => ({
          task,
          match: '* * * * *',
          identifier: task,
          options: { jobKey: task, maxAttempts: 1 },
        })),
      ),
    });
    this.#runner = runner;
    if (this.#stop.signal.aborted) {
      await runner.stop().catch(() => undefined);
      return runner;
    }
    // Servers that start together add it once.
    for (const name of eachMinute) await runner.addJob(name, {}, { jobKey: name, maxAttempts: 1 });
    return runner;
  }

  /** Logs a failure here, without what the job was about: the queue stores and prints what is thrown. */
  #withFailureLog(name: string, job: Job): (payload: unknown) => Promise<void> {
    return async (payload) => {
      let isDone = false;
      if (this.#isGivingBack) await neverEnding();
      try {
        await job(payload);
        isDone = true;
      } catch (error) {
        if (!this.#isGivingBack) this.#options.log.error({ err: error, job: name }, 'a job failed and is tried again');
      }
      // It failed because this server stops. As long as it has not ended, the queue notes nothing, and it can be given
      // back.
      if (!isDone && this.#isGivingBack) await neverEnding();
      if (!isDone) throw new Error(`${name} failed`);
    };
  }

  /**
   * A process that was killed leaves its jobs locked, and so does an answer that is lost on its way here: no process
   * works on that job. By itself the queue would wait four hours.
   */
  #releaseJobsOfTheDead(): void {
    this.#rescuing = this.#rescuing.then(async () => {
      for (const [id, endedAt] of this.#endedAtByJob)
        if (endedAt !== null && performance.now() - endedAt > markMs) this.#endedAtByJob.delete(id);
      try {
        await runOn(
          this.#pool,
          releaseJobsOfTheDead([...this.#names], [...this.#endedAtByJob.keys()], 1.5 * this.#silentMs),
        );
      } catch (error) {
        if (!this.#stop.signal.aborted)
          this.#options.log.warn({ err: error }, 'jobs of servers that died could not be released, and will be');
      }
    });
  }
}

function neverEnding(): Promise<never> {
  return new Promise(() => undefined);
}

function endWhenSilent(client: pg.PoolClient, silentMs: number): void {
  const stream = (client as pg.PoolClient & pg.Client).connection.stream as Socket;
  stream.setTimeout(silentMs, () => stream.destroy());
}

/**
 * A connection that only listens sends and receives nothing, so its silence would say nothing: this asks it regularly.
 */
async function probeConnection(client: pg.PoolClient, askMs: number, released: AbortSignal): Promise<void> {
  try {
    while (!released.aborted) {
      await wait(askMs, undefined, { signal: released, ref: false });
      await client.query('select /* keepAsking */ 1');
    }
  } catch {
    // The connection was given back, or lost: then the library listens on another one.
  }
}
