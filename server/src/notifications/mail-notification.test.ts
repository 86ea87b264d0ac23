import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { book, call, keysOf } from '../../test/booking-calls.ts';
import { Caller } from '../../test/client.ts';
import {
  bookingId,
  days,
  hours,
  later,
  openFacility,
  roomId,
  someMorning,
  type TestFacility,
} from '../../test/factories.ts';
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
  app = await startApp(facility.database, undefined, {
    smtp: { url: catcher.url, from: 'Colab <colab@house.example>' },
    publicUrl: 'https://colab.example',
  });
  await app.startJobs();
  await facility.owner.query(
    `update users set email = replace(username, '.', '-') || '@house.example' where username in ('staff.tech', 'room_boss')`,
  );
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
async function askFor(clientName: string): Promise<string> {
  const startsAt = later(someMorning(), days((day += 1)));
  return keysOf(await book(staff, { startsAt, endsAt: later(startsAt, hours(1)) }, { clientName }))[0] ?? '';
}
async function reject(key: string) {
  return call(boss, 'rejectBooking', { bookingId: bookingId(key), reason: 'No room is left' });
}

type Waiting = { readonly waits: number };
async function waiting(): Promise<readonly Waiting[]> {
  return (
    await facility.superuser.query<Waiting>(
      `select extract(epoch from j.run_at - clock_timestamp())::float8 as waits from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id where t.identifier in ('mailNotification', 'mailDigest')`,
    )
  ).rows;
}

/** The half minute is over, and everything that waited has been dealt with. */
async function halfAMinuteLater(): Promise<void> {
  await facility.superuser.query(`update graphile_worker._private_jobs set run_at = clock_timestamp()`);
  await vi.waitFor(async () => expect(await waiting()).toEqual([]), { timeout: 60_000, interval: 50 });
}

describe('bad news', () => {
  it('goes by mail once, when it can no longer be undone: what, when, who, why, and a link to the booking', async () => {
    const key = await askFor('Acme of the mail');
    await reject(key);
    const [job] = await waiting();
    // As long as an undo that began within its 30 seconds may take.
    expect(job?.waits).toBeGreaterThan(40);
    expect(job?.waits).toBeLessThanOrEqual(45);
    expect(catcher.letters).toEqual([]);
    await halfAMinuteLater();
    const letter = await catcher.letter(1);
    expect(letter).toContain('To: staff-tech@house.example');
    for (const words of [
      /Subject: Colab: Acme of the mail .*was rejected/,
      /Who: Room_boss/i,
      /Why: No room is left/,
      /When: \w{3},? \d+ \w+ 20\d\d, \d\d:\d\d to \d\d:\d\d/,
      /Message-ID:\s+<notification-[0-9a-f-]{36}@colab\.example>/i,
    ])
      expect(letter).toMatch(words);
    expect(letter).toContain(`booking=${encodeURIComponent(bookingId(key))}`);
    expect(catcher.letters).toHaveLength(1);
    const { rows } = await facility.owner.query(
      `select mailed_at is not null as mailed, read_at from notifications where cause_id in (select act_id from notification_items where booking_id = $1) and type = 'BOOKING_REJECTED'`,
      [key],
    );
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
    // That the second one waits again is news of its own.
    expect(catcher.letters.slice(before).filter((letter) => letter.includes('rejected.'))).toEqual([]);
  });

  it('goes by no mail to somebody who wants none, and good news goes to somebody who wants it', async () => {
    const before = catcher.letters.length;
    const input = {
      preferences: [
        { type: 'BOOKING_REJECTED', inApp: true, byMail: false },
        { type: 'ROOM_ASSIGNED', inApp: false, byMail: true },
      ],
    };
    await staff.get(
      'mutation ($input: UpdateNotificationPreferencesInput!) { updateNotificationPreferences(input: $input) { __typename } }',
      { input },
    );
    await reject(await askFor('Unwanted'));
    expect(await waiting()).toEqual([]);
    await call(boss, 'assignRoom', { bookingId: bookingId(await askFor('Welcome')), roomId: roomId(1) });
    await halfAMinuteLater();
    expect(catcher.letters).toHaveLength(before + 1);
    expect(catcher.letters.at(-1)).toMatch(/Welcome.*has a room: Excellence/);
    const { notifications } = await staff.get<{ notifications: { edges: unknown[] } }>(
      '{ notifications(types: [ROOM_ASSIGNED]) { edges { node { id } } } }',
    );
    expect(notifications.edges, 'by mail alone').toEqual([]);
  });

  it('waits for a mail server that refuses, and goes once it takes letters again', async () => {
    await staff.get(
      'mutation { updateNotificationPreferences(input: { preferences: [{ type: BOOKING_REJECTED, inApp: true, byMail: true }] }) { __typename } }',
    );
    const before = catcher.letters.length;
    catcher.refuses = true;
    await reject(await askFor('Patience'));
    await facility.superuser.query(`update graphile_worker._private_jobs set run_at = clock_timestamp()`);
    const failed = async () =>
      (
        await facility.superuser.query<{ last_error: string }>(
          `select last_error from graphile_worker._private_jobs where last_error is not null and locked_at is null`,
        )
      ).rows;
    await vi.waitFor(async () => expect(await failed()).toEqual([{ last_error: 'mailNotification failed' }]), {
      timeout: 60_000,
      interval: 50,
    });
    catcher.refuses = false;
    await halfAMinuteLater();
    expect(catcher.letters).toHaveLength(before + 1);
  });
});

describe('an act', () => {
  const dear = (letter = '') =>
    letter.replaceAll('=\r\n', '').replaceAll('=3D', '=').replaceAll('=E2=86=92', '→').replaceAll('\r\n', '\n');

  it('of several bookings goes in one mail that lists them, and one of very many says how many more there are', async () => {
    const before = catcher.letters.length;
    const keys = [];
    for (let count = 0; count < 3; count += 1) keys.push(await askFor(`Together ${count}`));
    await call(boss, 'rejectBookings', {
      bookings: keys.map((key) => ({ bookingId: bookingId(key) })),
      reason: 'No room is left',
    });
    await halfAMinuteLater();
    expect(catcher.letters).toHaveLength(before + 1);
    const letter = dear(catcher.letters.at(-1));
    expect(letter).toMatch(/Subject: Colab: 3 bookings were rejected/);
    for (let count = 0; count < 3; count += 1)
      expect(letter).toMatch(new RegExp(`- Together ${count} \\(BK-\\w+\\), \\w{3},? \\d+ \\w+ 20\\d\\d, `));
    expect(letter.match(/Why: No room is left/g)).toHaveLength(1);

    await facility.owner.query(
      `insert into bookings (tenant_id, client_name, client_contact_person, client_email, client_phone, num_learners, num_facilitators, starts_at, ends_at, created_by_id)
      select tenant_id, 'One of many', client_contact_person, client_email, client_phone, num_learners, num_facilitators, starts_at, ends_at, created_by_id from bookings, generate_series(1, 200) where id = $1`,
      [keys[0]],
    );
    await facility.owner.query(
      `update bookings set status = 'REJECTED', status_reason = 'Full' where client_name = 'One of many'`,
    );
    await halfAMinuteLater();
    expect(catcher.letters).toHaveLength(before + 2);
    const many = dear(catcher.letters.at(-1));
    expect(many).toMatch(/Subject: Colab: 200 bookings were rejected/);
    expect(many.match(/- One of many/g)).toHaveLength(20);
    expect(many).toContain('And 180 more: https://colab.example/notifications');
  });

  it('that moves a booking says from what to what, also where it was assigned a moment ago', async () => {
    const before = catcher.letters.length;
    const key = await askFor('Moved');
    await call(boss, 'assignRoom', { bookingId: bookingId(key), roomId: roomId(3) });
    await call(boss, 'rescheduleBooking', { bookingId: bookingId(key), roomId: roomId(4) });
    await call(boss, 'rescheduleBooking', { bookingId: bookingId(key), roomId: roomId(5) });
    await halfAMinuteLater();
    const letters = catcher.letters.slice(before).map(dear);
    expect(
      letters
        .map((letter) => /Subject: (?:.*\n )?.*(was changed|has a room.*)/.exec(letter)?.[1])
        .toSorted((one, other) => String(one).localeCompare(String(other))),
    ).toEqual(['has a room: Ambition', 'was changed']);
    expect(letters.find((letter) => letter.includes('was changed'))).toContain('Room: Honesty → Ambition');
    expect(letters.find((letter) => letter.includes('was changed'))).toMatch(/^Where: Ambition$/m);
  });

  it('that hands bookings over says so, whether it is one or several', async () => {
    const before = catcher.letters.length;
    const handOver = async (keys: readonly string[]) =>
      facility.owner.query('update bookings set requester_id = $2 where id = any ($1)', [
        keys,
        facility.userKeys['staff2.tech'],
      ]);
    await handOver([await askFor('Handed alone')]);
    await handOver([await askFor('Handed first'), await askFor('Handed second')]);
    const { notifications } = await staff.get<{ notifications: { edges: unknown[] } }>(
      '{ notifications(first: 2, types: [BOOKING_CHANGED]) { edges { node { counts { type count handedOver } } } } }',
    );
    expect(notifications.edges).toEqual(
      [2, 1].map((count) => ({ node: { counts: [{ type: 'BOOKING_CHANGED', count, handedOver: count }] } })),
    );
    await halfAMinuteLater();
    const letters = catcher.letters
      .slice(before)
      .map(dear)
      .filter((letter) => letter.includes('To: staff-tech@'));
    expect(letters).toHaveLength(2);
    expect(letters.join()).toMatch(/Handed alone \(BK-\w+\) was handed over\./);
    expect(letters.join()).toMatch(/2 bookings were handed over:/);
    expect(letters.join()).not.toContain('changed');
  });

  it('that is undone goes by no mail', async () => {
    const before = catcher.letters.length;
    const key = await askFor('Taken back');
    await reject(key);
    await call(boss, 'undoBookingChange', { bookingId: bookingId(key) });
    await halfAMinuteLater();
    expect(catcher.letters).toHaveLength(before);
  });
});

describe('who wants one mail an hour', () => {
  const rhythm = (mailRhythm: string) =>
    staff.get(
      'mutation ($input: UpdateNotificationPreferencesInput!) { updateNotificationPreferences(input: $input) { ... on UpdateNotificationPreferencesPayload { mailRhythm } } }',
      { input: { preferences: [], mailRhythm } },
    );

  it('gets all of it in one, without what was read or taken back, and again at once when they choose so', async () => {
    const before = catcher.letters.length;
    expect(await rhythm('HOURLY')).toEqual({ updateNotificationPreferences: { mailRhythm: 'HOURLY' } });
    expect(await staff.get('{ mailRhythm }')).toEqual({ mailRhythm: 'HOURLY' });
    const [first, second, undone] = [
      await askFor('First of the hour'),
      await askFor('Second of the hour'),
      await askFor('Undone in the hour'),
    ];
    for (const key of [first, second, undone]) await reject(key);
    await call(boss, 'undoBookingChange', { bookingId: bookingId(undone) });
    const read = await askFor('Read in the hour');
    await reject(read);
    const { notifications } = await staff.get<{ notifications: { edges: { node: { id: string } }[] } }>(
      'query ($id: ID) { notifications(bookingId: $id) { edges { node { id } } } }',
      { id: bookingId(read) },
    );
    await staff.get('mutation ($ids: [ID!]) { markNotificationsRead(ids: $ids) }', {
      ids: notifications.edges.map(({ node }) => node.id),
    });
    const { rows: due } = await facility.superuser.query<{ run_at: Date }>(
      `select run_at from graphile_worker._private_jobs where key like 'digest%'`,
    );
    expect(due.length, 'one job, or two over the full hour').toBeLessThanOrEqual(2);
    for (const { run_at: at } of due) expect(at.getTime() % 3_600_000).toBe(0);
    await halfAMinuteLater();
    const letters = catcher.letters.slice(before);
    expect(letters).toHaveLength(due.length);
    expect(letters.join()).toMatch(/First of the hour/);
    expect(letters.join()).toMatch(/Second of the hour/);
    expect(letters.join()).not.toMatch(/Undone in the hour|Read in the hour/);
    await rhythm('AT_ONCE');
    await reject(await askFor('At once again'));
    await halfAMinuteLater();
    expect(catcher.letters.at(-1)).toMatch(/Subject:.*At once again/);
  });

  it('or a day gets it with the full hour or at seven, also when the clocks change', async () => {
    const next = async (kind: string, zone: string, moment: string) =>
      (
        await facility.owner.query<{ at: Date }>('select next_digest($1::mail_rhythm, $2, $3) as at', [
          kind,
          zone,
          moment,
        ])
      ).rows[0]?.at?.toISOString() ?? null;
    expect(await next('AT_ONCE', 'Africa/Johannesburg', '2031-03-04T09:59:50Z')).toBe(null);
    expect(await next('HOURLY', 'Asia/Kolkata', '2031-03-04T09:59:50Z')).toBe('2031-03-04T10:30:00.000Z');
    expect(await next('DAILY', 'Africa/Johannesburg', '2031-03-04T04:59:59Z')).toBe('2031-03-04T05:00:00.000Z');
    expect(await next('DAILY', 'Africa/Johannesburg', '2031-03-04T05:00:00Z')).toBe('2031-03-05T05:00:00.000Z');
    expect(await next('DAILY', 'Europe/Vienna', '2031-03-29T07:00:00Z')).toBe('2031-03-30T05:00:00.000Z');
  });
});

describe('two servers on one database', () => {
  it('share the mails: each goes once, from whichever takes it', async () => {
    const before = catcher.letters.length;
    const other = await startApp(facility.database, undefined, {
      smtp: { url: catcher.url, from: 'The other one <other@house.example>' },
      publicUrl: 'https://colab.example',
    });
    await other.startJobs();
    const keys: string[] = [];
    const from = (sender: string) =>
      catcher.letters.slice(before).filter((letter) => letter.includes(`From: ${sender}`)).length;
    // Until both have had some of them.
    for (let round = 0; round < 10 && (round === 0 || from('Colab') === 0 || from('The other one') === 0); round += 1) {
      for (let count = 0; count < 12; count += 1) {
        const startsAt = later(someMorning(), days((day += 1)));
        keys.push(await facility.insertBooking({ startsAt, endsAt: later(startsAt, hours(1)), client: 'Shared' }));
        await facility.owner.query(
          `update bookings set status = 'REJECTED', status_reason = 'No room is left' where id = $1`,
          [keys.at(-1)],
        );
      }
      await halfAMinuteLater();
    }
    await other.close();
    const { rows } = await facility.owner.query<{ id: string; mailed: boolean }>(
      `select id, mailed_at is not null as mailed from notifications where type = 'BOOKING_REJECTED' and cause_id in (select act_id from notification_items where booking_id = any ($1))`,
      [keys],
    );
    expect(rows.filter(({ mailed }) => mailed)).toHaveLength(keys.length);
    const mailed = catcher.letters
      .slice(before)
      .map((letter) => /Message-ID:\s+<notification-([0-9a-f-]{36})@/i.exec(letter)?.[1] ?? '');
    expect(mailed.toSorted()).toEqual(rows.map(({ id }) => id).toSorted());
    expect([from('Colab') > 0, from('The other one') > 0], 'both sent some').toEqual([true, true]);
  });
});
