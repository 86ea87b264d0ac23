import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { book, call, keysOf } from '../../test/booking-calls.ts';
import { Caller } from '../../test/client.ts';
import { bookingId, days, hours, later, local, openFacility, roomId, someMorning, type TestFacility } from '../../test/factories.ts';
import { MailCatcher } from '../../test/mail-catcher.ts';
import { startApp } from '../../test/servers.ts';
import type { App } from '../app.ts';
import { summaryDue } from './summarize-day.ts';

let facility: TestFacility;
let catcher: MailCatcher;
let app: App;
let boss: Caller;
let staff: Caller;

beforeAll(async () => {
  facility = await openFacility();
  catcher = await MailCatcher.open();
  app = await startApp(facility.database, undefined, { smtp: { url: catcher.url, from: 'Colab <colab@house.example>' }, publicUrl: 'https://colab.example' });
  await facility.owner.query(`update users set email = replace(username, '.', '-') || '@house.example' where username in ('staff.tech', 'room_boss')`);
  // Its public name leads nowhere here.
  const url = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`;
  boss = await Caller.signIn(url, 'room_boss');
  staff = await Caller.signIn(url, 'staff.tech');
});
afterAll(async () => {
  await app.close();
  await catcher.close();
  await facility.close();
});

let day = 0;
const askFor = async (clientName: string): Promise<string> => {
  const startsAt = later(someMorning(), days((day += 1)));
  return keysOf(await book(staff, { startsAt, endsAt: later(startsAt, hours(1)) }, { clientName }))[0] ?? '';
};
const reject = async (key: string) => call(boss, 'rejectBooking', { bookingId: bookingId(key), reason: 'No room is left' });

type Waiting = { readonly waits: number };
const waiting = async (): Promise<readonly Waiting[]> =>
  (await facility.superuser.query<Waiting>(
    `select extract(epoch from j.run_at - clock_timestamp())::float8 as waits from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id where t.identifier = 'mailNotification'`)).rows;

/** The half minute is over, and everything that waited has been dealt with. */
const halfAMinuteLater = async (): Promise<void> => {
  await facility.superuser.query(`update graphile_worker._private_jobs set run_at = clock_timestamp()`);
  await vi.waitFor(async () => expect(await waiting()).toEqual([]), { timeout: 20_000, interval: 50 });
};

describe('bad news', () => {
  it('goes by mail once, half a minute on: what, when, who, why, and a link to the booking', async () => {
    const key = await askFor('Acme of the mail');
    await reject(key);
    const [job] = await waiting();
    expect(job?.waits).toBeGreaterThan(25);
    expect(job?.waits).toBeLessThanOrEqual(30);
    expect(catcher.letters).toEqual([]);
    await halfAMinuteLater();
    const letter = await catcher.letter(1);
    expect(letter).toContain('To: staff-tech@house.example');
    for (const words of [/Subject: Colab: Acme of the mail .*was rejected/, /Who: Room_boss/i, /Why: No room is left/, /When: \w+/, /Message-ID:\s+<notification-[0-9a-f-]{36}@colab\.example>/i]) expect(letter).toMatch(words);
    expect(letter).toContain(`booking=${encodeURIComponent(bookingId(key))}`);
    expect(catcher.letters).toHaveLength(1);
    const { rows } = await facility.owner.query(`select mailed_at is not null as mailed, read_at from notifications where booking_id = $1 and type = 'BOOKING_REJECTED'`, [key]);
    expect(rows).toEqual([{ mailed: true, read_at: null }]);
  });

  it('goes by no mail when it was read meanwhile, when it no longer stands, or when its reader lost the right to it', async () => {
    const before = catcher.letters.length;
    await reject(await askFor('Read meanwhile'));
    await staff.get('mutation { markNotificationsRead }');
    const undone = await askFor('Undone');
    await reject(undone);
    await facility.owner.query(`update bookings set status = 'PENDING', status_reason = null where id = $1`, [undone]);
    await halfAMinuteLater();
    await reject(await askFor('No longer theirs'));
    await facility.revoke('staff.tech', 'staff');
    await halfAMinuteLater();
    await facility.grant('staff.tech', 'staff', 'TECH');
    expect(catcher.letters.slice(before)).toEqual([]);
  });

  it('goes by no mail to somebody who wants none, and good news goes to somebody who wants it', async () => {
    const before = catcher.letters.length;
    const input = { preferences: [{ type: 'BOOKING_REJECTED', inApp: true, byMail: false }, { type: 'ROOM_ASSIGNED', inApp: false, byMail: true }] };
    await staff.get('mutation ($input: UpdateNotificationPreferencesInput!) { updateNotificationPreferences(input: $input) { __typename } }', { input });
    await reject(await askFor('Unwanted'));
    expect(await waiting()).toEqual([]);
    await call(boss, 'assignRoom', { bookingId: bookingId(await askFor('Welcome')), roomId: roomId(1) });
    await halfAMinuteLater();
    expect(catcher.letters).toHaveLength(before + 1);
    expect(catcher.letters.at(-1)).toMatch(/Welcome.*has a room: Excellence/);
    const { notifications } = await staff.get<{ notifications: { edges: unknown[] } }>('{ notifications(types: [ROOM_ASSIGNED]) { edges { node { id } } } }');
    expect(notifications.edges, 'by mail alone').toEqual([]);
  });

  it('waits for a mail server that refuses, and goes once it takes letters again', async () => {
    await staff.get('mutation { updateNotificationPreferences(input: { preferences: [{ type: BOOKING_REJECTED, inApp: true, byMail: true }] }) { __typename } }');
    const before = catcher.letters.length;
    catcher.refuses = true;
    await reject(await askFor('Patience'));
    await facility.superuser.query(`update graphile_worker._private_jobs set run_at = clock_timestamp()`);
    const failed = async () => (await facility.superuser.query<{ last_error: string }>(`select last_error from graphile_worker._private_jobs where last_error is not null and locked_at is null`)).rows;
    await vi.waitFor(async () => expect(await failed()).toEqual([{ last_error: 'mailNotification failed' }]), { timeout: 20_000, interval: 50 });
    catcher.refuses = false;
    await halfAMinuteLater();
    expect(catcher.letters).toHaveLength(before + 1);
  });
});

describe('the summary of the day', () => {
  it('is due from half past six to noon on the wall of the facility', () => {
    const zone = 'Africa/Johannesburg';
    expect(['06:29', '06:30', '11:59', '12:00'].map((time) => summaryDue(local('2026-12-01', time), zone))).toEqual([null, '2026-12-01', '2026-12-01', null]);
    // Where the day begins elsewhere than in UTC.
    expect(summaryDue(new Date('2026-11-30T17:45:00Z'), 'Pacific/Auckland')).toBe('2026-12-01');
  });

  it('tells the bosses of rooms and devices once a day, however many servers ask, with the figures of the day', async () => {
    const starts = local('2031-03-04', '08:00');
    await facility.insertBooking({ startsAt: starts, endsAt: later(starts, hours(2)), room: 3 });
    await facility.insertBooking({ startsAt: later(starts, -days(2)), endsAt: later(starts, -days(1)) });
    await facility.insertBooking({ startsAt: starts, endsAt: later(starts, hours(2)), kind: 'DEVICES_ONLY' });
    await facility.owner.query(`insert into closures (room_ids, starts_at, ends_at, reason, created_by_id) select array[id], $1, $2, 'Paint', $3 from rooms where position = 24`, [starts, later(starts, hours(3)), facility.userKeys.room_boss]);
    const ask = () => facility.owner.query<{ told: number }>(`select summarize_day('2031-03-04', 'Africa/Johannesburg') as told`);
    await Promise.all([ask(), ask(), ask()]);
    expect((await ask()).rows).toEqual([{ told: 0 }]);
    const { rows } = await facility.owner.query<{ username: string; told: number; facts: unknown }>(
      `select u.username, count(*)::int as told, min(n.facts::text)::jsonb as facts from notifications n join users u on u.id = n.recipient_id where n.cause = 'DAILY_SUMMARY 2031-03-04' group by 1 order by 1`);
    expect(rows.map(({ username, told }) => `${username} ${told}`)).toEqual(['admin 1', 'it_boss 1', 'it_rental_admin 1', 'room_boss 1', 'training_facility_admin 1']);
    expect(rows[0]?.facts).toMatchObject({ date: '2031-03-04', bookings: 1, roomsClosed: 2, devicesWanted: 1 });
    const shown = await boss.get<{ notifications: { edges: { node: { summary: Record<string, unknown> } }[] } }>('{ notifications(types: [DAILY_SUMMARY]) { edges { node { booking { id } summary { date bookings waiting overdue roomsClosed devicesWanted } } } } }');
    expect(shown.notifications.edges[0]?.node.summary).toEqual(rows[0]?.facts);
  });

  it('is written by a server whose morning it is, and by two of them once', async () => {
    const clock = () => local('2031-05-06', '06:31');
    const servers = [await startApp(facility.database, clock), await startApp(facility.database, clock)];
    const told = async () => (await facility.owner.query<{ n: number }>(`select count(*)::int as n from notifications where cause = 'DAILY_SUMMARY 2031-05-06'`)).rows[0]?.n;
    await facility.superuser.query(`update graphile_worker._private_jobs set run_at = clock_timestamp()`);
    // Whichever takes the job of this minute: the one server here that goes by the real clock may as well.
    await vi.waitFor(async () => {
      await facility.superuser.query(`select graphile_worker.add_job('summarizeDay', '{}')`);
      expect(await told()).toBe(5);
    }, { timeout: 20_000, interval: 100 });
    await Promise.all(servers.map((server) => server.close()));
    expect(await told()).toBe(5);
  });
});
