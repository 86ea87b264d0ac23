import { describe, expect, it } from 'vitest';
import { peopleBounds } from '../people/people-bounds.ts';
import { connectDatabase } from '../platform/database/database.ts';
import { withVisibility } from '../platform/database/visibility.ts';
import { arrange } from '../../test/arrange.ts';
import { book, call } from '../../test/booking-calls.ts';
import { Caller } from '../../test/client.ts';
import {
  bookingId,
  days,
  globalId,
  hours,
  keyOfId,
  later,
  local,
  roomKey,
  type TenantCode,
  tenantId,
  tenants,
  type Username,
} from '../../test/factories.ts';
import { callSeries, seriesInput } from '../../test/series-calls.ts';

let leavers = 0;
let day = 0;

const { facility, app, people } = await arrange({ people: ['admin'], now: local('2030-03-04', '09:00') });
const { admin } = people;

function morning() {
  day += 1;
  const startsAt = later(local('2030-03-05', '08:00'), days(day));
  return { startsAt, endsAt: later(startsAt, hours(3)) };
}

/** Somebody new, who books for both divisions. */
async function hire(): Promise<{ key: string; id: string; username: string }> {
  leavers += 1;
  const username = `leaver${leavers}`;
  const { rows } = await facility.owner.query<{ id: string }>(
    `insert into users (username, display_name, password_hash) select $1, initcap($1), password_hash from users where username = 'admin' returning id`,
    [username],
  );
  const key = rows[0]?.id ?? '';
  await facility.owner.query(
    `insert into role_grants (user_id, role_name, tenant_id) select $1, 'staff', id from tenants`,
    [key],
  );
  return { key, id: globalId('User', key), username };
}
async function ask(
  requester: string,
  tenant: TenantCode = 'TECH',
  status: 'PENDING' | 'CONFIRMED' | 'CANCELLED' = 'PENDING',
): Promise<string> {
  const key = await facility.insertBooking({
    ...morning(),
    tenant,
    status,
    ...(status === 'CONFIRMED' ? { room: 1 } : {}),
  });
  await facility.owner.query('update bookings set requester_id = $2 where id = $1', [key, requester]);
  return bookingId(key);
}
function person(username: Username): string {
  return globalId('User', facility.userKeys[username]);
}

type Outcome = {
  __typename: string;
  message?: string;
  handedOver?: number;
  fields?: { path: string }[];
  user?: { active: boolean };
};
async function shut(input: object, caller = admin): Promise<Outcome> {
  return (
    await caller.get<{ result: Outcome }>(
      `mutation ($input: ShutAccountInput!) { result: shutAccount(input: $input) { __typename
    ... on ShutAccountPayload { handedOver user { active } } ... on Error { message } ... on InvalidInputError { fields { path } } } }`,
      { input },
    )
  ).result;
}
async function stateOf(key: string, ...ids: string[]): Promise<unknown[]> {
  const {
    rows: [user],
  } = await facility.owner.query<{ active: boolean }>('select active from users where id = $1', [key]);
  const { rows } = await facility.owner.query<{ name: string }>(
    'select u.username as name from bookings b join users u on u.id = b.requester_id where b.id = any ($1) order by array_position($1, b.id)',
    [ids.map(keyOfId)],
  );
  return [user?.active, ...rows.map(({ name }) => name)];
}

describe('an account with open bookings', () => {
  it('is not shut before it is said what becomes of them', async () => {
    const { key, id } = await hire();
    const open = await ask(key);
    expect(await shut({ userId: id })).toMatchObject({ __typename: 'OpenBookingsError' });
    const updated = await admin.get<{ updateUser: Outcome }>(
      'mutation ($id: ID!) { updateUser(input: { userId: $id, active: false }) { __typename } }',
      { id },
    );
    expect(updated.updateUser).toEqual({ __typename: 'OpenBookingsError' });
    expect(await stateOf(key, open)).toEqual([true, expect.stringMatching(/^leaver/)]);
    expect(await shut({ userId: id, leaveBookings: true })).toMatchObject({
      __typename: 'ShutAccountPayload',
      handedOver: 0,
      user: { active: false },
    });
  });

  it('is shut and hands them over in one step, each division to a person of its own; what is over stays', async () => {
    const { key, id, username } = await hire();
    const ids = [
      await ask(key),
      await ask(key, 'TECH', 'CONFIRMED'),
      await ask(key, 'TRAINING'),
      await ask(key, 'TECH', 'CANCELLED'),
    ];
    const session = await Caller.signIn(app.url, username as Username);
    const handOver = [
      { tenantId: tenantId('TECH'), toUserId: person('staff2.tech') },
      { tenantId: tenantId('TRAINING'), toUserId: person('staff.training') },
    ];
    expect(await shut({ userId: id, handOver })).toMatchObject({
      __typename: 'ShutAccountPayload',
      handedOver: 3,
      user: { active: false },
    });
    expect(await stateOf(key, ...ids)).toEqual([false, 'staff2.tech', 'staff2.tech', 'staff.training', username]);
    expect(await session.get('{ viewer { user { id } } }')).toEqual({ viewer: null });
    const { rows } = await facility.superuser.query<{ cause: string }>(
      `select distinct cause from domain_events where subject = any ($1) and version > 2`,
      [ids.map(keyOfId)],
    );
    expect(rows).toEqual([{ cause: 'shutAccount' }]);
    expect(await call(admin, 'undoBookingChange', { bookingId: ids[0] })).toMatchObject({
      __typename: 'NothingToUndoError',
    });
  });

  it('is left open, with all its bookings, when one division cannot be handed over', async () => {
    const { key, id, username } = await hire();
    const ids = [await ask(key), await ask(key, 'TRAINING')];
    const to = (tech: Username, training?: Username) => [
      { tenantId: tenantId('TECH'), toUserId: person(tech) },
      ...(training ? [{ tenantId: tenantId('TRAINING'), toUserId: person(training) }] : []),
    ];
    expect(await shut({ userId: id, handOver: to('staff2.tech', 'staff.tech') })).toMatchObject({
      __typename: 'InvalidInputError',
      fields: [{ path: 'handOver.1.toUserId' }],
    });
    expect(await shut({ userId: id, handOver: to('staff2.tech') })).toMatchObject({ __typename: 'OpenBookingsError' });
    expect(await shut({ userId: id, handOver: [...to('staff2.tech'), ...to('admin')] })).toMatchObject({
      __typename: 'InvalidInputError',
      fields: [{ path: 'handOver.1.tenantId' }],
    });
    expect(await shut({ userId: id, handOver: [{ tenantId: tenantId('TECH'), toUserId: id }] })).toMatchObject({
      __typename: 'InvalidInputError',
      fields: [{ path: 'handOver.0.toUserId' }],
    });
    expect(await stateOf(key, ...ids)).toEqual([true, username, username]);
    expect(await shut({ userId: id, handOver: to('staff2.tech'), leaveBookings: true })).toMatchObject({
      handedOver: 1,
    });
    expect(await stateOf(key, ...ids)).toEqual([false, 'staff2.tech', username]);
  });

  it('is not shut over more than can be handed over at once', async () => {
    const { key, id, username } = await hire();
    const { startsAt, endsAt } = morning();
    await facility.owner.query(
      `insert into bookings (tenant_id, client_name, client_contact_person, client_email, client_phone, num_learners, num_facilitators, starts_at, ends_at, requested_room_id, created_by_id, requester_id)
      select $1, 'Many', 'b', 'c@client.example', 'd', 1, 1, $2, $3, $4, $5, $5 from generate_series(1, $6::int)`,
      [tenants.TECH, startsAt, endsAt, roomKey(1), key, peopleBounds.handedOver.value + 1],
    );
    const handOver = [{ tenantId: tenantId('TECH'), toUserId: person('staff2.tech') }];
    expect(await shut({ userId: id, handOver })).toMatchObject({
      __typename: 'InvalidInputError',
      message: expect.stringContaining('1,001 open bookings') as string,
      fields: [{ path: 'handOver' }],
    });
    await facility.owner.query(
      `update bookings set status = 'CANCELLED', status_reason = 'one less' where id in (select id from bookings where requester_id = $1 limit 1)`,
      [key],
    );
    expect(await shut({ userId: id, handOver })).toMatchObject({ handedOver: peopleBounds.handedOver.value });
    expect((await facility.owner.query('select from users where username = $1 and active', [username])).rowCount).toBe(
      0,
    );
  });

  it('is shut from psql as its owner wants', async () => {
    const { key } = await hire();
    await ask(key);
    await facility.owner.query('update users set active = false where id = $1', [key]);
    expect(await stateOf(key)).toEqual([false]);
  });
});

describe('who books while their account is shut', () => {
  const waiting = () =>
    expect
      .poll(
        async () =>
          (
            await facility.superuser.query(
              `select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
            )
          ).rowCount,
      )
      .toBe(1);

  it('is waited for, and then there is an open booking', async () => {
    const { key, id, username } = await hire();
    const db = connectDatabase({ url: facility.database.appUrl });
    const shutting = await withVisibility({ tenantIds: [tenants.TECH], userId: key }, () =>
      db.transaction({ cause: 'test' }, async (tx) => {
        const { startsAt, endsAt } = morning();
        await tx.$executeRawUnsafe(`insert into bookings (tenant_id, client_name, client_contact_person, client_email, client_phone, num_learners, num_facilitators, starts_at, ends_at, requested_room_id, created_by_id)
        values ('${tenants.TECH}', 'Late', 'b', 'c@client.example', 'd', 1, 1, '${startsAt.toISOString()}', '${endsAt.toISOString()}', '${roomKey(1)}', '${key}')`);
        const answer = shut({ userId: id });
        await waiting();
        return { answer };
      }),
    );
    await db.close();
    expect(await shutting.answer).toMatchObject({ __typename: 'OpenBookingsError' });
    expect((await facility.owner.query('select active from users where username = $1', [username])).rows).toEqual([
      { active: true },
    ]);
  });

  it('is refused when the account has been shut first', async () => {
    const { key, username } = await hire();
    const leaver = await Caller.signIn(app.url, username as Username);
    const shutter = await facility.owner.connect();
    await shutter.query('begin');
    await shutter.query('update users set active = false where id = $1', [key]);
    const booking = book(leaver, { ...morning(), wish: 1, tenant: 'TECH' });
    await waiting();
    await shutter.query('commit');
    shutter.release();
    expect(await booking).toMatchObject({
      __typename: 'InvalidInputError',
      message: expect.stringContaining('can no longer book') as string,
    });
    expect((await facility.owner.query('select from bookings where requester_id = $1', [key])).rowCount).toBe(0);
  });
});

describe('nothing becomes open again for who may not book there', () => {
  it('by an undo', async () => {
    const ways = {
      shut: async (_key: string, id: string) =>
        expect(await shut({ userId: id })).toMatchObject({ __typename: 'ShutAccountPayload' }),
      revoked: (key: string) => facility.owner.query('delete from role_grants where user_id = $1', [key]),
    };
    for (const [way, leave] of Object.entries(ways)) {
      const { key, id } = await hire();
      const boss = await Caller.signIn(app.url, 'room_boss');
      const asked = await ask(key);
      expect(await call(boss, 'rejectBooking', { bookingId: asked, reason: 'Full' })).toMatchObject({
        __typename: 'RejectBookingPayload',
      });
      await leave(key, id);
      expect(await call(boss, 'undoBookingChange', { bookingId: asked }), way).toMatchObject({
        __typename: 'InvalidInputError',
        message: expect.stringContaining('can no longer book') as string,
      });
      expect((await facility.owner.query('select status from bookings where id = $1', [keyOfId(asked)])).rows).toEqual([
        { status: 'REJECTED' },
      ]);
    }
  });

  it('by a date that comes back to a series', async () => {
    const { key, username } = await hire();
    const asker = await Caller.signIn(app.url, username as Username);
    const first = morning();
    const date = later(first.startsAt, days(1)).toISOString().slice(0, 10);
    const series = await callSeries(
      asker,
      'createSeries',
      seriesInput({ ...first, rule: { frequency: 'DAILY', count: 3 }, tenant: 'TECH', more: { leaveOut: [date] } }),
    );
    day += 3;
    await facility.owner.query('delete from role_grants where user_id = $1', [key]);
    const boss = await Caller.signIn(app.url, 'room_boss');
    const [one] = series.bookings ?? [];
    expect(await callSeries(boss, 'restoreSeriesDate', { bookingId: one?.id, date })).toMatchObject({
      __typename: 'InvalidInputError',
      message: expect.stringContaining('Hand the series over') as string,
    });
    expect((await facility.owner.query('select from bookings where requester_id = $1', [key])).rowCount).toBe(2);
  });
});

describe('while the sample is being built', () => {
  it('only its own people book before they are let in', async () => {
    const { key } = await hire();
    await facility.owner.query('delete from role_grants where user_id = $1', [key]);
    await facility.owner.query(
      `insert into work_states (name, value) values ('sample_data', 'building') on conflict (name) do update set value = excluded.value`,
    );
    const db = connectDatabase({ url: facility.database.appUrl });
    const { startsAt, endsAt } = morning();
    const ask = () =>
      withVisibility({ tenantIds: [tenants.TECH], userId: key }, () =>
        db.transaction({ cause: 'test' }, (tx) =>
          tx.$executeRawUnsafe(
            `insert into bookings (tenant_id, client_name, client_contact_person, client_email, client_phone, num_learners, num_facilitators, starts_at, ends_at, requested_room_id, created_by_id)
        values ('${tenants.TECH}', 'Early', 'b', 'c@client.example', 'd', 1, 1, '${startsAt.toISOString()}', '${endsAt.toISOString()}', '${roomKey(1)}', '${key}')`,
          ),
        ),
      );
    await expect(ask()).rejects.toThrow('requester_may_book');
    await facility.owner.query('update users set sample = true where id = $1', [key]);
    expect(await ask()).toBe(1);
    await facility.owner.query(`update work_states set value = 'there' where name = 'sample_data'`);
    await expect(ask()).rejects.toThrow('requester_may_book');
    await db.close();
  });
});

describe('what is open', () => {
  type Listed = {
    node: {
      openBookings:
        | {
            tenant: { code: string };
            count: number;
            series: number;
            hidden: number;
            mayHandOver: boolean;
            bookings: { clientName: string }[];
          }[]
        | null;
    } | null;
  };
  const list = async (caller: Caller, id: string) =>
    (
      await caller.get<Listed>(
        'query ($id: ID!) { node(id: $id) { ... on User { openBookings { tenant { code } count series hidden mayHandOver bookings { clientName } } } } }',
        { id },
      )
    ).node?.openBookings;

  it('is listed by division, for who manages people', async () => {
    const { key, id } = await hire();
    await ask(key);
    await ask(key, 'TECH', 'CANCELLED');
    await ask(key, 'TRAINING');
    const one = { count: 1, series: 0, hidden: 0, mayHandOver: true, bookings: [{ clientName: 'Sample Client' }] };
    expect(await list(admin, id)).toEqual([
      { tenant: { code: 'TECH' }, ...one },
      { tenant: { code: 'TRAINING' }, ...one },
    ]);
    expect(await list(await Caller.signIn(app.url, 'staff.tech'), person('staff.tech'))).toBeNull();
  });

  it('is a number where the books are closed to who manages people, and only a Room Boss hands it over', async () => {
    await facility.owner
      .query(`insert into roles (name, title, scope) values ('clerk', 'Clerk', 'FACILITY'), ('techclerk', 'Clerk', 'TENANT');
      insert into role_permissions values ('clerk', 'user:manage'), ('clerk', 'notification:read'), ('techclerk', 'booking:read'), ('techclerk', 'booking:create'), ('techclerk', 'booking:withdraw'), ('techclerk', 'calendar:read')`);
    const {
      rows: [row],
    } = await facility.owner.query<{ id: string }>(
      `insert into users (username, display_name, password_hash) select 'clerk', 'Clerk', password_hash from users where username = 'admin' returning id`,
    );
    await facility.owner.query(
      `insert into role_grants (user_id, role_name, tenant_id) values ($1, 'clerk', null), ($1, 'techclerk', $2)`,
      [row?.id, tenants.TECH],
    );
    const clerk = await Caller.signIn(app.url, 'clerk' as Username);
    const {
      rows: [leaver],
    } = await facility.owner.query<{ id: string }>(
      `insert into users (username, display_name) values ('plain', 'Plain') returning id`,
    );
    const key = leaver?.id ?? '';
    await facility.owner.query(
      `insert into role_grants (user_id, role_name, tenant_id) select $1, 'staff', id from tenants`,
      [key],
    );
    const ids = [await ask(key), await ask(key, 'TRAINING')];
    // Whose rights one does not all hold, one does not manage.
    await facility.owner.query('delete from role_grants where user_id = $1', [key]);
    const id = globalId('User', key);
    expect(await list(clerk, id)).toEqual([
      {
        tenant: { code: 'TECH' },
        count: 1,
        series: 0,
        hidden: 0,
        mayHandOver: false,
        bookings: [{ clientName: 'Sample Client' }],
      },
      { tenant: { code: 'TRAINING' }, count: 1, series: 0, hidden: 1, mayHandOver: false, bookings: [] },
    ]);
    for (const code of ['TECH', 'TRAINING'] as const) {
      expect(
        await shut(
          { userId: id, handOver: [{ tenantId: tenantId(code), toUserId: person('admin') }], leaveBookings: true },
          clerk,
        ),
      ).toMatchObject({ __typename: 'NotAllowedError' });
    }
    expect(await shut({ userId: id, leaveBookings: true }, clerk)).toMatchObject({ __typename: 'ShutAccountPayload' });
    expect(await stateOf(key, ...ids)).toEqual([false, 'plain', 'plain']);
  });
});
