import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { connectDatabase } from '../src/platform/database/database.ts';
import { withVisibility } from '../src/platform/database/visibility.ts';
import { days, later, local, openFacility, roomKey, type TestFacility, tenants } from './factories.ts';
import { walkRowSecurity } from './row-security-walk.ts';
import { adHoc } from './ad-hoc.ts';

let facility: TestFacility;
const startsAt = local('2031-03-04', '08:00');

beforeAll(async () => {
  facility = await openFacility();
  await facility.owner.query('select keep_domain_event_days(3, 30)');
  for (const [index, tenant] of (['TECH', 'TRAINING'] as const).entries())
    await facility.insertBooking({
      startsAt: later(startsAt, days(index)),
      endsAt: later(startsAt, days(index + 1)),
      room: 1,
      tenant,
    });
});
afterAll(() => facility.close());

describe('every table that names a tenant, its partitions included', () => {
  it('forces row security, with a policy for its owner and one for the application; no view, key or grant leads around it', async () => {
    expect(await walkRowSecurity(facility.superuser)).toEqual([]);
  });

  it('shows the application no row of any tenant before its books are opened, and those of one tenant after', async () => {
    const { rows: tables } = await facility.superuser.query<{ name: string }>(
      `select c.relname as name from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'tenant_id'
       where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and has_table_privilege('colab_app', c.oid, 'select')`,
    );
    const names = tables.map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining(['bookings', 'domain_events', 'idempotency_keys', 'role_grants']));
    const db = connectDatabase({ url: facility.database.appUrl });
    const seen = async (tenantIds: string[], table: string) =>
      withVisibility({ tenantIds, userId: null }, async () =>
        (
          await db.run(
            adHoc<{ tenant: string }>(
              `seen_${table}`,
              `select distinct tenant_id::text as tenant from ${table} where tenant_id is not null`,
            ),
          )
        ).map(({ tenant }) => tenant),
      );
    for (const name of names) {
      expect(await seen([], name), name).toEqual([]);
      expect([[], [tenants.TECH]], name).toContainEqual(await seen([tenants.TECH], name));
    }
    expect(await seen([tenants.TECH], 'bookings')).toEqual([tenants.TECH]);
    expect((await seen([tenants.TECH, tenants.TRAINING], 'bookings')).toSorted()).toEqual(
      [tenants.TECH, tenants.TRAINING].toSorted(),
    );
    await db.close();
  });

  it('is named by this very test where somebody forgets', async () => {
    const spoiled = await openFacility();
    await spoiled.owner.query(`
      create table quotes (id uuid primary key, tenant_id uuid, words text, booking_id uuid references bookings);
      create table drafts (id uuid primary key, tenant_id uuid);
      alter table drafts enable row level security, force row level security;
      create policy owner_maintains on drafts to current_user using (true) with check (true);
      create policy all_of_it on drafts to colab_app using (true);
      create table sums (id uuid primary key, tenant_id uuid);
      alter table sums enable row level security;
      create view booking_names as select client_name from bookings;
      create materialized view booking_counts as select tenant_id, count(*) from bookings group by 1;
      create table domain_events_19990101 (like domain_events including defaults);
      alter table domain_events attach partition domain_events_19990101 for values from ('1999-01-01Z') to ('1999-01-02Z');
      grant update on room_occupancies to colab_app`);
    const complaints = await walkRowSecurity(spoiled.superuser);
    await spoiled.close();
    for (const complaint of [
      'quotes has no row security',
      'quotes has no policy for the application',
      'quotes.quotes_booking_id_fkey lets a row of one tenant point at a row of another',
      'drafts.all_of_it shows the application rows without its books being opened',
      'sums does not force row security on its owner',
      'sums has no policy for its owner, whose backfills would change nothing',
      'booking_names is a view that reads as its owner',
      'booking_counts is a materialized view, which knows no row security',
      'domain_events_19990101 has no row security',
      'room_occupancies is physics that the application may write',
    ])
      expect(complaints).toContain(complaint);
  });
});

describe('a connection of the pool', () => {
  it('keeps nothing of whose books were open: after a read, a transaction, a failure of either', async () => {
    const query = vi.spyOn(pg.Client.prototype, 'query');
    const db = connectDatabase({ url: facility.database.appUrl, readers: 1, writers: 1 });
    const used = (): pg.Client[] =>
      [...new Set(query.mock.contexts as pg.Client[])].filter(
        (client) => (client as unknown as { user: string }).user === 'colab_app',
      );
    const left = async (): Promise<unknown[]> =>
      Promise.all(
        used().map(async (client) => {
          const names = ['app.tenants', 'app.user', 'app.actor', 'app.cause', 'app.reason', 'app.watched'];
          const { rows } = await client.query<{ all: string }>(
            `select concat(${names.map((name) => `current_setting('${name}', true)`).join(', ')}) as all`,
          );
          return rows[0]?.all;
        }),
      );
    const visibility = {
      tenantIds: [tenants.TECH],
      userId: facility.userKeys['staff.tech'],
      reason: 'why',
      watched: [facility.userKeys.admin],
    };
    const works: (() => Promise<unknown>)[] = [
      () => db.prisma.booking.findMany(),
      () => db.run(adHoc('one', 'select 1')),
      () => db.run(adHoc('fails', 'select 1 / 0')).catch((error: unknown) => error),
      () =>
        db.transaction({ cause: 'test', reason: 'why' }, (tx) => tx.booking.updateMany({ data: { notes: 'changed' } })),
      () => db.transaction({ cause: 'test' }, () => Promise.reject(new Error('no'))).catch((error: unknown) => error),
      () =>
        db
          .transaction({ cause: 'test' }, (tx) => tx.run(adHoc('fails', 'select 1 / 0')))
          .catch((error: unknown) => error),
    ];
    try {
      for (const work of works) {
        await withVisibility(visibility, work);
        expect(await left(), work.toString()).toEqual(used().map(() => ''));
      }
      expect(used()).toHaveLength(2);
      expect(await db.run(adHoc('afterwards', 'select id from bookings'))).toEqual([]);
    } finally {
      query.mockRestore();
      await db.close();
    }
  });

  it('cannot write into the books of others, nor move a row there', async () => {
    const db = connectDatabase({ url: facility.database.appUrl });
    const [own] = await facility.owner
      .query<{ id: string }>('select id from bookings where tenant_id = $1', [tenants.TECH])
      .then(({ rows }) => rows);
    const inTech = <T>(work: () => Promise<T>) =>
      withVisibility({ tenantIds: [tenants.TECH], userId: facility.userKeys['staff.tech'] }, work);
    const forbidden = [
      `update bookings set tenant_id = '${tenants.TRAINING}' where id = '${own?.id}'`,
      `insert into bookings (tenant_id, client_name, client_contact_person, client_email, client_phone, num_learners, num_facilitators, starts_at, ends_at, requested_room_id, created_by_id)
       values ('${tenants.TRAINING}', 'a', 'b', 'c', 'd', 1, 1, now(), now() + interval '1 hour', '${roomKey(1)}', '${facility.userKeys['staff.tech']}')`,
      `delete from bookings where id = '${own?.id}'`,
      `update room_occupancies set period = period`,
      `delete from domain_events`,
      `update domain_events set reason = 'x'`,
    ];
    for (const text of forbidden)
      await expect(
        inTech(() => db.transaction({ cause: 'test' }, (tx) => tx.run(adHoc('forbidden', text)))),
        text,
      ).rejects.toThrow(/row-level security|permission denied|keeps its id/);
    expect(
      await inTech(() =>
        db.transaction({ cause: 'test' }, (tx) =>
          tx.run(
            adHoc('elsewhere', `update bookings set notes = 'x' where tenant_id = '${tenants.TRAINING}' returning id`),
          ),
        ),
      ),
    ).toEqual([]);
    await db.close();
  });
});
