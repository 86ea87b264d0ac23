import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { migrate } from '../src/platform/database/migrate.ts';
import { printStructure } from '../src/platform/database/structure.ts';
import { createEmptyDatabase } from './database.ts';
import { openFacility, openPool, type TestFacility } from './factories.ts';

const committed = readFileSync(join(import.meta.dirname, '../../prisma/structure.sql'), 'utf8');

let facility: TestFacility;
beforeAll(async () => {
  facility = await openFacility();
});
afterAll(() => facility.close());

async function print(pool: pg.Pool): Promise<string> {
  const client = await pool.connect();
  try {
    return await printStructure(client);
  } finally {
    client.release();
  }
}

/** The lines that the one text has more often than the other. */
function linesOnlyIn(text: string, other: string): string[] {
  const left = Map.groupBy(other.split('\n'), (line) => line);
  return text.split('\n').filter((line) => left.get(line)?.pop() === undefined);
}

describe('prisma/structure.sql', () => {
  it('is what the migrations make: npm run structure prints it anew', async () => {
    expect(await print(facility.owner), 'prisma/structure.sql is stale: run "npm run structure"').toBe(committed);
  });

  it('is SQL that PostgreSQL can parse', async () => {
    // The whole text is parsed before its first statement runs, and that one always fails.
    await expect(facility.owner.query(`select 1 / 0; ${committed}`)).rejects.toMatchObject({ code: '22012' });
  });

  it('is the same of another database, of another owner, with days of events and other settings', async () => {
    const other = await createEmptyDatabase();
    const url = new URL(other.superuserUrl);
    url.searchParams.set('options', '-c timezone=Asia/Tokyo -c datestyle=German -c search_path=pg_catalog');
    try {
      await migrate(other.superuserUrl, () => undefined);
      const pool = openPool(url.href);
      const { rows } = await pool.query<{ owner: string }>(
        `select public.keep_domain_event_days(3, 30), (select tableowner from pg_tables where tablename = 'bookings') owner`,
      );
      expect(rows[0]?.owner).toBe('postgres');
      const { rows: days } = await pool.query(
        `select from pg_inherits where inhparent = 'public.domain_events'::regclass`,
      );
      expect(days.length).toBeGreaterThan(2);
      const [first, second] = [await print(pool), await print(pool)];
      await pool.end();
      expect(second).toBe(first);
      expect(first).toBe(await print(facility.owner));
    } finally {
      await other.drop();
    }
  });
});

describe('the printed structure', () => {
  it.each<[what: string, change: string, gone: readonly string[], come: readonly string[]]>([
    [
      'a policy',
      'alter policy own_grants on role_grants to colab_app, current_user using (user_id is not null)',
      ['create policy own_grants on role_grants for select to colab_app', '  using (user_id = current_user_id());'],
      ['create policy own_grants on role_grants for select to colab_app, owner', '  using (user_id IS NOT NULL);'],
    ],
    [
      'row security that is no longer forced',
      'alter table audit_log no force row level security',
      ['alter table audit_log enable row level security, force row level security;'],
      ['alter table audit_log enable row level security;'],
    ],
    [
      'a trigger that is switched off',
      'alter table bookings disable trigger keep_room_occupancies',
      ['alter table bookings enable always trigger keep_room_occupancies;'],
      ['alter table bookings disable trigger keep_room_occupancies;'],
    ],
    [
      'a trigger that any session can silence',
      'alter table bookings enable trigger keep_booking_version',
      ['alter table bookings enable always trigger keep_booking_version;'],
      ['alter table bookings enable trigger keep_booking_version;'],
    ],
    [
      'grants on a table, on a column, and one that may be passed on',
      `grant delete on bookings to colab_app; grant update (created_at) on sessions to colab_app;
       grant select on rooms to colab_jobs with grant option`,
      ['grant select, insert, update on bookings to colab_app;', 'grant update (ended_at) on sessions to colab_app;'],
      [
        'grant select, insert, update, delete on bookings to colab_app;',
        'grant select on rooms to colab_jobs with grant option;',
        'grant update (created_at, ended_at) on sessions to colab_app;',
      ],
    ],
    [
      'a function that everybody may execute',
      'grant execute on function person_may(uuid, text, uuid) to public',
      ['revoke execute on function person_may(uuid,text,uuid) from public;'],
      [],
    ],
    [
      'a right that the owner takes back',
      'grant delete on audit_log to current_user',
      ['revoke update, delete, truncate on audit_log from owner;'],
      ['revoke update, truncate on audit_log from owner;'],
    ],
    [
      'a function without a search path',
      'alter function record_change() reset search_path',
      [` SET search_path TO 'public', 'pg_temp'`],
      [],
    ],
    [
      'a column',
      'alter table series add floor integer not null default 1, alter every drop not null',
      ['  every integer not null,', '  requester_id uuid not null'],
      ['  every integer,', '  requester_id uuid not null,', '  floor integer not null default 1'],
    ],
    [
      'a value of an enum',
      `alter type device_kind add value 'TABLET' before 'DESKTOP'`,
      [`create type device_kind as enum ('LAPTOP', 'DESKTOP');`],
      [`create type device_kind as enum ('LAPTOP', 'TABLET', 'DESKTOP');`],
    ],
    [
      'an index',
      'create index on rooms (capacity) where active',
      [],
      ['CREATE INDEX rooms_capacity_idx ON rooms USING btree (capacity) WHERE active;'],
    ],
    [
      'a constraint',
      'alter table rooms add constraint small check (capacity < 9) not valid',
      [],
      ['alter table rooms add constraint small CHECK (capacity < 9) NOT VALID;'],
    ],
    [
      'comments',
      `comment on table rooms is 'One''s own.'; comment on column rooms.capacity is 'Seats.'`,
      [],
      [`comment on table rooms is 'One''s own.';`, `comment on column rooms.capacity is 'Seats.';`],
    ],
    [
      'a sequence',
      'create sequence odd_numbers as integer increment 2; grant usage on sequence odd_numbers to colab_app',
      [],
      [
        'create sequence odd_numbers as integer increment by 2 minvalue 1 maxvalue 2147483647 start with 1 cache 1;',
        'grant usage on sequence odd_numbers to colab_app;',
      ],
    ],
  ])('shows %s', async (_what, change, gone, come) => {
    const before = await print(facility.owner);
    await facility.owner.query(change);
    const after = await print(facility.owner);
    expect({ gone: linesOnlyIn(before, after), come: linesOnlyIn(after, before) }).toEqual({ gone, come });
  });

  it('is refused rather than printed without something of a kind that it does not know', async () => {
    await facility.owner.query('create view taken as select from bookings; create domain share as integer');
    await expect(print(facility.owner)).rejects.toThrow('no section for type share, view taken');
    await facility.owner.query(
      'drop view taken; drop domain share; create rule nothing as on delete to rooms do instead nothing',
    );
    await expect(print(facility.owner)).rejects.toThrow('rule nothing on table rooms');
  });
});
