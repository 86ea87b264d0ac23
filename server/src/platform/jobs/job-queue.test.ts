import pg from 'pg';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { cloneDatabase, type TestDatabase } from '../../../test/database.ts';
import { JobQueue } from './job-queue.ts';

let database: TestDatabase;
let superuser: pg.Client;

beforeAll(async () => {
  database = await cloneDatabase();
  superuser = new pg.Client({ connectionString: database.superuserUrl });
  await superuser.connect();
});
afterAll(async () => {
  await superuser.end();
  await database.drop();
});

/** Whoever marks a job waits; then every connection of the queue is gone at once, as with a database that is restarted. */
async function loseTheDatabaseWhileJobsEnd(letJobsEnd: () => void): Promise<void> {
  await superuser.query('begin');
  // The rows alone: who looks for more work passes them by, and leaves the connections to those who mark.
  await superuser.query('select from graphile_worker._private_jobs for update');
  letJobsEnd();
  await vi.waitFor(
    async () => {
      // Within a transaction it is looked at once only, and then remembered.
      await superuser.query('select pg_stat_clear_snapshot()');
      // The one that deletes what is done, and the one that notes the failure.
      const {
        rows: [waiting],
      } = await superuser.query<{ done: boolean; failed: boolean }>(
        `select bool_or(query ~ 'delete from') as done, bool_or(query ~ 'last_error = ') as failed from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock' and application_name = 'colab jobs'`,
      );
      expect(waiting).toEqual({ done: true, failed: true });
    },
    { timeout: 60_000, interval: 20 },
  );
  await superuser.query(
    `select pg_terminate_backend(pid) from pg_stat_activity where usename = 'colab_jobs' or application_name = 'colab jobs' or application_name like 'pool-%'`,
  );
  await superuser.query('rollback');
}

it('a database that goes away at the moment in which jobs end ends no server: both what was done and what failed is done again', async () => {
  const begun: string[] = [];
  let letJobsEnd: () => void = () => undefined;
  const held = new Promise<void>((resolve) => {
    letJobsEnd = resolve;
  });
  const job = (name: string) => async () => {
    begun.push(name);
    const times = begun.filter((one) => one === name).length;
    await held;
    if (name === 'fails' && times === 1) throw new Error('as it is meant');
  };
  const queue = new JobQueue({
    url: database.jobsUrl,
    log: pino({ level: 'silent' }),
    jobs: { succeeds: job('succeeds'), fails: job('fails') },
    eachMinute: [],
  });
  await superuser.query(`select graphile_worker.add_job('succeeds'), graphile_worker.add_job('fails')`);
  await queue.start();
  await vi.waitFor(() => expect(begun.toSorted()).toEqual(['fails', 'succeeds']), { timeout: 60_000, interval: 20 });

  await loseTheDatabaseWhileJobsEnd(letJobsEnd);
  await superuser.query(`update graphile_worker._private_jobs set locked_at = locked_at - interval '4 seconds'`);
  await vi.waitFor(
    async () => expect((await superuser.query('select from graphile_worker._private_jobs')).rowCount).toBe(0),
    { timeout: 30_000, interval: 100 },
  );
  expect(begun.toSorted()).toEqual(['fails', 'fails', 'succeeds', 'succeeds']);
  await queue.close();
}, 60_000);

it('what runs when a server leaves is given back at once: the next queue does it, and no try is lost', async () => {
  const silent = pino({ level: 'silent' });
  let fail: () => void = () => undefined;
  const begun: string[] = [];
  const hangs = () =>
    new Promise<void>((_resolve, reject) => {
      begun.push('here');
      fail = () => reject(new Error('it was cut off'));
    });
  const queue = new JobQueue({ url: database.jobsUrl, log: silent, jobs: { hangs }, eachMinute: [] });
  await superuser.query(`select graphile_worker.add_job('hangs', max_attempts => 1)`);
  await queue.start();
  await vi.waitFor(() => expect(begun).toEqual(['here']), { timeout: 60_000, interval: 20 });
  let letGo: () => void = () => undefined;
  const back = queue.giveBack(
    new Promise<void>((resolve) => {
      letGo = resolve;
    }),
  );
  // It fails because its server leaves: that is no failure of its own.
  fail();
  letGo();
  await back;
  expect(
    (await superuser.query('select attempts, locked_by, last_error from graphile_worker._private_jobs')).rows,
  ).toEqual([{ attempts: 0, locked_by: null, last_error: null }]);
  await queue.close();

  const next = new JobQueue({
    url: database.jobsUrl,
    log: silent,
    jobs: { hangs: () => Promise.resolve(begun.push('there')) },
    eachMinute: [],
  });
  await next.start();
  await vi.waitFor(() => expect(begun).toEqual(['here', 'there']), { timeout: 60_000, interval: 20 });
  await next.close();
});

it('a queue that lost its database while it asked which kinds of jobs there are works once it is back', async () => {
  const done = vi.fn<() => Promise<void>>(async () => undefined);
  await superuser.query('begin');
  await superuser.query('lock table graphile_worker._private_tasks in access exclusive mode');
  const queue = new JobQueue({
    url: database.jobsUrl,
    log: pino({ level: 'silent' }),
    jobs: { note: done },
    eachMinute: [],
  });
  await queue.start();
  await vi.waitFor(
    async () => {
      await superuser.query('select pg_stat_clear_snapshot()');
      const { rowCount } = await superuser.query(
        `select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock' and query ~ '_private_tasks'`,
      );
      expect(rowCount).toBeGreaterThan(0);
    },
    { timeout: 30_000, interval: 20 },
  );
  await superuser.query('rollback');
  await superuser.query(`select graphile_worker.add_job('note')`);
  await vi.waitFor(() => expect(done).toHaveBeenCalledOnce(), { timeout: 30_000, interval: 50 });
  await queue.close();
}, 60_000);
