import pg from 'pg';
import { describe, expect, it, vi } from 'vitest';
import { JobQueue } from '../src/platform/jobs/job-queue.ts';
import { createLog } from '../src/platform/log.ts';
import { EventStream } from '../src/platform/outbox/event-stream.ts';
import { hours, later, openFacility, someMorning, type TestFacility } from './factories.ts';
import { type Firewall, openFirewall } from './silent-lines.ts';

const within30s = { timeout: 30_000, interval: 50 };
const log = createLog('silent');

/** A house of its own behind a firewall. */
async function behindFirewall(proof: (facility: TestFacility, firewall: Firewall) => Promise<void>): Promise<void> {
  const facility = await openFacility();
  const firewall = await openFirewall(facility.database.ownerUrl);
  try {
    await proof(facility, firewall);
  } finally {
    await firewall.close();
    await facility.close();
  }
}

// Both wait until a silence is noticed: at the same time, each in its own house.
describe.concurrent('a line to PostgreSQL that has gone silent', () => {
  it(
    'is noticed by the reader, who says that it cannot read meanwhile, and tells what it missed',
    () =>
      behindFirewall(async (facility, firewall) => {
        const events = new EventStream({ url: firewall.through(facility.database.eventsUrl), log, answerMs: 2_500 });
        await events.start();
        try {
          const after = events.position;
          expect(events.isReadable).toBe(true);
          firewall.silence();
          const key = await facility.insertBooking({
            startsAt: someMorning(),
            endsAt: later(someMorning(), hours(1)),
            room: 1,
          });
          await vi.waitFor(() => expect(events.isReadable).toBe(false), within30s);
          await vi.waitFor(
            async () => expect((await events.read(after)).events.map(({ subject }) => subject)).toEqual([key]),
            within30s,
          );
          await vi.waitFor(() => expect(events.isReadable).toBe(true), within30s);
        } finally {
          await events.close();
        }
      }),
    60_000,
  );

  it(
    'is noticed by the job queue: a job still runs, who listens is woken again, and a job whose taking was answered into the void is taken again',
    () =>
      behindFirewall(async (facility, firewall) => {
        const done: unknown[] = [];
        const queue = new JobQueue({
          url: firewall.through(facility.database.jobsUrl),
          log,
          jobs: { note: async (payload) => done.push(payload) },
          eachMinute: [],
          silentMs: 1_000,
        });
        await queue.start();
        const superuser = new pg.Client(facility.database.superuserUrl);
        await superuser.connect();
        const listener = async (other = ''): Promise<string | undefined> =>
          (
            await superuser.query<{ name: string }>(
              `select application_name as name from pg_stat_activity where datname = current_database() and application_name like 'pool-%' and pid::text || application_name <> $1`,
              [other],
            )
          ).rows[0]?.name;
        const pidOf = async (name: string): Promise<string> =>
          (
            await superuser.query<{ pid: string }>(
              'select pid::text from pg_stat_activity where application_name = $1',
              [name],
            )
          ).rows[0]?.pid ?? '';
        try {
          const worker = await vi.waitUntil(() => listener(), within30s);
          const first = (await pidOf(worker)) + worker;
          firewall.silence();
          await superuser.query(`select graphile_worker.add_job('note', '{"number": 1}')`);
          await vi.waitFor(() => expect(done).toEqual([{ number: 1 }]), within30s);
          await vi.waitUntil(() => listener(first), within30s);

          await superuser.query('begin');
          await superuser.query(`select graphile_worker.add_job('note', '{"number": 2}')`);
          await superuser.query(
            'update graphile_worker._private_jobs set locked_by = $1, locked_at = now(), attempts = 1',
            [worker],
          );
          await superuser.query('commit');
          await vi.waitFor(() => expect(done).toEqual([{ number: 1 }, { number: 2 }]), within30s);
        } finally {
          await superuser.end();
          await queue.close();
        }
      }),
    120_000,
  );
});
