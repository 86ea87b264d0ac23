// What benches of devices have in the database: loaded with one statement each, triggers off, as they would leave it.
import type pg from 'pg';
import { isShort } from './facility.ts';

export const assignments = Number(process.argv.find((argument) => /^\d+$/.test(argument)) ?? (isShort ? 400 : 100_000));
export const devices = assignments / 10;
/** At least ten: a device stands once on a booking, and has ten plans. */
export const openRequests = Math.max(10, Math.ceil(assignments / 100));
export const overdue = Math.ceil(assignments / 1_000);

export const dayMs = 86_400_000;
/** The first day of the month that is asked for. */
export const begins = new Date(Math.ceil(Date.now() / dayMs) * dayMs + dayMs - 2 * 3_600_000);

/**
 * Each device has ten plans, one every third day, from a half hour in the morning to one in the afternoon: 2,000
 * different moments in the month. One booking has ten of them.
 */
const load = [
  `insert into device_categories (name, kind) select 'Bench ' || n, case when n % 4 = 0 then 'DESKTOP' else 'LAPTOP' end::device_kind from generate_series(1, 20) n`,
  `insert into devices (serial_number, name, category_id) select 'bench-' || n, 'bench-' || n, c.ids[1 + n % 20]
   from generate_series(1, ${devices}) n, (select array_agg(id order by name) as ids from device_categories where name like 'Bench %') c`,
  `create temporary table planned as
   select n, (n - 1) / 10 as device, gen_random_uuid() as id,
     '${begins.toISOString()}'::timestamptz + ((n - 1) % 10 * 3 + (n / 10) % 3) * interval '1 day' + interval '7 hours' + (abs(hashint4(n)) % 6) * interval '30 minutes' as starts_at,
     '${begins.toISOString()}'::timestamptz + ((n - 1) % 10 * 3 + (n / 10) % 3) * interval '1 day' + interval '14 hours' + (abs(hashint4(n + 7)) % 8) * interval '30 minutes' as ends_at
   from generate_series(1, ${assignments}) n`,
  `create temporary table bench_bookings as
   select gen_random_uuid() as id, gen_random_uuid() as request, '${begins.toISOString()}'::timestamptz + n % 30 * interval '1 day' + interval '8 hours' as starts_at, n from generate_series(1, ${openRequests}) n`,
  `insert into bookings (id, tenant_id, kind, status, client_name, client_contact_person, client_email, client_phone, num_learners, num_facilitators, starts_at, ends_at, devices_needed, created_by_id, requester_id)
   select b.id, t.id, 'DEVICES_ONLY', 'PENDING', 'Bench', 'Bench', 'bench@client.example', '1', 1, 1, b.starts_at, b.starts_at + interval '6 hours', 5, u.id, u.id
   from bench_bookings b, (select min(id::text)::uuid as id from tenants) t, (select min(id::text)::uuid as id from users) u`,
  `insert into device_requests (id, tenant_id, booking_id, kind, category_id, quantity)
   select b.request, o.tenant_id, b.id, case when n % 3 = 1 then 'LAPTOP' end::device_kind, case when n % 3 = 2 then c.ids[1 + n % 20] end, 5
   from bench_bookings b join bookings o on o.id = b.id, (select array_agg(id order by name) as ids from device_categories where name like 'Bench %') c`,
  `insert into device_demands (request_id, kind, category_id, quantity, period)
   select q.id, q.kind, q.category_id, 1 + b.n % 5, tstzrange(b.starts_at, b.starts_at + interval '6 hours') from bench_bookings b join device_requests q on q.id = b.request`,
  `insert into device_assignments (id, tenant_id, booking_id, request_id, device_id)
   select p.id, q.tenant_id, q.booking_id, q.id, d.ids[1 + p.device] from planned p
   join bench_bookings b on b.n = 1 + p.n % ${openRequests} join device_requests q on q.id = b.request, (select array_agg(id order by length(name), name) as ids from devices where name like 'bench-%') d`,
  `insert into device_occupancies (device_id, category_id, assignment_id, period)
   select a.device_id, d.category_id, a.id, tstzrange(p.starts_at, p.ends_at) from planned p join device_assignments a on a.id = p.id join devices d on d.id = a.device_id`,
  `insert into bookings (tenant_id, kind, status, client_name, client_contact_person, client_email, client_phone, num_learners, num_facilitators, starts_at, ends_at, devices_needed, created_by_id, requester_id)
   select t.id, 'DEVICES_ONLY', 'CONFIRMED', 'Bench is late', 'Bench', 'bench@client.example', '1', 1, 1, now() - interval '3 days', now() - interval '2 days', 5, u.id, u.id
   from (select min(id::text)::uuid as id from tenants) t, (select min(id::text)::uuid as id from users) u`,
  `with late as (select id, tenant_id from bookings where client_name = 'Bench is late'),
   request as (insert into device_requests (tenant_id, booking_id, quantity) select tenant_id, id, 5 from late returning id, tenant_id, booking_id),
   rental as (insert into rentals (tenant_id, booking_id, number, company, due_on) select tenant_id, id, 'late', 'Bench', current_date - 2 from late returning id)
   insert into device_assignments (tenant_id, booking_id, request_id, device_id, rental_id, not_before, handed_out_at)
   select q.tenant_id, q.booking_id, q.id, d.id, r.id, now() - interval '3 days', now() - interval '3 days'
   from request q, rental r, (select id from devices where name like 'bench-%' order by name limit ${overdue}) d`,
];

/** Once: benches that share a facility share what it holds. */
export async function loadDevices(superuser: pg.Client): Promise<void> {
  const { rowCount: isLoaded } = await superuser.query(
    `select from device_categories where name like 'Bench %' limit 1`,
  );
  if (isLoaded) return;
  await superuser.query(`set session_replication_role = replica; set transaction_timeout = 0`);
  const tables = [
    'bookings',
    'device_categories',
    'devices',
    'device_requests',
    'device_demands',
    'device_assignments',
    'device_occupancies',
    'rentals',
  ];
  const { rows: triggers } = await superuser.query<{ table: string; name: string; mode: string }>(
    `select tgrelid::regclass::text as table, tgname as name, case tgenabled when 'A' then 'always' when 'R' then 'replica' else '' end as mode
     from pg_trigger where not tgisinternal and tgrelid = any ($1::text[]::regclass[])`,
    [tables],
  );
  for (const { table, name } of triggers) await superuser.query(`alter table ${table} disable trigger ${name}`);
  for (const text of load) await superuser.query(text);
  for (const { table, name, mode } of triggers)
    await superuser.query(`alter table ${table} enable ${mode} trigger ${name}`);
  await superuser.query(`vacuum analyze ${tables.join(', ')}`);
}

/** The categories that were loaded. */
export async function loadedCategories(superuser: pg.Client): Promise<string[]> {
  const { rows } = await superuser.query<{ id: string }>(`select id from device_categories where name like 'Bench %'`);
  return rows.map(({ id }) => id);
}
