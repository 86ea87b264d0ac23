import type pg from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { days, hours, later, local, openFacility, openPool, roomKey, tenants, type TestFacility } from './factories.ts';
import { expectSoundPhysics } from './physics.ts';

let facility: TestFacility;
/** The application's role, without a line of our code around it. */
let app: pg.Pool;

beforeAll(async () => {
  facility = await openFacility();
  app = openPool(facility.database.appUrl, 2);
});
afterEach(() => facility.owner.query('delete from bookings'));
afterAll(async () => {
  await app.end();
  await facility.close();
});

const nine = local('2027-03-01', '09:00');
const noon = local('2027-03-01', '12:00');
const three = local('2027-03-01', '15:00');
const taken = { constraint: 'no_overlapping_bookings' };
function book(room: number, startsAt = nine, endsAt = noon, more = {}) {
  return facility.insertBooking({ room, status: 'CONFIRMED', startsAt, endsAt, ...more });
}
async function occupancies(key: string) {
  return (
    await facility.owner.query<{ room: number; from: Date; to: Date }>(
      `select r.position as room, lower(period) as "from", upper(period) as "to" from room_occupancies o join rooms r on r.id = o.room_id where booking_id = $1 order by 1`,
      [key],
    )
  ).rows;
}
async function eventsOf(key: string) {
  return (
    await facility.owner.query<{ type: string; version: number }>(
      'select type, version from domain_events where subject = $1 order by xid, seq',
      [key],
    )
  ).rows;
}

describe('a room', () => {
  it('is in one hand at a time, whichever division asks, with plain SQL as well', async () => {
    await book(1, nine, noon, { tenant: 'TECH' });
    await expect(book(1, local('2027-03-01', '11:59'), three, { tenant: 'TRAINING' })).rejects.toMatchObject(taken);
  });

  it('is free from the moment it is given back: [start, end)', async () => {
    await book(1);
    await expect(book(1, noon, three)).resolves.toBeTypeOf('string');
  });

  it('is taken by setup and teardown too', async () => {
    const key = await book(1, nine, noon, { setupMinutes: 30, teardownMinutes: 15 });
    expect(await occupancies(key)).toEqual([
      { room: 1, from: later(nine, -30 * 60_000), to: later(noon, 15 * 60_000) },
    ]);
    await expect(book(1, noon, three)).rejects.toMatchObject(taken);
  });

  it('behind a folded wall is all of its parts, and each part is a part of it', async () => {
    const whole = await book(24);
    expect((await occupancies(whole)).map(({ room }) => room)).toEqual([5, 6]);
    await expect(book(5)).rejects.toMatchObject(taken);
    await facility.owner.query('delete from bookings');
    await book(5);
    await expect(book(24)).rejects.toMatchObject(taken);
    await expect(book(6)).resolves.toBeTypeOf('string');
  });

  it('is not blocked by a ghost, a wish, a rejected or a cancelled booking', async () => {
    for (const status of ['PENDING', 'REJECTED', 'CANCELLED'] as const) {
      const key = await facility.insertBooking({ wish: 1, status, startsAt: nine, endsAt: noon });
      expect(await occupancies(key)).toEqual([]);
    }
    await book(1);
  });

  it('keeps its parts while it is taken', async () => {
    await book(24);
    await expect(facility.owner.query('delete from room_parts where part_id = $1', [roomKey(5)])).rejects.toMatchObject(
      { constraint: 'parts_stay_while_taken' },
    );
    await expect(
      facility.owner.query('insert into room_parts values ($1, $2)', [roomKey(24), roomKey(7)]),
    ).rejects.toMatchObject({ constraint: 'parts_stay_while_taken' });
    await book(1);
    await expect(
      facility.owner.query('insert into room_parts values ($1, $2)', [roomKey(1), roomKey(2)]),
    ).rejects.toMatchObject({ constraint: 'parts_stay_while_taken' });
  });

  it('may be made of rooms that are taken, as long as it never was itself', async () => {
    await book(5);
    await facility.owner.query('insert into room_parts values ($1, $2), ($1, $3)', [
      roomKey(1),
      roomKey(4),
      roomKey(5),
    ]);
    await expect(book(1)).rejects.toMatchObject(taken);
    await facility.owner.query('delete from room_parts where room_id = $1', [roomKey(1)]);
    await expect(book(1)).resolves.toBeTypeOf('string');
  });

  it('is never a part of itself, however far around', async () => {
    await facility.owner.query('insert into room_parts values ($1, $2)', [roomKey(1), roomKey(2)]);
    await expect(
      facility.owner.query('insert into room_parts values ($1, $2)', [roomKey(2), roomKey(1)]),
    ).rejects.toMatchObject({ code: '23514' });
    await facility.owner.query('insert into room_parts values ($1, $2)', [roomKey(2), roomKey(3)]);
    await expect(
      facility.owner.query('insert into room_parts values ($1, $2)', [roomKey(2), roomKey(1)]),
    ).rejects.toMatchObject({ code: '23514' });
    await facility.owner.query('delete from room_parts where room_id = any ($1)', [[roomKey(1), roomKey(2)]]);
  });
});

describe('a booking', () => {
  it.each([
    ['ends before it starts', { startsAt: noon, endsAt: nine }, 'booking_starts_before_it_ends'],
    [
      'lasts longer than 366 days',
      { startsAt: nine, endsAt: later(nine, days(366) + 1) },
      'booking_lasts_at_most_366_days',
    ],
    ['is confirmed without a room', { status: 'CONFIRMED' }, 'booking_status_and_room_agree'],
    ['is a ghost in a room', { room: 1, status: 'PENDING' }, 'booking_status_and_room_agree'],
    ['counts fewer than nobody', { people: 0 }, 'booking_counts_not_negative'],
  ] as const)('is refused by the database when it %s', async (_words, facts, constraint) => {
    await expect(
      facility.insertBooking({ startsAt: nine, endsAt: noon, status: 'PENDING', ...facts }),
    ).rejects.toMatchObject({ constraint });
  });

  it('lies in a year that can be said, and a closure does too: one that did not would fail every list it is in', async () => {
    const key = await book(1);
    for (const year of [
      '0044-03-15 08:00+00 BC',
      '0001-12-31 08:00+00',
      '9998-12-31 23:30+00',
      '12000-01-01 08:00+00',
    ]) {
      await expect(
        facility.owner.query(
          `update bookings set starts_at = $2::timestamptz, ends_at = $2::timestamptz + interval '1 hour' where id = $1`,
          [key, year],
        ),
        year,
      ).rejects.toMatchObject({ constraint: 'booking_lies_in_a_sayable_year' });
      await expect(
        facility.owner.query(
          `insert into closures (room_ids, starts_at, ends_at, reason, created_by_id) values (array[$1::uuid], $2::timestamptz, $2::timestamptz + interval '1 hour', 'Paint', $3)`,
          [roomKey(2), year, facility.userKeys.admin],
        ),
        year,
      ).rejects.toMatchObject({ constraint: 'closure_lies_in_a_sayable_year' });
    }
    await facility.owner.query(
      `update bookings set starts_at = '9998-12-31 22:00+00', ends_at = '9998-12-31 23:00+00' where id = $1`,
      [key],
    );
    await facility.owner.query('delete from bookings where id = $1', [key]);
  });

  it('counts its changes, also those of an outsider, and does not count what changes nothing', async () => {
    const key = await book(1);
    await facility.owner.query(`update bookings set notes = 'from psql' where id = $1`, [key]);
    await facility.owner.query(`update bookings set notes = 'from psql', version = 77 where id = $1`, [key]);
    await facility.owner.query(`update bookings set status = 'PENDING', room_id = null where id = $1`, [key]);
    expect(await eventsOf(key)).toEqual([
      { type: 'booking_created', version: 1 },
      { type: 'booking_updated', version: 2 },
      { type: 'room_unassigned', version: 3 },
    ]);
  });

  it('keeps the ids of its occupancies while it does not move, and gets new ones when it does', async () => {
    const key = await book(1);
    const ids = async () =>
      (
        await facility.owner.query<{ id: string }>('select id from room_occupancies where booking_id = $1', [key])
      ).rows.map(({ id }) => id);
    const before = await ids();
    await facility.owner.query(`update bookings set client_name = 'Another' where id = $1`, [key]);
    expect(await ids()).toEqual(before);
    await facility.owner.query('update bookings set room_id = $2 where id = $1', [key, roomKey(2)]);
    expect(await ids()).not.toEqual(before);
  });

  it('keeps its tenant and its reference for life', async () => {
    const key = await book(1);
    await expect(
      facility.owner.query('update bookings set tenant_id = $2 where id = $1', [key, tenants.TRAINING]),
    ).rejects.toMatchObject({ constraint: 'booking_keeps_its_identity' });
  });

  it('that is deleted frees its room, and says so', async () => {
    const key = await book(24);
    await facility.owner.query('delete from bookings where id = $1', [key]);
    expect(await occupancies(key)).toEqual([]);
    expect((await eventsOf(key)).at(-1)).toEqual({ type: 'booking_deleted', version: 2 });
  });
});

describe('several bookings at once', () => {
  it('of a daily series move by a day, though each lands where the next one stands', async () => {
    for (const day of [0, 1, 2, 3]) await book(1, later(nine, days(day)), later(nine, days(day) + hours(20)));
    const shift = `update bookings set starts_at = starts_at + interval '1 day', ends_at = ends_at + interval '1 day'`;
    const client = await facility.owner.connect();
    try {
      await client.query(`begin; set constraints no_overlapping_bookings deferred; ${shift}; commit`);
    } finally {
      client.release();
    }
    const { rows } = await facility.owner.query('select 1 from bookings where starts_at = $1', [nine]);
    expect(rows).toEqual([]);
  });

  it('that swap their rooms do so, and two that would overlap in the end are refused at the commit', async () => {
    const [one, two] = [await book(1), await book(2)];
    const client = await facility.owner.connect();
    const move = (key: string, room: number) =>
      client.query('update bookings set room_id = $2 where id = $1', [key, roomKey(room)]);
    try {
      await client.query('begin; set constraints no_overlapping_bookings deferred');
      await move(one, 2);
      await move(two, 1);
      await client.query('commit');
      expect((await occupancies(one)).map(({ room }) => room)).toEqual([2]);
      await client.query('begin; set constraints no_overlapping_bookings deferred');
      await move(one, 1);
      await expect(client.query('commit')).rejects.toMatchObject(taken);
    } finally {
      client.release();
    }
  });
});

describe('walls that change beside a transaction', () => {
  afterEach(async () => {
    await facility.owner.query('delete from closures');
    await facility.owner.query('delete from bookings');
    await facility.owner.query('delete from room_parts where room_id <> $1', [roomKey(24)]);
  });

  const build = (whole: number, ...parts: number[]) =>
    facility.owner.query('insert into room_parts select $1, unnest($2::uuid[])', [roomKey(whole), parts.map(roomKey)]);
  const pull = (whole: number) => facility.owner.query('delete from room_parts where room_id = $1', [roomKey(whole)]);
  const place = (client: pg.PoolClient, ghost: string, room: number) =>
    client.query(`update bookings set status = 'CONFIRMED', room_id = $2 where id = $1`, [ghost, roomKey(room)]);
  const close = (client: pg.PoolClient, room: number) =>
    client.query(
      `insert into closures (room_ids, starts_at, ends_at, reason, created_by_id) values (array[$1::uuid], $2, $3, 'Paint', $4)`,
      [roomKey(room), nine, noon, facility.userKeys.admin],
    );

  /** An outsider whose snapshot is older than what happens `meanwhile`. */
  const withSnapshot = async (
    level: string,
    meanwhile: () => Promise<unknown>,
    work: (client: pg.PoolClient) => Promise<unknown>,
  ) => {
    const client = await facility.owner.connect();
    try {
      await client.query(`begin isolation level ${level}`);
      await client.query('select from rooms');
      await meanwhile();
      await work(client);
      await client.query('commit');
    } finally {
      await client.query('rollback');
      client.release();
    }
  };
  const levels = ['repeatable read', 'serializable'];
  const serializationFailure = { code: '40001' };

  it.each(levels)('are not overlooked by a booking whose snapshot is older: %s', async (level) => {
    await build(1, 2, 3);
    const ghost = await facility.insertBooking({ status: 'PENDING', wish: 1, startsAt: nine, endsAt: noon });
    // A part of it gets parts of its own, and one of those is taken.
    await expect(
      withSnapshot(
        level,
        () => build(2, 4, 7).then(() => book(4)),
        (client) => place(client, ghost, 1),
      ),
    ).rejects.toMatchObject(serializationFailure);
    // Its own walls are gone, and what stood behind them is taken.
    await expect(
      withSnapshot(
        level,
        () => pull(1).then(() => book(1)),
        (client) => place(client, ghost, 1),
      ),
    ).rejects.toMatchObject(serializationFailure);
    await expectSoundPhysics(facility.superuser);
  });

  it.each(levels)('are not overlooked by a closure whose snapshot is older: %s', async (level) => {
    await build(1, 2, 3);
    await expect(
      withSnapshot(
        level,
        () => build(2, 4, 7).then(() => book(4)),
        (client) => close(client, 1),
      ),
    ).rejects.toMatchObject(serializationFailure);
    await expectSoundPhysics(facility.superuser);
  });

  it.each(levels)(
    'do not change by a snapshot that is older than a booking or a closure of the room: %s',
    async (level) => {
      const change = (client: pg.PoolClient, whole: number) =>
        client.query('insert into room_parts values ($1, $2), ($1, $3)', [roomKey(whole), roomKey(2), roomKey(3)]);
      await expect(
        withSnapshot(
          level,
          () => book(1),
          (client) => change(client, 1),
        ),
      ).rejects.toMatchObject({ code: '0A000' });
      await expect(
        withSnapshot(
          level,
          () => facility.owner.connect().then((other) => close(other, 4).finally(() => other.release())),
          (client) => change(client, 4),
        ),
      ).rejects.toMatchObject({ code: '0A000' });
      await expectSoundPhysics(facility.superuser);
    },
  );

  it('are followed by an older snapshot where nothing about that room has changed', async () => {
    await build(1, 2, 3);
    const ghost = await facility.insertBooking({ status: 'PENDING', wish: 1, startsAt: nine, endsAt: noon });
    await withSnapshot(
      'repeatable read',
      () => build(9, 7, 8),
      (client) => place(client, ghost, 1),
    );
    expect((await occupancies(ghost)).map(({ room }) => room)).toEqual([2, 3]);
  });

  it('do not change again under a booking that waited for them', async () => {
    const ghost = await facility.insertBooking({ status: 'PENDING', wish: 1, startsAt: nine, endsAt: noon });
    const [mason, booker] = await Promise.all([facility.owner.connect(), facility.owner.connect()]);
    const waits = async (words: string) => {
      const { rows } = await facility.superuser.query(
        `select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock' and query like '%' || $1 || '%'`,
        [words],
      );
      return rows.length;
    };
    try {
      await mason.query('begin');
      await mason.query('insert into room_parts select $1, unnest($2::uuid[])', [roomKey(1), [2, 3, 4].map(roomKey)]);
      await booker.query('begin');
      const placed = place(booker, ghost, 1);
      await expect.poll(() => waits('update bookings')).toBe(1);
      await mason.query('commit');
      await placed;
      const pulled = facility.owner.query('delete from room_parts where part_id = $1', [roomKey(4)]).then(
        () => 'pulled',
        (error: { constraint?: string }) => error.constraint,
      );
      let isDone = false;
      const noted = pulled.then(() => (isDone = true));
      await expect.poll(async () => isDone || (await waits('delete from room_parts')) === 1).toBe(true);
      await booker.query('commit');
      expect(await pulled).toBe('parts_stay_while_taken');
      await noted;
    } finally {
      mason.release();
      booker.release();
    }
    await expectSoundPhysics(facility.superuser);
  });
});

describe('what follows from bookings', () => {
  const refused = {
    constraint: 'physics_follows_from_bookings',
    hint: expect.stringMatching(/^Change .*npm run verify/),
  };

  it('is not written by anybody, its owner and a superuser included, however ordinary triggers are switched', async () => {
    const key = await book(24);
    for (const pool of [facility.owner, facility.superuser]) {
      for (const table of ['room_occupancies', 'room_leaves']) {
        await expect(pool.query(`delete from ${table}`)).rejects.toMatchObject(refused);
        await expect(pool.query(`update ${table} set room_id = room_id`)).rejects.toMatchObject(refused);
        await expect(pool.query(`truncate ${table}`)).rejects.toMatchObject(refused);
        await expect(pool.query(`insert into ${table} select * from ${table} where false`)).rejects.toMatchObject(
          refused,
        );
      }
    }
    await expect(
      facility.superuser.query('set session_replication_role = replica; delete from room_occupancies'),
    ).rejects.toMatchObject(refused);
    await facility.superuser.query('set session_replication_role = default');
    expect((await occupancies(key)).map(({ room }) => room)).toEqual([5, 6]);
    await expect(book(5)).rejects.toMatchObject(taken);
  });

  it('follows all the same: rooms come and go with their leaves, bookings and closures with what they take', async () => {
    await facility.owner.query(
      `insert into rooms (id, name, capacity, position) values ('00000000-0000-4000-8000-000000000099', 'Attic', 3, 99)`,
    );
    await facility.owner.query(`delete from rooms where position = 99`);
    expect(
      (await facility.owner.query(`select from room_leaves where room_id = '00000000-0000-4000-8000-000000000099'`))
        .rowCount,
    ).toBe(0);
  });

  it('does not overlap where a superuser silences the constraint’s own trigger', async () => {
    await book(5);
    const second = await facility.insertBooking({
      status: 'PENDING',
      wish: 24,
      startsAt: nine,
      endsAt: noon,
      tenant: 'TRAINING',
    });
    const client = await facility.superuser.connect();
    const place = () =>
      client.query(`update bookings set status = 'CONFIRMED', room_id = $2 where id = $1`, [second, roomKey(24)]);
    try {
      await client.query('set session_replication_role = replica');
      await expect(place()).rejects.toMatchObject({ code: '23P01', ...taken });
      await client.query('begin isolation level repeatable read');
      await expect(place()).rejects.toMatchObject({ code: '0A000' });
      await client.query('rollback');
      await facility.owner.query('delete from bookings where room_id = $1', [roomKey(5)]);
      await place();
    } finally {
      await client.query('set session_replication_role = default');
      client.release();
    }
    expect((await occupancies(second)).map(({ room }) => room)).toEqual([5, 6]);
    await expectSoundPhysics(facility.superuser);
  });
});

describe('the application’s role', () => {
  const denied = { code: '42501' };
  it('cannot write what follows from bookings, nor delete one, nor empty a table', async () => {
    await expect(app.query('delete from room_occupancies')).rejects.toMatchObject(denied);
    await expect(app.query('update room_occupancies set period = period')).rejects.toMatchObject(denied);
    await expect(app.query('delete from domain_events')).rejects.toMatchObject(denied);
    await expect(app.query('delete from bookings')).rejects.toMatchObject(denied);
    await expect(app.query('truncate bookings')).rejects.toMatchObject(denied);
    await expect(facility.owner.query('truncate bookings cascade')).rejects.toMatchObject({ code: '0A000' });
  });

  it('sees no booking without a tenant, its own with one, and every occupancy always', async () => {
    await book(1, nine, noon, { tenant: 'TECH' });
    await book(2, nine, noon, { tenant: 'TRAINING' });
    const seen = async (list: string) => {
      const client = await app.connect();
      try {
        await client.query('begin');
        await client.query(`select set_config('app.tenants', $1, true)`, [list]);
        const { rows } = await client.query<{ bookings: number; events: number; occupancies: number }>(
          `select (select count(*)::int from bookings) as bookings, (select count(distinct tenant_id)::int from domain_events) as events, (select count(*)::int from room_occupancies) as occupancies`,
        );
        await client.query('commit');
        return rows[0];
      } finally {
        client.release();
      }
    };
    expect(await seen('')).toEqual({ bookings: 0, events: 0, occupancies: 2 });
    expect(await seen(tenants.TECH)).toEqual({ bookings: 1, events: 1, occupancies: 2 });
    expect(await seen(`${tenants.TECH},${tenants.TRAINING}`)).toEqual({ bookings: 2, events: 2, occupancies: 2 });
    expect((await app.query('select count(*)::int as n from bookings')).rows).toEqual([{ n: 0 }]);
  });

  it('cannot write into the books of a tenant that it has not opened', async () => {
    const key = await book(1, nine, noon, { tenant: 'TRAINING' });
    const client = await app.connect();
    try {
      await client.query('begin');
      await client.query(`select set_config('app.tenants', $1, true)`, [tenants.TECH]);
      expect((await client.query(`update bookings set notes = 'x' where id = $1`, [key])).rowCount).toBe(0);
      const insert = `insert into bookings (tenant_id, client_name, client_contact_person, client_email, client_phone, num_learners, num_facilitators, starts_at, ends_at, created_by_id)
        values ($1, 'C', 'P', 'e@client.example', '011', 1, 1, $2, $3, $4)`;
      const author = facility.userKeys['staff.tech'];
      await expect(client.query(insert, [tenants.TECH, nine, noon, author])).resolves.toMatchObject({ rowCount: 1 });
      await expect(client.query(insert, [tenants.TRAINING, nine, noon, author])).rejects.toMatchObject({
        code: '42501',
      });
      await client.query('rollback');
    } finally {
      client.release();
    }
  });
});
