import { cp, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { SchemaEngine } from '@prisma/schema-engine-wasm';
import pg from 'pg';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { verifyPhysics } from '../src/bookings/placing/verify-physics.ts';
import { migrate, migrationsFolder } from '../src/platform/database/migrate.ts';
import { createEmptyDatabase } from './database.ts';
import { noFilters, readMigrationList, withSchemaEngine } from './schema-engine.ts';
import { startingPostgres } from './starting-postgres.ts';
import { makeThrowawayFolder } from './throwaway-folder.ts';

let database: Awaited<ReturnType<typeof createEmptyDatabase>>;
let folder: string;

beforeEach(async () => {
  database = await createEmptyDatabase();
  folder = join(await makeThrowawayFolder('colab-erp-migrations-'), 'migrations');
  await cp(migrationsFolder, folder, { recursive: true });
});

afterEach(async () => {
  await database.drop();
  await rm(join(folder, '..'), { recursive: true, force: true });
});

function silent(): void {
  return undefined;
}

async function query(statement: string, url = database.ownerUrl): Promise<Record<string, unknown>[]> {
  const client = new pg.Client(url);
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(statement)).rows;
  } finally {
    await client.end();
  }
}

async function addMigration(name: string, sql: string): Promise<void> {
  await cp(join(folder, (await namesOf(folder))[0] ?? ''), join(folder, name), { recursive: true });
  await writeFile(join(folder, name, 'migration.sql'), sql);
}

async function namesOf(from: string): Promise<string[]> {
  return (await readMigrationList(from)).migrationDirectories.map(({ path }) => path);
}

function withEngine<T>(work: (engine: SchemaEngine) => Promise<T>): Promise<T> {
  return withSchemaEngine(database.superuserUrl, work);
}

describe('schema.prisma', () => {
  it('is what the migrations make', async () => {
    const path = join(migrationsFolder, '../schema.prisma');
    const files = [{ path, content: await readFile(path, 'utf8') }];
    const from = { tag: 'migrations' as const, ...(await readMigrationList(migrationsFolder)) };
    const { stdout } = await withEngine((engine) =>
      engine.diff({ from, to: { tag: 'schemaDatamodel', files }, script: true, exitCode: null, filters: noFilters }),
    );
    expect(stdout?.trim()).toBe('-- This is an empty migration.');
  });
});

describe('rotate_refresh_tokens', () => {
  it('lets sessions that stand go on: their token becomes the first of the family', async () => {
    const later = (await namesOf(folder)).filter((name) => name >= '20261121060000');
    for (const name of later) await rm(join(folder, name), { recursive: true });
    await migrate(database.ownerUrl, silent, folder);
    await query(`with person as (insert into users (username, display_name, password_hash) values ('somebody', 'Somebody', 'x') returning id)
      insert into sessions (user_id, refresh_hash, created_at, expires_at) select id, sha256('token'), now() - interval '1 hour', now() + interval '6 days' from person`);
    await migrate(database.ownerUrl, silent);
    const rotate = `select outcome from rotate_refresh_token(sha256('token'), sha256('next'), now(), '127.0.0.1', null)`;
    expect(await query(rotate)).toEqual([{ outcome: 'ROTATED' }]);
    expect(
      await query(
        `select kind::text, last_used_at > created_at as used, expires_at > now() + interval '6 days 23 hours' as longer from sessions`,
      ),
    ).toEqual([{ kind: 'ORDINARY', used: true, longer: true }]);
  });
});

/** All migrations before this one. */
async function migrateUpTo(name: string): Promise<void> {
  const later = (await namesOf(folder)).filter((other) => other >= name);
  for (const other of later) await rm(join(folder, other), { recursive: true });
  await migrate(database.ownerUrl, silent, folder);
}

describe('name_requesters', () => {
  it('makes who typed a booking or a series its requester, without a new version, an event or a notice', async () => {
    await migrateUpTo('20261129100000');
    await query(
      `insert into users (username, display_name, password_hash) values ('one', 'One', 'x'), ('other', 'Other', 'x')`,
    );
    await query(`insert into bookings (tenant_id, client_name, client_contact_person, client_email, client_phone, num_learners, num_facilitators, starts_at, ends_at, created_by_id)
      select t.id, 'Client of ' || u.username, 'Thandi', 'thandi@client.example', '+27', 3, 1, '2031-06-02 08:00+02', '2031-06-02 10:00+02', u.id from tenants t, users u`);
    await query(`insert into series (tenant_id, frequency, every, date_count, starts_local, ends_local, time_zone, created_by_id)
      select t.id, 'DAILY', 1, 2, '2031-06-02 08:00', '2031-06-02 10:00', 'Africa/Johannesburg', u.id from tenants t, users u`);
    const traces =
      '(select count(*) from domain_events)::int as events, (select count(*) from audit_log)::int as audited, (select count(*) from notifications)::int as told';
    const [before] = await query(
      `select ${traces}, (select array_agg(updated_at order by id) from bookings) as written`,
    );
    await cp(join(migrationsFolder, '20261129100000_name_requesters'), join(folder, '20261129100000_name_requesters'), {
      recursive: true,
    });
    await migrate(database.ownerUrl, silent, folder);
    expect(
      await query(`select ${traces}, (select array_agg(updated_at order by id) from bookings) as written`),
    ).toEqual([before]);
    for (const table of ['bookings', 'series'])
      expect(
        await query(
          `select count(*)::int as n, count(*) filter (where requester_id = created_by_id)::int as same from ${table}`,
        ),
      ).toEqual([{ n: 4, same: 4 }]);
    expect(await query('select distinct version from bookings')).toEqual([{ version: 1 }]);
  });
});

describe('know_names_as_people_do', () => {
  it('leaves the oldest of names that are one as it is, and numbers the others', async () => {
    await migrateUpTo('20261129105000');
    for (const [position, name] of [
      [4, 'Cafe\u0301'],
      [2, 'Café'],
      [1, 'Caf\u200bé'],
      [3, 'café (2)'],
      [5, 'Cafe'],
    ])
      await query(`insert into rooms (name, capacity, position) values ('${name}', 4, ${position})`);
    await query(`insert into tenants (code, name) values ('tech', 'ＴＥＣＨ'), ('OTHER', 'Other');
      insert into device_categories (name, kind) values ('Laptops', 'LAPTOP'), ('laptops ', 'LAPTOP')`);
    await migrate(database.ownerUrl, silent);
    expect(await query('select position, name, version from rooms order by position')).toEqual([
      { position: 1, name: 'Café (4)', version: 2 },
      { position: 2, name: 'Café (3)', version: 2 },
      { position: 3, name: 'café (2)', version: 1 },
      { position: 4, name: 'Cafe\u0301', version: 1 },
      { position: 5, name: 'Cafe', version: 1 },
    ]);
    expect(
      await query(
        'select code, name from tenants order by id = (select id from tenants where code like $$tech%$$), code',
      ),
    ).toEqual([
      { code: 'OTHER', name: 'Other' },
      { code: 'TECH', name: 'Tech' },
      { code: 'TRAINING', name: 'Training' },
      { code: 'tech-2', name: 'ＴＥＣＨ (2)' },
    ]);
    expect((await query('select name from device_categories order by length(name)')).map(({ name }) => name)).toEqual([
      'Laptops',
      'laptops (2)',
    ]);
  });
});

describe('find_what_people_mean', () => {
  it('renews what bookings are found by some at a time, those alone that are found by something else now', async () => {
    await migrateUpTo('20261129105010');
    await query(`with person as (insert into users (username, display_name, password_hash) values ('somebody', 'Somebody', 'x') returning id)
      insert into bookings (tenant_id, client_name, client_contact_person, client_email, client_phone, num_learners, num_facilitators, starts_at, ends_at, created_by_id)
      select t.id, client, 'Somebody', 'a@client.example', '1', 1, 1, now() + interval '1 day', now() + interval '25 hours', person.id
      from tenants t, person, unnest(array['O’Brien', 'Łódź Logistics', 'Plain House', 'Straße', 'Plain Garden']) client where t.code = 'TECH'`);
    const before = await query(
      `select booking_id, xmin::text as written, words like '%plain%' as same from booking_search order by 1`,
    );
    await migrate(database.ownerUrl, silent);
    const rewritten = 'select booking_id, xmin::text as written from booking_search order by 1';
    const wrong = async () =>
      (await query('select f.* from bookings b, search_row(b) f except select * from booking_search')).length;
    expect(await query(rewritten), 'nothing by the migration itself').toEqual(
      before.map(({ booking_id, written }) => ({ booking_id, written })),
    );
    expect(await wrong()).toBe(3);
    const stops = [
      '00000000-0000-0000-0000-000000000000',
      ...[1, 3, 4].map((index) => before[index]?.['booking_id'] as string),
    ];
    for (const [turn, after] of stops.entries())
      expect(await query(`select renew_booking_search('${after}', 2) as reached`)).toEqual([
        { reached: stops[turn + 1] ?? null },
      ]);
    expect(await wrong()).toBe(0);
    const after = await query(rewritten);
    expect(after.map(({ written }, index) => written === before[index]?.['written'])).toEqual(
      before.map(({ same }) => same),
    );
    expect(
      await query(
        `select client_name from bookings b join booking_search s on s.booking_id = b.id where s.words like any (array['%obrien%', '%lodz%', '%strasse%']) order by 1`,
      ),
    ).toHaveLength(3);
    expect(
      await query(
        `select renew_booking_search('00000000-0000-0000-0000-000000000000', 2) as reached union all select value::uuid from work_states`,
      ),
      'through for good',
    ).toEqual([{ reached: null }]);
  });
});

describe('request_devices', () => {
  it('makes one request of what each booking wanted, promises what is open, and writes nothing else', async () => {
    await migrateUpTo('20261130120000');
    await query(`with person as (insert into users (username, display_name, password_hash) values ('one', 'One', 'x') returning id)
      insert into bookings (tenant_id, kind, status, client_name, client_contact_person, client_email, client_phone, num_learners, num_facilitators, starts_at, ends_at, devices_needed, device_type_preference, off_site, created_by_id)
      select t.id, 'DEVICES_ONLY', w.status::booking_status, 'Client', 'Thandi', 'thandi@client.example', '1', 1, 1, '2031-06-02 08:00+02', '2031-06-02 10:00+02', w.needed, w.preference::device_type_preference, w.off_site::jsonb, person.id
      from tenants t, person, (values ('PENDING', 5, 'ANY', null), ('CONFIRMED', 3, 'LAPTOPS', null), ('CANCELLED', 2, 'DESKTOPS', null), ('PENDING', 0, 'LAPTOPS', null),
        ('PENDING', 1, 'DESKTOPS', '{"rentalNumber": "R", "contactPerson": "P", "phone": "1", "company": "C", "address": "A", "returnOn": "2031-06-04"}'),
        ('PENDING', 4, 'ANY', '{"rentalNumber": "R", "contactPerson": "P", "phone": "1", "company": "C", "address": "A", "returnOn": "2031-06-31"}')) w (status, needed, preference, off_site)`);
    await query(`with category as (insert into device_categories (name, kind) values ('Laptops', 'LAPTOP') returning id)
      insert into devices (serial_number, name, category_id, status, notes) select v.serial, v.serial, id, v.status::device_status, 'The hinge' from category,
        (values ('a', 'AVAILABLE'), ('b', 'MAINTENANCE'), ('c', 'RETIRED'), ('d', 'ASSIGNED')) v (serial, status)`);
    // A later migration gives a right, which is written down as one.
    const traces = `select (select count(*) from domain_events)::int as events, (select count(*) from audit_log where subject_type is distinct from 'RolePermission')::int as audited, (select count(*) from notifications)::int as told,
      (select array_agg(version || ' ' || updated_at order by id) from bookings) as written`;
    const [before] = await query(traces);
    await migrate(database.ownerUrl, silent);
    expect(await query(traces)).toEqual([before]);
    expect(
      await query(
        `select t.code, b.status::text, q.kind::text, q.quantity, q.version, d.quantity as open, upper(d.period) as until from device_requests q
         join bookings b on b.id = q.booking_id join tenants t on t.id = q.tenant_id left join device_demands d on d.request_id = q.id where t.code = 'TECH' order by q.quantity`,
      ),
    ).toEqual(
      [
        ['PENDING', 'DESKTOP', 1, 1, '2031-06-05T00:00+02:00'],
        ['CANCELLED', 'DESKTOP', 2, null, null],
        ['CONFIRMED', 'LAPTOP', 3, 3, '2031-06-02T10:00+02:00'],
        ['PENDING', null, 4, 4, '2031-06-02T10:00+02:00'],
        ['PENDING', null, 5, 5, '2031-06-02T10:00+02:00'],
      ].map(([status, kind, quantity, open, until]) => ({
        code: 'TECH',
        status,
        kind,
        quantity,
        version: 1,
        open,
        until: until === null ? null : new Date(String(until)),
      })),
    );
    expect(
      await query(
        `select d.serial_number as serial, d.retired_at is not null as retired, t.kind::text, t.note, upper_inf(o.period) as taken, d.version
         from devices d left join device_downtimes t on t.device_id = d.id left join device_occupancies o on o.device_id = d.id order by 1`,
      ),
    ).toEqual(
      ['a', 'b', 'c', 'd'].map((serial) => ({
        serial,
        retired: serial === 'c',
        kind: serial === 'b' ? 'MAINTENANCE' : null,
        note: serial === 'b' ? 'The hinge' : null,
        taken: serial === 'b' ? true : null,
        version: 1,
      })),
    );
    expect((await verifyPhysics(database.ownerUrl)).differences).toEqual([]);
  });

  it('stops where two devices have one serial number, and names both', async () => {
    await migrateUpTo('20261130120000');
    await query(`with category as (insert into device_categories (name, kind) values ('Laptops', 'LAPTOP') returning id)
      insert into devices (serial_number, name, category_id) select serial, serial, id from category, unnest(array['SN–1', 'sn-1 ', 'sn-2']) serial`);
    await expect(migrate(database.ownerUrl, silent)).rejects.toThrow(
      /The devices "(SN–1" and "sn-1 |sn-1 " and "SN–1)" have one serial number/,
    );
    await query(`update devices set serial_number = 'SN-3' where serial_number = 'SN–1'`);
    expect(await migrate(database.ownerUrl, silent)).toContain('20261130120000_request_devices');
  });
});

describe('migrate', () => {
  it('applies every migration, in order, and none a second time', async () => {
    expect(await migrate(database.ownerUrl, silent)).toEqual(await namesOf(migrationsFolder));
    expect(await migrate(database.ownerUrl, silent)).toEqual([]);
  });

  it('applies each once when several servers start at once', async () => {
    const applied = await Promise.all([1, 2, 3, 4].map(() => migrate(database.ownerUrl, silent)));
    expect(applied.flat().sort()).toEqual(await namesOf(migrationsFolder));
    expect(
      await query('select count(*)::int as n, count(distinct migration_name)::int as names from _prisma_migrations'),
    ).toEqual([{ n: applied.flat().length, names: applied.flat().length }]);
  });

  it('waits for a PostgreSQL that is starting up', async () => {
    const starting = await startingPostgres(database.ownerUrl, 3);
    const said: string[] = [];
    try {
      expect(await migrate(starting.url, (message) => said.push(message))).toEqual(await namesOf(migrationsFolder));
      expect(starting.callers()).toBeGreaterThan(3);
      expect(said[0]).toBe('PostgreSQL is starting up; waiting for it.');
    } finally {
      starting.close();
    }
  });

  it('leaves a database that Prisma Migrate takes for its own', async () => {
    await migrate(database.ownerUrl, silent);
    const migrationsList = await readMigrationList(migrationsFolder);
    await withEngine(async (engine) => {
      expect(await engine.applyMigrations({ migrationsList, filters: noFilters })).toEqual({
        appliedMigrationNames: [],
      });
      expect(
        await engine.diagnoseMigrationHistory({ migrationsList, optInToShadowDatabase: true, filters: noFilters }),
      ).toMatchObject({
        editedMigrationNames: [],
        failedMigrationNames: [],
        hasMigrationsTable: true,
        history: null,
      });
    });
  });

  it('goes on where Prisma Migrate has been', async () => {
    await withEngine(async (engine) =>
      engine.applyMigrations({ migrationsList: await readMigrationList(migrationsFolder), filters: noFilters }),
    );
    await query('grant all on _prisma_migrations to colab_owner', database.superuserUrl);
    await addMigration('29991231000000_add_a_thing', 'create table things (id int);');
    expect(await migrate(database.ownerUrl, silent, folder)).toEqual(['29991231000000_add_a_thing']);
  });

  it('leaves nothing of a file that fails, says where, and applies it once it is mended', async () => {
    await migrate(database.ownerUrl, silent);
    const name = '29991231000000_break_half_way';
    await addMigration(name, 'create table things (id int);\n\nselect nonsense;\n');
    await expect(migrate(database.ownerUrl, silent, folder)).rejects.toThrow(
      `Migration ${name} failed at line 3: column "nonsense" does not exist`,
    );
    expect(await query(`select to_regclass('things') as things`)).toEqual([{ things: null }]);
    await addMigration(name, 'create table things (id int);');
    expect(await migrate(database.ownerUrl, silent, folder)).toEqual([name]);
  });

  it('refuses a migration that was changed after it had been applied', async () => {
    await migrate(database.ownerUrl, silent);
    const [name = ''] = await namesOf(folder);
    await writeFile(join(folder, name, 'migration.sql'), 'select 1;');
    await expect(migrate(database.ownerUrl, silent, folder)).rejects.toThrow(
      `Migration ${name} was changed after it had been applied`,
    );
  });

  it('refuses a database in which a migration of Prisma has failed', async () => {
    await migrate(database.ownerUrl, silent);
    await query(
      `insert into _prisma_migrations (id, checksum, migration_name) values ('1', 'x', '29991231000000_failed')`,
    );
    await expect(migrate(database.ownerUrl, silent, folder)).rejects.toThrow(
      'Migration 29991231000000_failed has failed',
    );
  });

  it('lets an older version run on a newer database', async () => {
    await addMigration('29991231000000_from_the_future', 'create table things (id int);');
    await migrate(database.ownerUrl, silent, folder);
    const said: string[] = [];
    expect(await migrate(database.ownerUrl, (message) => said.push(message))).toEqual([]);
    expect(said).toEqual([
      'This database has migration 29991231000000_from_the_future, which this version does not know.',
    ]);
  });
});
