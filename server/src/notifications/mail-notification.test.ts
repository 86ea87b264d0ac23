import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { book, call, keysOf } from '../../test/booking-calls.ts';
import { Caller } from '../../test/client.ts';
import { bookingId, days, hours, later, openFacility, roomId, someMorning, type TestFacility } from '../../test/factories.ts';
import { MailCatcher } from '../../test/mail-catcher.ts';
import { startApp } from '../../test/servers.ts';
import type { App } from '../app.ts';

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

describe('two servers on one database', () => {
  it('share the mails: each goes once, from whichever takes it', async () => {
    const before = catcher.letters.length;
    const other = await startApp(facility.database, undefined, { smtp: { url: catcher.url, from: 'The other one <other@house.example>' }, publicUrl: 'https://colab.example' });
    const keys: string[] = [];
    const from = (sender: string) => catcher.letters.slice(before).filter((letter) => letter.includes(`From: ${sender}`)).length;
    // Until both have had some of them.
    for (let round = 0; round < 10 && (round === 0 || from('Colab') === 0 || from('The other one') === 0); round += 1) {
      for (let count = 0; count < 12; count += 1) {
        const startsAt = later(someMorning(), days((day += 1)));
        keys.push(await facility.insertBooking({ startsAt, endsAt: later(startsAt, hours(1)), client: 'Shared' }));
        await facility.owner.query(`update bookings set status = 'REJECTED', status_reason = 'No room is left' where id = $1`, [keys.at(-1)]);
      }
      await halfAMinuteLater();
    }
    await other.close();
    const { rows } = await facility.owner.query<{ id: string; mailed: boolean }>(`select id, mailed_at is not null as mailed from notifications where type = 'BOOKING_REJECTED' and booking_id = any ($1)`, [keys]);
    expect(rows.filter(({ mailed }) => mailed)).toHaveLength(keys.length);
    const mailed = catcher.letters.slice(before).map((letter) => /Message-ID:\s+<notification-([0-9a-f-]{36})@/i.exec(letter)?.[1] ?? '');
    expect(mailed.toSorted()).toEqual(rows.map(({ id }) => id).toSorted());
    expect([from('Colab') > 0, from('The other one') > 0], 'both sent some').toEqual([true, true]);
  });
});
