import pg from 'pg';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { connectDatabase } from '../src/platform/database/database.ts';
import { driverErrorOf } from '../src/platform/database/driver-error.ts';
import { ReadinessCheck } from '../src/platform/database/readiness.ts';
import { BusyError } from '../src/platform/errors.ts';
import { arrange } from './arrange.ts';
import { documentOf, type Outcome } from './booking-calls.ts';
import { freePlace } from './away-database.ts';
import { CuttingLine } from './cutting-line.ts';
import { days, later, someMorning } from './factories.ts';
import { report } from './figures.ts';
import { heldAt, proveCuts } from './lost-connections.ts';
import { adHoc } from './ad-hoc.ts';

let outsider: pg.Client;

const { facility, app, people } = await arrange({
  people: ['room_boss'],
  // The usual limits are some seconds, in which nothing happens.
  settings: { databaseLimits: { read: 1_500, readLock: 700 } },
});
const { room_boss: boss } = people;

beforeAll(async () => {
  outsider = new pg.Client(facility.database.ownerUrl);
  await outsider.connect();
});
afterAll(() => outsider.end());

const week = {
  query: 'query ($from: DateTime!, $to: DateTime!) { calendar(from: $from, to: $to) { occupancies { id } } }',
  variables: { from: someMorning(), to: later(someMorning(), days(7)) },
};

function askWeek(signal?: AbortSignal): Promise<Response> {
  return fetch(`${app.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${boss.token ?? ''}` },
    body: JSON.stringify(week),
    signal: signal ?? null,
  });
}

/** Statements of the application that wait for a lock. */
async function waiting(): Promise<number> {
  const {
    rows: [row],
  } = await facility.superuser.query<{ count: number }>(
    `select count(*)::int from pg_stat_activity where usename = 'colab_app' and wait_event_type = 'Lock' and datname = current_database()`,
  );
  return row?.count ?? 0;
}

function nothingHeld(): Promise<void> {
  return vi.waitFor(async () => expect(await heldAt(app.url)).toEqual({ readers: 0, writers: 0 }), {
    timeout: 60_000,
    interval: 50,
  });
}

it('a connection that is cut at any statement of a write or a read holds nothing, and every answer about it is true', async () => {
  const counts = await proveCuts(30, 1);
  report('cuts', counts);
  expect(counts.nothingSaved).toBeGreaterThan(0);
  // Cut behind the commit, and saved all the same.
  expect(counts.unknownAndSaved).toBeGreaterThan(0);
}, 120_000);

it('a caller who hangs up takes the statement along that runs for them, and nobody else’s', async () => {
  await outsider.query('begin; lock table bookings in access exclusive mode');
  const hangUp = new AbortController();
  const asked = askWeek(hangUp.signal).catch((error: unknown) => error);
  await vi.waitFor(async () => expect(await waiting()).toBe(1), { timeout: 60_000, interval: 10 });
  const holder = (
    await facility.superuser.query<{ pid: number }>(
      `select pid from pg_stat_activity where usename = 'colab_app' and wait_event_type = 'Lock' and datname = current_database()`,
    )
  ).rows[0]?.pid;
  hangUp.abort();
  expect(await asked).toMatchObject({ name: 'AbortError' });
  // It is gone with its connection, so that no other statement on it can be meant.
  await vi.waitFor(
    async () =>
      expect((await facility.superuser.query('select from pg_stat_activity where pid = $1', [holder])).rowCount).toBe(
        0,
      ),
    { timeout: 60_000, interval: 20 },
  );
  await outsider.query('rollback');
  await nothingHeld();
  const answers = await Promise.all(
    Array.from({ length: 20 }, () => askWeek().then((response) => response.json() as Promise<{ errors?: unknown }>)),
  );
  expect(answers.filter(({ errors }) => errors !== undefined)).toEqual([]);
});

it('a table that is locked makes nobody wait for ever: every reader is told, and nothing stays held', async () => {
  await outsider.query('begin; lock table bookings in access exclusive mode');
  const answers = await Promise.all(Array.from({ length: 14 }, () => boss.ask(week.query, week.variables)));
  await outsider.query('rollback');
  expect(answers.map(({ errors }) => errors[0]?.extensions?.code)).toEqual(answers.map(() => 'BUSY'));
  await nothingHeld();
});

it('a statement that reads on and on is ended by PostgreSQL itself', async () => {
  await facility.superuser
    .query(`create function crawl() returns boolean language plpgsql volatile as $$ begin perform pg_sleep(60); return true; end $$;
    create policy crawl on bookings as restrictive for select to colab_app using (crawl())`);
  await facility.insertBooking({
    startsAt: later(someMorning(), days(1)),
    endsAt: later(someMorning(), days(1) + 3_600_000),
    room: 1,
  });
  const { errors } = await boss.ask(week.query, week.variables);
  await facility.superuser.query('drop policy crawl on bookings; drop function crawl');
  expect(errors.map(({ extensions }) => extensions?.code)).toEqual(['BUSY']);
  await nothingHeld();
});

it('a database that takes no connections for the moment is told as busy, whatever PostgreSQL calls it', async () => {
  const name = new URL(facility.database.ownerUrl).pathname.slice(1);
  const elsewhere = new URL(facility.database.superuserUrl);
  elsewhere.pathname = '/postgres';
  const superuser = new pg.Client(elsewhere.href);
  await superuser.connect();
  await superuser.query(`alter database ${name} allow_connections false`);
  await superuser.query(
    `select pg_terminate_backend(pid) from pg_stat_activity where usename = 'colab_app' and datname = $1`,
    [name],
  );
  const answers = [
    await boss.ask(week.query, week.variables),
    await boss.ask<{ result: Outcome }>(documentOf('createBookings'), { input: freePlace(1) }),
  ];
  await superuser.query(`alter database ${name} allow_connections true`);
  await superuser.end();
  expect(answers.map(({ data, errors }) => errors[0]?.extensions?.code ?? data)).toEqual(['BUSY', 'BUSY']);
  await vi.waitFor(async () => expect((await boss.ask(week.query, week.variables)).errors).toEqual([]), {
    timeout: 60_000,
    interval: 50,
  });
});

it('a connection that goes silent without closing is given up, and who asked is told; the next one is answered', async () => {
  const line = await CuttingLine.to(facility.database.appUrl);
  const db = connectDatabase({ url: line.url, readers: 3, writers: 1, limits: { silentReader: 500, write: 500 } });
  const read = () => db.run(adHoc('one', 'select 1 as one'));
  const write = () => db.transaction({ cause: 'proof' }, (tx) => tx.run(adHoc('one', 'select 1 as one')));
  await Promise.all([read(), read(), read(), write()]);
  line.silence();
  const [unread, unwritten] = await Promise.allSettled([read(), write()]);
  expect(unread).toMatchObject({ status: 'rejected' });
  expect(driverErrorOf((unread as PromiseRejectedResult).reason)?.kind).toBe('lost');
  expect((unwritten as PromiseRejectedResult).reason).toBeInstanceOf(BusyError);
  // The other two were there as well when it went silent: nobody waits for them.
  expect(await Promise.all([read(), read(), read()])).toEqual([1, 2, 3].map(() => [{ one: 1 }]));
  await write();
  expect(db.pools().map(({ open, idle }) => open - idle)).toEqual([0, 0]);
  await db.close();
  line.close();
});

it('a server is not ready once no writer has come back for longer than any write may last, and is while they only wait', async () => {
  let stuckMs = 14_000;
  const { appUrl, eventsUrl, jobsUrl } = facility.database;
  const readiness = new ReadinessCheck({ application: appUrl, events: eventsUrl, jobs: jobsUrl }, () => stuckMs);
  expect(await readiness.ask()).toEqual({ ready: true, reason: 'ready' });
  stuckMs = 15_001;
  expect(await readiness.ask()).toMatchObject({ ready: false });
  await readiness.close();
});

it('a role that is not answered is named', async () => {
  const { appUrl, eventsUrl } = facility.database;
  const wrong = new URL(facility.database.jobsUrl);
  wrong.password = 'another';
  const readiness = new ReadinessCheck({ application: appUrl, events: eventsUrl, jobs: wrong.href }, () => 0);
  expect(await readiness.ask()).toEqual({ ready: false, reason: 'the database does not answer jobs' });
  await readiness.close();
});
