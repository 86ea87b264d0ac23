import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { Caller } from '../../test/client.ts';
import { days, hours, later, local, openFacility, type TestFacility } from '../../test/factories.ts';
import { MailCatcher } from '../../test/mail-catcher.ts';
import { startApp } from '../../test/servers.ts';
import { summaryDue } from './summarize-day.ts';

let facility: TestFacility;

beforeAll(async () => {
  facility = await openFacility();
});
afterAll(() => facility.close());

const bosses = ['admin', 'it_boss', 'it_rental_admin', 'room_boss', 'training_facility_admin'];

type Told = { readonly username: string; readonly told: number; readonly facts: Readonly<Record<string, unknown>> };
async function toldOf(date: string): Promise<readonly Told[]> {
  return (
    await facility.owner.query<Told>(
      `select u.username, count(*)::int as told, min(n.facts::text)::jsonb as facts from notifications n join users u on u.id = n.recipient_id where n.cause = $1 group by 1 order by 1`,
      [`DAILY_SUMMARY ${date}`],
    )
  ).rows;
}
const eachOnce = bosses.map((username) => ({ username, told: 1 }));
async function ask(date: string, zone = 'Africa/Johannesburg') {
  return (await facility.owner.query<{ told: number }>('select summarize_day($1, $2) as told', [date, zone])).rows[0]
    ?.told;
}
/** As each minute does. */
function minutePasses() {
  return facility.superuser.query(`select graphile_worker.add_job('summarizeDay', '{}')`);
}

describe('the daily summary', () => {
  it('is due from half past six to noon on the wall of the facility', () => {
    const zone = 'Africa/Johannesburg';
    expect(['06:29', '06:30', '11:59', '12:00'].map((time) => summaryDue(local('2026-12-01', time), zone))).toEqual([
      null,
      '2026-12-01',
      '2026-12-01',
      null,
    ]);
    // Where the day begins elsewhere than in UTC, on either side, and in the night in which the clocks go forward.
    expect(summaryDue(new Date('2026-11-30T17:45:00Z'), 'Pacific/Auckland')).toBe('2026-12-01');
    expect(summaryDue(new Date('2026-12-01T14:29:00Z'), 'America/Los_Angeles')).toBe(null);
    expect(summaryDue(new Date('2026-12-01T14:30:00Z'), 'America/Los_Angeles')).toBe('2026-12-01');
    // Half an hour behind once summer is over on Lord Howe.
    expect(
      ['19:59', '20:00'].map((time) => summaryDue(new Date(`2031-04-05T${time}:00Z`), 'Australia/Lord_Howe')),
    ).toEqual([null, '2031-04-06']);
    expect(['04:29', '04:30'].map((time) => summaryDue(new Date(`2031-03-30T${time}:00Z`), 'Europe/Vienna'))).toEqual([
      null,
      '2031-03-30',
    ]);
  });

  it('is first told on the morning after the facility was set up', async () => {
    const { rows } = await facility.superuser.query<{ setUp: Date }>(
      'select min(began_at) as "setUp" from event_epochs',
    );
    // Not today: the tests began before midnight, perhaps.
    const dayIn = (ahead: number) =>
      later(rows[0]?.setUp ?? new Date(), days(ahead)).toLocaleDateString('sv-SE', { timeZone: 'Africa/Johannesburg' });
    expect(await ask(dayIn(0))).toBe(0);
    expect(await ask(dayIn(1))).toBe(bosses.length);
    await facility.owner.query('delete from told_acts');
  });

  it('tells the bosses of rooms and devices once a day, however many servers ask, with the figures of the day', async () => {
    const starts = local('2031-03-04', '08:00');
    await facility.insertBooking({ startsAt: starts, endsAt: later(starts, hours(2)), room: 3 });
    await facility.insertBooking({ startsAt: later(starts, -days(2)), endsAt: later(starts, -days(1)) });
    await facility.insertBooking({ startsAt: starts, endsAt: later(starts, hours(2)), kind: 'DEVICES_ONLY' });
    await facility.owner.query(
      `insert into closures (room_ids, starts_at, ends_at, reason, created_by_id) select array[id], $1, $2, 'Paint', $3 from rooms where position = 24`,
      [starts, later(starts, hours(3)), facility.userKeys.room_boss],
    );
    await Promise.all([ask('2031-03-04'), ask('2031-03-04'), ask('2031-03-04')]);
    expect(await ask('2031-03-04')).toBe(0);
    const told = await toldOf('2031-03-04');
    expect(told).toMatchObject(eachOnce);
    expect(told[0]?.facts).toMatchObject({ date: '2031-03-04', bookings: 1, roomsClosed: 2, devicesWanted: 1 });
    const app = await startApp(facility.database);
    const boss = await Caller.signIn(app.url, 'room_boss');
    const shown = await boss.get<{ notifications: { edges: { node: { summary: Record<string, unknown> } }[] } }>(
      '{ notifications(types: [DAILY_SUMMARY]) { edges { node { booking { id } summary { date bookings waiting overdue roomsClosed devicesWanted } } } } }',
    );
    await app.close();
    expect(shown.notifications.edges[0]?.node.summary).toEqual(told[0]?.facts);
  });

  it('counts from midnight to midnight of the zone, also on the day that has 23 hours, and tells anew the next morning', async () => {
    const halfHourAt = (moment: string) =>
      facility.insertBooking({ startsAt: new Date(moment), endsAt: later(new Date(moment), hours(0.5)), room: 5 });
    // In Vienna 30 March 2031 lasts from 23:00 to 22:00 in UTC.
    for (const moment of [
      '2031-03-29T22:30:00Z',
      '2031-03-29T23:00:00Z',
      '2031-03-30T21:30:00Z',
      '2031-03-30T22:00:00Z',
      '2031-03-30T22:30:00Z',
      '2031-03-31T21:00:00Z',
    ])
      await halfHourAt(moment);
    expect(await ask('2031-03-30', 'Europe/Vienna')).toBe(5);
    expect((await toldOf('2031-03-30'))[0]?.facts).toMatchObject({ date: '2031-03-30', bookings: 2 });
    expect(await ask('2031-03-31', 'Europe/Vienna')).toBe(5);
    expect((await toldOf('2031-03-31'))[0]?.facts).toMatchObject({ date: '2031-03-31', bookings: 3 });
    expect(await ask('2031-03-30', 'Europe/Vienna')).toBe(0);
    // On Lord Howe 6 April 2031 lasts half an hour longer: from 13:00 to 13:30 in UTC.
    for (const moment of [
      '2031-04-05T12:30:00Z',
      '2031-04-05T13:00:00Z',
      '2031-04-06T13:00:00Z',
      '2031-04-06T13:30:00Z',
    ])
      await halfHourAt(moment);
    expect(await ask('2031-04-06', 'Australia/Lord_Howe')).toBe(5);
    expect((await toldOf('2031-04-06'))[0]?.facts).toMatchObject({ date: '2031-04-06', bookings: 2 });
  });

  it('is written by servers whose morning it is, by two of them once, and goes once by mail to who wants that', async () => {
    const catcher = await MailCatcher.open();
    await facility.owner.query(`update users set email = 'boss@house.example' where username = 'room_boss'`);
    await facility.owner.query(
      `insert into notification_preferences (user_id, type, in_app, by_mail) values ($1, 'DAILY_SUMMARY', true, true)`,
      [facility.userKeys.room_boss],
    );
    let now = local('2031-05-06', '06:29');
    const settings = { smtp: { url: catcher.url, from: 'Colab <colab@house.example>' } };
    const servers = [
      await startApp(facility.database, () => now, settings),
      await startApp(facility.database, () => now, settings),
    ];
    for (const server of servers) await server.startJobs();
    const waiting = async () =>
      (
        await facility.superuser.query<{ task: string }>(
          `select t.identifier as task from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id where t.identifier in ('summarizeDay', 'mailNotification')`,
        )
      ).rows.map(({ task }) => task);
    const workedOff = (left: readonly string[]) =>
      vi.waitFor(async () => expect(await waiting()).toEqual(left), { timeout: 60_000, interval: 50 });
    const minutesPass = async () => {
      for (let count = 0; count < 6; count += 1) await minutePasses();
    };
    await minutesPass();
    await workedOff([]);
    expect(await toldOf('2031-05-06'), 'too early').toEqual([]);
    for (const date of ['2031-05-06', '2031-05-07']) {
      now = local(date, '06:30');
      await minutesPass();
      await workedOff(['mailNotification']);
      expect(await toldOf(date)).toMatchObject(eachOnce);
      await facility.superuser.query(`update graphile_worker._private_jobs set run_at = clock_timestamp()`);
      await workedOff([]);
    }
    await Promise.all(servers.map((server) => server.close()));
    expect(catcher.letters.map((letter) => /Subject: (.*)/.exec(letter)?.[1])).toEqual([
      'Colab: daily summary, 2031-05-06',
      'Colab: daily summary, 2031-05-07',
    ]);
    await catcher.close();
  });

  it('adds up the books of all divisions, so that it is gone with the sight of them: for a token without it, for who lost it, and from the post', async () => {
    const catcher = await MailCatcher.open();
    await facility.owner.query(
      `update users set email = username || '@house.example' where username in ('it_boss', 'room_boss')`,
    );
    await facility.owner
      .query(`insert into notification_preferences (user_id, type, in_app, by_mail) select id, 'DAILY_SUMMARY', true, true from users where username in ('it_boss', 'room_boss')
      on conflict (user_id, type) do update set by_mail = true`);
    expect(await ask('2031-05-20')).toBe(5);
    const app = await startApp(facility.database, () => local('2031-05-20', '13:00'), {
      smtp: { url: catcher.url, from: 'Colab <colab@house.example>' },
    });
    await app.startJobs();
    const boss = await Caller.signIn(app.url, 'room_boss');
    type Feed = {
      readonly notifications: {
        readonly unreadCount: number;
        readonly edges: readonly { readonly node: { readonly id: string } }[];
      };
    };
    const feed =
      '{ notifications(types: [DAILY_SUMMARY], first: 100) { unreadCount edges { node { id summary { waiting } } } } }';
    const seen = (await boss.get<Feed>(feed)).notifications.edges.map(({ node }) => node.id);
    expect(seen.length).toBeGreaterThan(0);

    const made = await boss.get<{ createToken: { text: string } }>(
      'mutation ($input: CreateTokenInput!) { createToken(input: $input) { ... on CreateTokenPayload { text } } }',
      {
        input: { name: 'Bell', scopes: ['notification:read'], expiresAt: local('2031-05-30', '12:00').toISOString() },
      },
    );
    expect(await new Caller(app.url, made.createToken.text).get(feed)).toEqual({
      notifications: { unreadCount: 0, edges: [] },
    });

    await facility.revoke('room_boss', 'room_boss');
    await facility.grant('room_boss', 'staff', 'TECH');
    expect((await boss.get<Feed>(feed)).notifications.edges).toEqual([]);
    expect(await boss.get('query ($id: ID!) { node(id: $id) { id } }', { id: seen[0] })).toEqual({ node: null });
    await facility.superuser.query(`update graphile_worker._private_jobs set run_at = clock_timestamp()`);
    await vi.waitFor(
      async () =>
        expect(
          (await facility.superuser.query(`select from graphile_worker._private_jobs where key like 'mail%'`)).rowCount,
        ).toBe(0),
      { timeout: 60_000, interval: 50 },
    );
    await app.close();
    expect(catcher.letters.map((letter) => /^To: (.*)/m.exec(letter)?.[1]?.trim())).toEqual(['it_boss@house.example']);
    await catcher.close();
    await facility.revoke('room_boss', 'staff');
    await facility.grant('room_boss', 'room_boss');
  });

  it('comes once to each after it was cut off fifty times while it was being written', async () => {
    const holder = await facility.owner.connect();
    await holder.query('begin');
    // Who reads is let through, who writes one waits.
    await holder.query('lock table notifications in share mode');
    const app = await startApp(facility.database, () => local('2031-06-03', '07:00'));
    await app.startJobs();
    const writer = async () =>
      (
        await facility.superuser.query<{ pid: number }>(
          `select pid from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock' and query like 'select /* summarizeDay */%'`,
        )
      ).rows[0]?.pid;
    let cutOff: number | undefined;
    for (let kill = 0; kill < 50; kill += 1) {
      cutOff = await vi.waitFor(
        async () => {
          const pid = await writer();
          expect(pid).toBeDefined();
          expect(pid).not.toBe(cutOff);
          return pid;
        },
        { timeout: 60_000, interval: 10 },
      );
      await facility.superuser.query('select pg_terminate_backend($1)', [cutOff]);
      await minutePasses();
    }
    expect(await toldOf('2031-06-03')).toEqual([]);
    await holder.query('rollback');
    holder.release();
    await vi.waitFor(async () => expect(await toldOf('2031-06-03')).toMatchObject(eachOnce), {
      timeout: 60_000,
      interval: 50,
    });
    await app.close();
    expect(await toldOf('2031-06-03')).toMatchObject(eachOnce);
  });
});
