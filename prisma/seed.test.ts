import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import argon2 from 'argon2';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { verifyPhysics } from '../server/src/bookings/placing/verify-physics.ts';
import { johannesburg } from '../server/src/platform/facility.ts';
import { createLog } from '../server/src/platform/log.ts';
import { cloneDatabase, type TestDatabase } from '../server/test/database.ts';
import { findSampleAccounts, seedSampleFacility } from './seed.ts';
import { sampleAccounts } from './sample/accounts.ts';
import { facilityDays } from './sample/facility-days.ts';
import { planBookings } from './sample/plan-bookings.ts';

const now = new Date('2026-11-18T09:41:00+02:00');
const password = 'sample-password';
const accountNames = sampleAccounts.map(({ username }) => username);

let database: TestDatabase;
let names: string[];
const said: string[] = [];

function optionsFor({ ownerUrl, appUrl }: TestDatabase) {
  return {
    ownerUrl,
    appUrl,
    password,
    onlyIfEmpty: true,
    log: createLog('warn'),
    say: (line: string) => void said.push(line),
    clock: () => now,
  };
}

async function query<Row>(text: string, { superuserUrl }: TestDatabase = database): Promise<Row[]> {
  const client = new pg.Client(superuserUrl);
  await client.connect();
  try {
    return (await client.query(text)).rows as Row[];
  } finally {
    await client.end();
  }
}

async function numberOf(what: string, where: TestDatabase = database): Promise<number> {
  return (await query<{ n: number }>(`select count(*)::int as n from ${what}`, where))[0]?.n ?? Number.NaN;
}

/** All that a booking says, with rooms, people and divisions by name and without random keys. */
async function digestOf(where: TestDatabase): Promise<string> {
  const [row] = await query<{ digest: string }>(
    `
    select md5(string_agg(line, e'\\n' order by line)) as digest from (
      select (to_jsonb(b) - array['id', 'reference', 'tenant_id', 'series_id', 'room_id', 'requested_room_id', 'created_by_id', 'requester_id', 'updated_at', 'device_wishes'] || jsonb_build_object(
        'tenant', t.code, 'room', r.name, 'wish', w.name, 'by', u.username, 'requester', a.username,
        'series', case when b.series_id is not null then min(b.starts_at::text || b.client_name || r.name) over (partition by b.series_id) end))::text as line
      from bookings b join tenants t on t.id = b.tenant_id join users u on u.id = b.created_by_id join users a on a.id = b.requester_id
      left join rooms r on r.id = b.room_id left join rooms w on w.id = b.requested_room_id) lines`,
    where,
  );
  return row?.digest ?? '';
}

beforeAll(async () => {
  database = await cloneDatabase();
  names = await seedSampleFacility(optionsFor(database));
}, 120_000);
afterAll(() => database.drop());

describe('the sample facility', () => {
  it('tells those who place bookings of each ghost that waits, once', async () => {
    const told = await query<{ bookings: number; lines: number }>(
      `select count(distinct i.booking_id)::int as bookings, count(distinct n.id)::int as lines from notifications n join notification_items i on i.act_id = n.cause_id
       join users u on u.id = n.recipient_id where u.username = 'room_boss' and i.type = 'BOOKING_PENDING'`,
    );
    expect(told[0]?.bookings).toBeGreaterThan(5);
    expect(told[0]?.lines).toBe(told[0]?.bookings);
  });

  it('has the 24 rooms in their order, the wall between 5 and 6, and the offices that are let for long', async () => {
    const rooms = await query<{ position: number; name: string; capacity: number; longTerm: boolean }>(
      'select position, name, capacity, long_term as "longTerm" from rooms order by position',
    );
    expect(rooms.map(({ name }) => name).join(' · ')).toBe(
      'Excellence · Inspiration · Honesty · Gratitude · Ambition · Perseverance · Courage · Possibilities · Motivation · A302 · A303 · Success · Respect · ' +
        'Innovation · Dedication · Integrity · Empower · Focus · Growth · Wisdom · Vision · Potential · Synergy · Ambition+Perseverance',
    );
    expect(rooms.map(({ position }) => position)).toEqual(Array.from({ length: 24 }, (_, index) => index + 1));
    expect(rooms.filter(({ longTerm }) => longTerm).map(({ name }) => name)).toEqual(['A302', 'A303', 'Vision']);
    expect(Object.fromEntries(rooms.map(({ name, capacity }) => [name, capacity]))).toMatchObject({
      Success: 10,
      Respect: 10,
      Innovation: 12,
      Integrity: 15,
      Wisdom: 8,
    });
    expect(
      await query(
        `select p.name from room_parts join rooms w on w.id = room_id join rooms p on p.id = part_id where w.position = 24 order by p.position`,
      ),
    ).toEqual([{ name: 'Ambition' }, { name: 'Perseverance' }]);
  });

  it('says what each room offers', async () => {
    const rooms = await query<{ name: string; equipment: string[] }>(
      'select name, equipment::text[] as equipment from rooms where cardinality(equipment) > 0 order by position',
    );
    expect(rooms).toHaveLength(24);
    expect(new Set(rooms.flatMap(({ equipment }) => equipment))).toEqual(
      new Set(
        (await query<{ item: string }>('select unnest(enum_range(null::room_equipment))::text as item')).map(
          ({ item }) => item,
        ),
      ),
    );
  });

  it('has 110 devices in three categories whose kind is said', async () => {
    expect(
      await query(
        'select c.name, c.kind, count(*)::int > 0 as some from devices d join device_categories c on c.id = d.category_id group by c.id order by c.name',
      ),
    ).toEqual([
      { name: 'ASUS VIVO', kind: 'LAPTOP', some: true },
      { name: 'ASUS X515', kind: 'LAPTOP', some: true },
      { name: 'Desktop PC', kind: 'DESKTOP', some: true },
    ]);
    expect(await numberOf('devices')).toBe(110);
    expect(await numberOf('devices where retired_at is not null')).toBe(2);
    expect(await numberOf('device_downtimes where ended_at is null')).toBe(5);
  });

  it('has about 810 bookings of both divisions in every state', async () => {
    const total = await numberOf('bookings');
    expect(total).toBeGreaterThanOrEqual(780);
    expect(total).toBeLessThanOrEqual(840);
    const states = await query<{ status: string; n: number }>(
      'select status, count(*)::int as n from bookings group by 1',
    );
    expect(states.map(({ status }) => status).toSorted()).toEqual([
      'CANCELLED',
      'COMPLETED',
      'CONFIRMED',
      'PENDING',
      'REJECTED',
      'ROOM_ASSIGNED',
    ]);
    expect(Math.min(...states.map(({ n }) => n))).toBeGreaterThan(10);
    const divisions = await query<{ code: string; n: number }>(
      'select code, count(*)::int as n from bookings join tenants t on t.id = tenant_id group by 1 order by 1',
    );
    expect(divisions.map(({ code }) => code)).toEqual(['TECH', 'TRAINING']);
    expect(Math.min(...divisions.map(({ n }) => n))).toBeGreaterThan(300);
  });

  it('has what makes a calendar hard: ghosts, overdue ones, the folded wall, half days, series, leases, long names, crowds', async () => {
    expect(
      await numberOf(`bookings where status = 'PENDING' and starts_at < '${now.toISOString()}'`),
    ).toBeGreaterThanOrEqual(2);
    expect(
      await numberOf(
        `(select 1 from bookings where status = 'PENDING' and requested_room_id is not null group by requested_room_id, starts_at having count(*) > 1) rivals`,
      ),
    ).toBeGreaterThanOrEqual(2);
    expect(
      await numberOf(`domain_events where type = 'booking_displaced' and reason is not null`),
    ).toBeGreaterThanOrEqual(3);
    expect(await numberOf(`bookings b join rooms r on r.id = b.room_id where r.position = 24`)).toBeGreaterThanOrEqual(
      8,
    );
    expect(
      await numberOf(`bookings b join rooms r on r.id = b.room_id where r.position in (5, 6)`),
    ).toBeGreaterThanOrEqual(20);
    expect(
      await numberOf(
        `bookings a join bookings b on b.room_id = a.room_id and b.starts_at = a.ends_at and b.tenant_id <> a.tenant_id`,
      ),
    ).toBeGreaterThanOrEqual(10);
    expect(
      await numberOf(
        '(select series_id from bookings where series_id is not null group by 1 having count(*) > 2) series',
      ),
    ).toBeGreaterThanOrEqual(8);
    expect(
      await numberOf(
        `bookings b join rooms r on r.id = b.room_id where r.long_term and b.ends_at - b.starts_at > interval '60 days'`,
      ),
    ).toBeGreaterThanOrEqual(3);
    expect(await numberOf('(select distinct client_name from bookings where length(client_name) = 60) names')).toBe(3);
    expect(
      await numberOf(
        `bookings b join rooms r on r.id = b.room_id where num_learners + num_facilitators > capacity and over_capacity_acknowledged`,
      ),
    ).toBeGreaterThanOrEqual(3);
    expect(await numberOf(`bookings where kind = 'DEVICES_ONLY'`)).toBe(13);
    expect(await numberOf(`bookings where status in ('CANCELLED', 'REJECTED') and status_reason is null`)).toBe(0);
  });

  it('has requests in every state, two bookings of today, a rental that is out and one that is overdue', async () => {
    const states = await query<{ state: string; some: boolean }>(`
      select state, count(*) > 0 as some from (
        select case when q.withdrawn_at is not null or b.status not in ('PENDING', 'ROOM_ASSIGNED', 'CONFIRMED') or b.ends_at < '${now.toISOString()}' then 'CLOSED'
          when count(a.id) = 0 then 'OPEN' when count(a.id) < q.quantity then 'PARTLY' else 'FILLED' end as state
        from device_requests q join bookings b on b.id = q.booking_id
        left join device_assignments a on a.request_id = q.id and a.released_at is null and a.taken_away_at is null
        group by q.id, b.id) s group by 1 order by 1`);
    expect(states.map(({ state }) => state)).toEqual(['CLOSED', 'FILLED', 'OPEN', 'PARTLY']);
    expect(
      await query(
        `select b.status, sum(q.quantity)::int as wanted, count(*)::int as requests from bookings b join device_requests q on q.booking_id = b.id
         where b.kind = 'DEVICES_ONLY' and b.starts_at::date = '2026-11-18' group by b.id order by 2`,
      ),
    ).toEqual([
      { status: 'CONFIRMED', wanted: 7, requests: 2 },
      { status: 'PENDING', wanted: 8, requests: 1 },
    ]);
    expect(
      await query(
        `select r.number, r.due_on < '2026-11-18' as overdue, b.status, count(*) filter (where a.returned_at is null)::int as out
         from rentals r join bookings b on b.id = r.booking_id join device_assignments a on a.rental_id = r.id group by r.id, b.id order by 1`,
      ),
    ).toEqual([
      { number: 'R-2101', overdue: false, status: 'CONFIRMED', out: 5 },
      { number: 'R-2102', overdue: true, status: 'COMPLETED', out: 3 },
    ]);
    expect(await numberOf(`device_assignments where condition = 'DAMAGED'`)).toBe(1);
  });

  it('is closed in places: a room under repair next week, and those that are free on a day some weeks ahead', async () => {
    const closures = await query<{ reason: string; rooms: string; days: number; hours: number }>(`
      select reason, (select string_agg(r.name, ' ' order by position) from rooms r where r.id = any (room_ids)) as rooms,
        (starts_at::date - date '2026-11-18') as days, (extract(epoch from ends_at - starts_at) / 3600)::int as hours from closures order by starts_at`);
    const [repair, stocktaking] = closures;
    expect(closures).toHaveLength(2);
    expect(repair).toMatchObject({ reason: 'Projector is being replaced (sample)', rooms: 'Motivation', hours: 30 });
    expect(repair?.days).toBeGreaterThanOrEqual(7);
    expect(repair?.days).toBeLessThan(14);
    expect(stocktaking).toMatchObject({ reason: 'Stocktaking (sample)', hours: 24 });
    expect(stocktaking?.days).toBeGreaterThan(28);
    expect(stocktaking?.rooms.split(' ').length).toBeGreaterThanOrEqual(5);
    expect(await numberOf('room_occupancies where closure_id is not null')).toBe(
      1 + (stocktaking?.rooms.split(' ').length ?? 0),
    );
    expect(await numberOf(`closures where created_at >= starts_at or created_at >= '2026-11-18T00:00:00+02:00'`)).toBe(
      0,
    );
  });

  it('was asked for before it began, and before today', async () => {
    expect(await numberOf(`bookings where created_at >= starts_at or created_at >= '2026-11-18T00:00:00+02:00'`)).toBe(
      0,
    );
  });

  it('marks invented people and clients as samples', async () => {
    expect(await numberOf(`users where not sample or display_name not like '%(sample)'`)).toBe(0);
    expect(
      await numberOf(
        `bookings where client_contact_person not like '%(sample)' or client_email not like '%.example' or client_phone not like '011 555 ____'`,
      ),
    ).toBe(0);
  });

  it('obeys the physics', async () => {
    expect((await verifyPhysics(database.ownerUrl)).differences).toEqual([]);
  });
});

describe('the sample accounts', () => {
  it('are given back in order, each with its role where it holds it', async () => {
    expect(names).toEqual(accountNames);
    const grants = await query<{ username: string; grant: string }>(`
      select username, role_name || coalesce(' in ' || t.code, '') as grant from users u join role_grants g on g.user_id = u.id left join tenants t on t.id = g.tenant_id`);
    const expected = accountNames.map((username) => {
      const [role = '', tenant] = username.split('.');
      return { username, grant: tenant ? `${role} in ${tenant.toUpperCase()}` : role };
    });
    expect(grants.toSorted((a, b) => (a.username < b.username ? -1 : 1))).toEqual(
      expected.toSorted((a, b) => (a.username < b.username ? -1 : 1)),
    );
  });

  it('follow SAMPLE_PASSWORD from start to start, and are not hashed anew while it stays', async () => {
    const hashes = async () =>
      (await query<{ password_hash: string }>('select password_hash from users order by username')).map(
        (row) => row.password_hash,
      );
    const before = await hashes();
    expect(before.every((hash) => /^\$argon2id\$v=19\$m=19456,(t=2,p=1|p=1,t=2)\$/.test(hash))).toBe(true);
    expect(await seedSampleFacility(optionsFor(database))).toEqual(accountNames);
    expect(await hashes()).toEqual(before);

    const other = { ...optionsFor(database), password: 'another-password' };
    expect(await seedSampleFacility(other)).toEqual(accountNames);
    const after = await hashes();
    expect(new Set(after).size).toBe(12);
    for (const hash of after) expect(await argon2.verify(hash, 'another-password')).toBe(true);

    // A start that wants no samples leaves them as they are, and tells of them.
    const count = said.length;
    expect(await findSampleAccounts(optionsFor(database))).toEqual([]);
    expect(said.slice(count).join()).toContain('this database has sample accounts');
    expect(await findSampleAccounts(other)).toEqual(accountNames);
    expect(await hashes()).toEqual(after);
    await seedSampleFacility(optionsFor(database));
  });

  it('that somebody has shut stay shut', async () => {
    await query(`update users set active = false where username = 'kitchen'`);
    expect(await seedSampleFacility(optionsFor(database))).toEqual(accountNames.filter((name) => name !== 'kitchen'));
    await query(`update users set active = true where username = 'kitchen'`);
  });
});

describe('a start', () => {
  it('with SAMPLE_DATA=auto touches nothing where there is something', async () => {
    const mine = await cloneDatabase();
    await query(`insert into users (username, display_name, password_hash) values ('thandi', 'Thandi', 'x')`, mine);
    expect(await seedSampleFacility(optionsFor(mine))).toEqual([]);
    expect(await findSampleAccounts(optionsFor(mine))).toEqual([]);
    expect([await numberOf('users', mine), await numberOf('rooms', mine), await numberOf('work_states', mine)]).toEqual(
      [1, 0, 0],
    );
    await mine.drop();
  });

  it('with SAMPLE_DATA=on says so where it would mix with rooms that are real', async () => {
    const mine = await cloneDatabase();
    await query(`insert into rooms (name, capacity, position) values ('Real', 10, 1)`, mine);
    const count = said.length;
    expect(await seedSampleFacility({ ...optionsFor(mine), onlyIfEmpty: false })).toEqual([]);
    expect(said.slice(count).join()).toContain('not built');
    expect([await numberOf('users', mine), await numberOf('rooms', mine)]).toEqual([0, 1]);
    await mine.drop();
  });

  it('takes an unfinished sample as it is once others have booked beside it', async () => {
    const mine = await cloneDatabase();
    await query(
      `insert into work_states (name, value) values ('sample_data', 'building');
      insert into users (username, display_name, password_hash, sample, active) values ('admin', 'Sample', '${await argon2.hash(password)}', true, false), ('thandi', 'Thandi', 'x', false, true);
      insert into bookings (tenant_id, client_name, client_contact_person, client_email, client_phone, num_learners, num_facilitators, starts_at, ends_at, created_by_id)
        select t.id, 'Real', 'R', 'r@real.example', '1', 1, 0, now(), now() + interval '1 hour', u.id from tenants t, users u where t.code = 'TECH'`,
      mine,
    );
    expect(await seedSampleFacility(optionsFor(mine))).toEqual(['admin']);
    expect([await numberOf('bookings', mine), await numberOf(`work_states where value = 'complete'`, mine)]).toEqual([
      2, 1,
    ]);
    await mine.drop();
  });

  it(
    'that was killed half-way hinders no later one: two at once build the same sample, once',
    { timeout: 180_000 },
    async () => {
      const second = await cloneDatabase();
      const { child, lines } = startBuilder(second);
      for await (const line of lines) if (line.includes('200 of 810')) child.kill('SIGKILL');
      expect(child.signalCode).toBe('SIGKILL');
      expect(await numberOf('users where active', second)).toBe(0);
      expect(await numberOf('bookings', second)).toBeGreaterThan(150);
      const outputs = await Promise.all(
        [startBuilder(second), startBuilder(second)].map(async ({ lines }) => Array.fromAsync(lines)),
      );
      for (const output of outputs) expect(JSON.parse(output.at(-1) ?? '')).toEqual(accountNames);
      expect(outputs.flat().filter((line) => line.includes('800 of 810'))).toHaveLength(1);
      expect(outputs.flat().filter((line) => line.includes('interrupted'))).toHaveLength(1);

      expect(await digestOf(second)).toBe(await digestOf(database));
      expect([
        await numberOf('closures', second),
        await numberOf('room_occupancies where closure_id is not null', second),
      ]).toEqual([await numberOf('closures'), await numberOf('room_occupancies where closure_id is not null')]);
      expect([
        await numberOf('rooms', second),
        await numberOf('devices', second),
        await numberOf('users where active', second),
      ]).toEqual([24, 110, 12]);
      expect((await verifyPhysics(second.ownerUrl)).differences).toEqual([]);
      await second.drop();
    },
  );
});

function startBuilder({ ownerUrl, appUrl }: TestDatabase): { child: ChildProcess; lines: AsyncIterable<string> } {
  const options = JSON.stringify({ ownerUrl, appUrl, password, onlyIfEmpty: true, now: now.toISOString() });
  const child = spawn(process.execPath, [join(import.meta.dirname, '../server/test/sample-builder.ts'), options], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const lines = async function* () {
    const ended = once(child, 'close');
    yield* createInterface(child.stdout);
    await ended;
  };
  return { child, lines: lines() };
}

describe('the plan', () => {
  const planFor = (moment: string) => planBookings(facilityDays(new Date(moment), johannesburg.timeZone));

  it('is the same at any hour of one day in the facility, and another one the next day', () => {
    const plan = planFor('2026-11-18T00:00:00+02:00');
    expect(planFor('2026-11-18T23:59:59+02:00')).toEqual(plan);
    expect(planFor('2026-11-19T00:00:00+02:00')).not.toEqual(plan);
  });

  it('has 810 bookings that fit, and were asked for before, whatever day it is', () => {
    for (let later = 0; later < 21; later++) {
      const days = facilityDays(new Date(now.getTime() + later * 17 * 86_400_000), johannesburg.timeZone);
      const steps = planBookings(days).flat();
      expect(
        steps.flatMap((step) => (step.action === 'close' ? step.rooms.length : [])).filter((rooms) => rooms > 0),
      ).toHaveLength(2);
      const segments = steps.flatMap((step) => (step.action === 'create' ? step.request.segments : []));
      expect(segments).toHaveLength(810);
      expect(
        Math.max(...segments.map(({ startsAt, endsAt }) => endsAt.getTime() - startsAt.getTime())),
      ).toBeLessThanOrEqual(366 * 86_400_000);
      expect(steps.filter(({ at }) => at >= days.at(0, '00:00'))).toEqual([]);
    }
  });
});
