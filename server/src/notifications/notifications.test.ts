import pg from 'pg';
import { describe, expect, it } from 'vitest';
import { arrange } from '../../test/arrange.ts';
import { book, call, keysOf } from '../../test/booking-calls.ts';
import { bookingId, roomId, roomKey, tenants } from '../../test/factories.ts';

const { facility, people, span } = await arrange({
  people: [
    'staff.tech',
    'staff2.tech',
    'viewer.tech',
    'room_boss',
    'training_facility_admin',
    'it_boss',
    'it_staff',
    'admin',
  ],
});
type Who = keyof typeof people;

type Told = {
  readonly id: string;
  readonly type: string;
  readonly readAt: string | null;
  readonly reason: string | null;
  readonly room: { readonly name: string } | null;
  readonly actor: { readonly username: string } | null;
  readonly booking: { readonly id: string; readonly clientName: string } | null;
};
type Feed = {
  readonly notifications: {
    readonly unreadCount: number;
    readonly cursor: string;
    readonly edges: readonly { readonly cursor: string; readonly node: Told }[];
    readonly pageInfo: { readonly hasNextPage: boolean };
  };
};
const feed = `query ($unreadOnly: Boolean, $types: [NotificationType!], $bookingId: ID, $first: Int, $after: String) {
  notifications(unreadOnly: $unreadOnly, types: $types, bookingId: $bookingId, first: $first, after: $after) {
    unreadCount cursor pageInfo { hasNextPage } edges { cursor node { id type readAt reason room { name } actor { username } booking { id clientName } } } } }`;

async function toldTo(name: Who, key: string, more: Readonly<Record<string, unknown>> = {}): Promise<readonly Told[]> {
  return (
    await people[name].get<Feed>(feed, { bookingId: bookingId(key), first: 100, ...more })
  ).notifications.edges.map(({ node }) => node);
}
async function typesToldTo(name: Who, key: string): Promise<string[]> {
  return (await toldTo(name, key)).map(({ type }) => type).toReversed();
}
async function mark(name: Who, ids: readonly string[] | null): Promise<number> {
  return (
    await people[name].get<{ markNotificationsRead: number }>(
      'mutation ($ids: [ID!]) { markNotificationsRead(ids: $ids) }',
      { ids },
    )
  ).markNotificationsRead;
}

async function askFor(more: Readonly<Record<string, unknown>> = {}): Promise<string> {
  return keysOf(await book(people['staff.tech'], span(), more))[0] ?? '';
}

describe('a ghost', () => {
  it('is told to everybody who may give it a room, by right and not by role, and to nobody else', async () => {
    const key = await askFor();
    for (const name of ['room_boss', 'training_facility_admin', 'admin'] as const) {
      expect(await toldTo(name, key), name).toMatchObject([
        {
          type: 'BOOKING_PENDING',
          readAt: null,
          actor: { username: 'staff.tech' },
          booking: { clientName: 'Sample Client' },
        },
      ]);
    }
    for (const name of ['staff.tech', 'staff2.tech', 'it_boss', 'it_staff'] as const)
      expect(await toldTo(name, key), name).toEqual([]);
    await facility.owner.query(`insert into roles (name, title, scope) values ('placer', 'Placer', 'TENANT')`);
    await facility.owner.query(
      `insert into role_permissions (role_name, permission) select 'placer', unnest(array['room:*', 'booking:read', 'notification:*'])`,
    );
    await facility.grant('staff2.tech', 'placer', 'TECH');
    expect(await typesToldTo('staff2.tech', await askFor())).toEqual(['BOOKING_PENDING']);
    await facility.revoke('staff2.tech', 'placer');
  });

  it('that wants devices is told to those who hand them out, and again when it wants fewer, more or none', async () => {
    const key = await askFor({ devicesNeeded: 4 });
    for (const name of ['it_boss', 'it_staff'] as const)
      expect(await typesToldTo(name, key), name).toEqual(['DEVICE_REQUEST']);
    const update = (devicesNeeded: number) =>
      call(people['staff.tech'], 'updateBooking', { bookingId: bookingId(key), devicesNeeded });
    for (const [index, count] of [2, 9, 9, 0].entries()) {
      await update(count);
      expect(await typesToldTo('it_staff', key), String(count)).toHaveLength([2, 3, 3, 4][index] ?? 0);
    }
  });
});

describe('whoever asked for a booking', () => {
  it('is told what others do with it, with room and reason, and the bosses of the ghost that it is again', async () => {
    const key = await askFor();
    const ref = { bookingId: bookingId(key) };
    await call(people.room_boss, 'assignRoom', { ...ref, roomId: roomId(3) });
    await call(people.room_boss, 'unassignRoom', { ...ref, reason: 'The roof leaks' });
    await call(people.room_boss, 'rejectBooking', { ...ref, reason: 'No room is left' });
    expect((await toldTo('staff.tech', key)).toReversed()).toMatchObject([
      { type: 'ROOM_ASSIGNED', room: { name: 'Honesty' }, actor: { username: 'room_boss' } },
      { type: 'BOOKING_DISPLACED', room: { name: 'Honesty' }, reason: 'The roof leaks' },
      { type: 'BOOKING_REJECTED', reason: 'No room is left' },
    ]);
    expect(await typesToldTo('admin', key)).toEqual(['BOOKING_PENDING', 'BOOKING_PENDING']);
    expect(await typesToldTo('room_boss', key), 'not of what they did themselves').toEqual(['BOOKING_PENDING']);
  });

  it('is told of a displacement and a cancellation by others, and not of one’s own', async () => {
    const when = span();
    const [displaced = ''] = keysOf(await book(people['staff.tech'], when));
    await call(people.room_boss, 'assignRoom', { bookingId: bookingId(displaced), roomId: roomId(4) });
    const [mightier = ''] = keysOf(await book(people['staff2.tech'], when));
    await call(people.room_boss, 'assignRoom', {
      bookingId: bookingId(mightier),
      roomId: roomId(4),
      displaceBookingIds: [bookingId(displaced)],
      reason: 'A larger group',
    });
    expect(await typesToldTo('staff.tech', displaced)).toEqual(['ROOM_ASSIGNED', 'BOOKING_DISPLACED']);
    await call(people.admin, 'cancelBooking', { bookingId: bookingId(mightier), reason: 'The client asked' });
    expect(await toldTo('staff2.tech', mightier)).toMatchObject([
      { type: 'BOOKING_CANCELLED', reason: 'The client asked', actor: { username: 'admin' } },
      { type: 'ROOM_ASSIGNED' },
    ]);
    await call(people['staff.tech'], 'cancelBooking', { bookingId: bookingId(displaced), reason: 'Done with it' });
    expect(await typesToldTo('staff.tech', displaced)).toEqual(['ROOM_ASSIGNED', 'BOOKING_DISPLACED']);
  });

  it('is told as well of what comes past every action, by psql, and by nobody in particular', async () => {
    const key = await facility.insertBooking(span());
    expect(await toldTo('room_boss', key)).toMatchObject([{ type: 'BOOKING_PENDING', actor: null }]);
    await facility.owner.query(`update bookings set status = 'CONFIRMED', room_id = $2 where id = $1`, [
      key,
      roomKey(7),
    ]);
    await facility.owner.query(
      `update bookings set status = 'CANCELLED', room_id = null, status_reason = 'By hand' where id = $1`,
      [key],
    );
    expect(await toldTo('staff.tech', key)).toMatchObject([
      { type: 'BOOKING_CANCELLED', reason: 'By hand', actor: null },
      { type: 'ROOM_ASSIGNED' },
    ]);
  });
});

describe('a notification', () => {
  it('is not there when what it tells was rolled back', async () => {
    const client = await facility.owner.connect();
    const count = async () =>
      (await facility.owner.query<{ n: number }>('select count(*)::int as n from notifications')).rows[0]?.n;
    const before = await count();
    const key = await facility.insertBooking(span());
    const after = await count();
    await client.query('begin');
    await client.query(`update bookings set status = 'REJECTED' where id = $1`, [key]);
    await client.query('rollback');
    client.release();
    expect(await count()).toBe(after);
    expect(after).toBeGreaterThan(before ?? 0);
  });

  it('comes once for a cause and a recipient, whatever races to write it', async () => {
    const write = `select notify_people('DAILY_SUMMARY', 'raced', array[$1::uuid, $2::uuid], '{}')`;
    await Promise.all(
      Array.from({ length: 10 }, () =>
        facility.owner.query(write, [facility.userKeys['staff.tech'], facility.userKeys['staff2.tech']]),
      ),
    );
    const { rows } = await facility.owner.query<{ recipients: number; told: number }>(
      `select count(*)::int as told, count(distinct recipient_id)::int as recipients from notifications where cause = 'raced'`,
    );
    expect(rows).toEqual([{ told: 2, recipients: 2 }]);
  });

  it('is read by each for themselves: the mark of one leaves the other’s unread, and the ids of another are as if they were not there', async () => {
    const key = await askFor();
    const [mine] = await toldTo('room_boss', key);
    const [theirs] = await toldTo('admin', key);
    expect(await mark('admin', [mine?.id ?? ''])).toBe(0);
    expect(await mark('room_boss', [mine?.id ?? '', theirs?.id ?? ''])).toBe(1);
    expect(await mark('room_boss', [mine?.id ?? ''])).toBe(0);
    expect(await toldTo('room_boss', key)).toMatchObject([{ readAt: expect.any(String) }]);
    expect(await toldTo('admin', key)).toMatchObject([{ readAt: null }]);
    expect(
      await people.room_boss.get('query ($id: ID!) { node(id: $id) { id } }', { id: theirs?.id }),
      'nor by its id',
    ).toEqual({ node: null });
  });

  it('is found unread, by type and by booking, page by page, newest first; marking all leaves none unread', async () => {
    const keys = [await askFor(), await askFor(), await askFor()];
    const first = await people.training_facility_admin.get<Feed>(feed, {
      first: 2,
      unreadOnly: true,
      types: ['BOOKING_PENDING'],
    });
    expect(first.notifications.edges.map(({ node }) => node.booking?.id)).toEqual(
      [keys[2], keys[1]].map((key) => bookingId(key ?? '')),
    );
    const next = await people.training_facility_admin.get<Feed>(feed, {
      first: 1,
      after: first.notifications.edges[1]?.cursor,
    });
    expect(next.notifications.edges[0]?.node.booking?.id).toBe(bookingId(keys[0] ?? ''));
    expect(
      (await people.training_facility_admin.get<Feed>(feed, { types: ['DAILY_SUMMARY'] })).notifications.edges,
    ).toEqual([]);
    const { unreadCount } = first.notifications;
    expect(await people.training_facility_admin.get('{ viewer { unreadNotifications } }')).toEqual({
      viewer: { unreadNotifications: unreadCount },
    });
    expect(await mark('training_facility_admin', null)).toBe(unreadCount);
    expect((await people.training_facility_admin.get<Feed>(feed, { unreadOnly: true })).notifications).toMatchObject({
      unreadCount: 0,
      edges: [],
    });
  });

  it('is gone, and not counted, once its recipient may no longer see the booking; and comes back with the right', async () => {
    const key = await askFor();
    await call(people.room_boss, 'rejectBooking', { bookingId: bookingId(key), reason: 'No room is left' });
    expect(await typesToldTo('staff.tech', key)).toEqual(['BOOKING_REJECTED']);
    const [told] = await toldTo('staff.tech', key);
    await facility.revoke('staff.tech', 'staff');
    await facility.grant('staff.tech', 'staff', 'TRAINING');
    expect((await people['staff.tech'].get<Feed>(feed)).notifications).toMatchObject({ unreadCount: 0, edges: [] });
    expect(await mark('staff.tech', [told?.id ?? ''])).toBe(0);
    await facility.revoke('staff.tech', 'staff');
    await facility.grant('staff.tech', 'staff', 'TECH');
    expect(await typesToldTo('staff.tech', key)).toEqual(['BOOKING_REJECTED']);
  });

  it('holds no word about the client', async () => {
    const key = await askFor({
      clientName: 'QZNAME of a client',
      clientContactPerson: 'QZCONTACT',
      cateringNotes: 'QZWISHES',
    });
    await call(people.room_boss, 'updateBooking', {
      bookingId: bookingId(key),
      clientName: 'QZNAME again',
      cateringNotes: 'QZOTHERS',
      notes: 'QZNOTE',
    });
    expect(await typesToldTo('staff.tech', key)).toEqual(['BOOKING_CHANGED']);
    const { rows } = await facility.owner.query<{ row: string }>(
      `select n::text as row from notifications n union all select (to_jsonb(i) - 'reason')::text from notification_items i union all select to_jsonb(c)::text from changed_bookings c`,
    );
    expect(rows.length).toBeGreaterThan(0);
    expect(rows.filter(({ row }) => /QZ/.test(row))).toEqual([]);
  });

  it('is kept apart by the database itself: whoever asks past the resolvers sees and marks their own alone', async () => {
    const client = new pg.Client(facility.database.appUrl);
    await client.connect();
    const as = async (user: string, tenantIds: string, statement: string) => {
      await client.query('begin');
      await client.query(`select set_config('app.user', $1, true), set_config('app.tenants', $2, true)`, [
        user,
        tenantIds,
      ]);
      const { rows, rowCount } = await client.query<{ recipient_id: string; tenant_id: string }>(statement);
      await client.query('rollback');
      return { rows, rowCount };
    };
    const mine = facility.userKeys.room_boss;
    const { rows } = await as(
      mine,
      tenants.TECH,
      'select distinct recipient_id, tenant_ids[1] as tenant_id from notifications',
    );
    expect(rows).toEqual([{ recipient_id: mine, tenant_id: tenants.TECH }]);
    for (const table of ['notifications', 'notification_items'])
      expect((await as(mine, tenants.TRAINING, `select 1 from ${table}`)).rowCount, table).toBe(0);
    expect(
      (
        await as(
          mine,
          tenants.TECH,
          `select 1 from notification_items where not '${mine}' = any (told_to || also_told_to || mailed_to)`,
        )
      ).rowCount,
    ).toBe(0);
    expect((await as(mine, tenants.TECH, 'select 1 from notification_items')).rowCount).toBeGreaterThan(0);
    expect(
      (await as(facility.userKeys['viewer.tech'], tenants.TECH, 'update notifications set read_at = now()')).rowCount,
    ).toBe(0);
    await expect(
      client.query(
        `insert into notifications (recipient_id, type, cause, cause_id) values ('${mine}', 'DAILY_SUMMARY', 'made up', gen_random_uuid())`,
      ),
    ).rejects.toMatchObject({ code: '42501' });
    await client.end();
  });

  it('goes 90 days after it was read, and stays while nobody has read it', async () => {
    const key = await askFor();
    await facility.owner.query(
      `update notifications set created_at = now() - interval '200 days', read_at = case when recipient_id = $2 then now() - interval '91 days' end where cause_id in (select act_id from notification_items where booking_id = $1)`,
      [key, facility.userKeys.room_boss],
    );
    // Whoever calls it with another moment in mind: it is not later than now.
    await facility.owner.query(`select forget_old_notifications('infinity')`);
    expect(await toldTo('room_boss', key)).toEqual([]);
    expect(await toldTo('admin', key)).toHaveLength(1);
  });
});

describe('how somebody wants to be told', () => {
  type Preference = { readonly type: string; readonly inApp: boolean; readonly byMail: boolean };
  const ask = (name: Who) =>
    people[name].get<{ notificationPreferences: Preference[] }>('{ notificationPreferences { type inApp byMail } }');
  const update = (name: Who, preferences: readonly Preference[]) =>
    people[name].get<{ result: { __typename: string; preferences?: Preference[] } }>(
      'mutation ($input: UpdateNotificationPreferencesInput!) { result: updateNotificationPreferences(input: $input) { __typename ... on UpdateNotificationPreferencesPayload { preferences { type inApp byMail } } ... on Error { message } } }',
      { input: { preferences } },
    );

  it('is by the bell for everything, and by mail for bad news, until they say otherwise', async () => {
    const { notificationPreferences } = await ask('it_boss');
    expect(notificationPreferences.filter(({ inApp }) => inApp)).toHaveLength(9);
    expect(notificationPreferences.filter(({ byMail }) => byMail).map(({ type }) => type)).toEqual([
      'BOOKING_REJECTED',
      'BOOKING_DISPLACED',
      'BOOKING_CANCELLED',
      'BOOKING_CHANGED',
    ]);
  });

  it('holds from the next one on, type by type, for themselves alone', async () => {
    const { result } = await update('room_boss', [{ type: 'BOOKING_PENDING', inApp: false, byMail: false }]);
    expect(result.preferences).toContainEqual({ type: 'BOOKING_PENDING', inApp: false, byMail: false });
    const key = await askFor();
    expect(await toldTo('room_boss', key)).toEqual([]);
    expect(await toldTo('admin', key)).toHaveLength(1);
    await update('room_boss', [{ type: 'BOOKING_PENDING', inApp: true, byMail: false }]);
    expect(await typesToldTo('room_boss', await askFor())).toEqual(['BOOKING_PENDING']);
  });

  it('names each type once', async () => {
    const twice = { type: 'ROOM_ASSIGNED', inApp: true, byMail: true };
    expect((await update('room_boss', [twice, twice])).result.__typename).toBe('InvalidInputError');
    expect((await update('room_boss', [])).result.__typename).toBe('InvalidInputError');
  });
});
