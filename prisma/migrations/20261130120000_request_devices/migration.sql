-- Why: a serial number is in one hand at a time, and a request keeps what is still open of it. Until now a booking only
-- said how many devices it wants.
-- Locks: devices, device_categories, bookings and domain_events, for a moment. One row is written for each booking that
-- wants devices.
-- Undo: drop the tables, types and functions that are made here, the columns that are added to devices and
-- device_categories, and domain_events.booking_id; devices.status still says what it said.

create type device_condition as enum ('GOOD', 'DAMAGED', 'LOST');
create type downtime_kind as enum ('MAINTENANCE', 'LOST', 'AWAY');
create type device_move_kind as enum ('ASSIGNED', 'RELEASED', 'MOVED', 'HANDED_OUT', 'RETURNED', 'WISHED', 'RENTED', 'DOWNTIME_BEGAN',
  'DOWNTIME_CHANGED', 'DOWNTIME_ENDED', 'ADDED', 'CHANGED', 'RETIRED', 'REACTIVATED', 'COUNTED', 'REMINDED', 'UNDONE');

-- 1. Categories and devices.
alter table device_categories add column accessories text[] not null default '{}', add column version integer not null default 1;
alter table devices
  add column place text,
  add column supplier text,
  add column goes_back_on date,
  add column retired_at timestamptz(3),
  add column retire_reason text,
  add column version integer not null default 1;
comment on column devices.status is 'No longer read: what a device does follows from its assignments and downtimes.';

-- Scanners, people and spreadsheets write one serial number differently.
create function device_code(given text) returns text language sql immutable parallel safe as $$
  select upper(regexp_replace(btrim(normalize(
    translate(regexp_replace(given, '[\u0001-\u001f\u007f-\u009f]', '', 'g'), U&'\2010\2011\2012\2013\2014\2015\2212', '-------'), NFKC)),
    '\s+', ' ', 'g') collate "pg_c_utf8")
$$;
do $$
declare same record;
begin
  select min(serial_number) as one, max(serial_number) as other into same from devices group by device_code(serial_number) having count(*) > 1 limit 1;
  if found then
    raise exception 'The devices "%" and "%" have one serial number. Correct one of them, and start again.', same.one, same.other;
  end if;
end $$;
create unique index one_device_of_a_serial on devices (device_code(serial_number));

-- 2. Requests, rentals, assignments: of a division.
create table device_requests (
  id uuid primary key default gen_random_uuid(),
  tenant_id uuid not null,
  booking_id uuid not null,
  kind device_kind,
  category_id uuid references device_categories on update cascade,
  quantity integer not null,
  note text,
  withdrawn_at timestamptz(3),
  version integer not null default 1,
  constraint device_request_is_of_its_tenant foreign key (tenant_id, booking_id) references bookings (tenant_id, id) on update cascade on delete cascade,
  constraint device_request_is_for_one_thing check (num_nonnulls(kind, category_id) <= 1),
  constraint device_request_wants_some check (quantity >= 1)
);
create unique index device_requests_tenant_id_booking_id_id_key on device_requests (tenant_id, booking_id, id);
create index device_requests_booking_id_idx on device_requests (booking_id);
create index device_requests_category_id_idx on device_requests (category_id);
create unique index one_request_for_a_wish on device_requests (booking_id, kind, category_id) nulls not distinct where withdrawn_at is null;

create table rentals (
  id uuid primary key default gen_random_uuid(),
  tenant_id uuid not null,
  booking_id uuid not null,
  sequence bigint not null generated always as identity,
  number text not null,
  company text not null,
  contact_person text,
  phone text,
  email text,
  address text,
  due_on date not null,
  version integer not null default 1,
  constraint rental_is_of_its_tenant foreign key (tenant_id, booking_id) references bookings (tenant_id, id) on update cascade on delete cascade,
  constraint rental_has_a_number check (length(btrim(number)) between 1 and 100),
  constraint rental_has_a_company check (length(btrim(company)) between 1 and 200),
  constraint rental_is_due_on_a_day check (isfinite(due_on))
);
comment on column rentals.sequence is 'Which of the rentals of a booking is the newest: that one says when what is still open comes back.';
create unique index rentals_tenant_id_booking_id_id_key on rentals (tenant_id, booking_id, id);
create unique index one_rental_of_a_number on rentals (booking_id, number);

create table device_assignments (
  id uuid primary key default gen_random_uuid(),
  tenant_id uuid not null,
  booking_id uuid not null,
  request_id uuid not null,
  device_id uuid not null references devices on update cascade,
  rental_id uuid,
  not_before timestamptz(3) not null default clock_timestamp(),
  not_after timestamptz(3),
  assigned_by uuid,
  handed_out_at timestamptz(3),
  handed_out_by uuid,
  taken_by text,
  returned_at timestamptz(3),
  returned_by uuid,
  condition device_condition,
  note text,
  released_at timestamptz(3),
  released_by uuid,
  release_reason text,
  taken_away_at timestamptz(3),
  taken_away_by uuid,
  version integer not null default 1,
  constraint assignment_is_of_its_request foreign key (tenant_id, booking_id, request_id) references device_requests (tenant_id, booking_id, id) on update cascade,
  constraint assignment_is_of_its_rental foreign key (tenant_id, booking_id, rental_id) references rentals (tenant_id, booking_id, id) on update cascade,
  constraint assignment_is_finite check (isfinite(not_before) and isfinite(not_after) and isfinite(handed_out_at) and isfinite(returned_at)),
  constraint returned_after_handed_out check (returned_at is null or (handed_out_at is not null and returned_at >= handed_out_at)),
  constraint returned_in_a_condition check ((returned_at is null) = (condition is null)),
  constraint released_before_handed_out check (released_at is null or handed_out_at is null),
  constraint taken_away_once_returned check (taken_away_at is null or returned_at is not null)
);
create unique index one_hand_at_a_time on device_assignments (device_id) where handed_out_at is not null and returned_at is null;
create unique index device_once_a_booking on device_assignments (booking_id, device_id) where released_at is null and returned_at is null;
create index device_assignments_device_id_idx on device_assignments (device_id);
create index device_assignments_request_id_idx on device_assignments (request_id);
create index device_assignments_booking_id_idx on device_assignments (booking_id);
create index device_assignments_rental_id_idx on device_assignments (rental_id);

-- 3. What is the facility's: downtimes, and what devices went through.
create table device_downtimes (
  id uuid primary key default gen_random_uuid(),
  device_id uuid not null references devices on update cascade,
  kind downtime_kind not null,
  starts_at timestamptz(3) not null default clock_timestamp(),
  expected_end timestamptz(3),
  ended_at timestamptz(3),
  note text,
  made_at timestamptz(3) not null default clock_timestamp(),
  made_by uuid,
  ended_by uuid,
  version integer not null default 1,
  constraint downtime_is_finite check (isfinite(starts_at) and isfinite(expected_end) and isfinite(ended_at)),
  constraint downtime_ends_after_it_starts check (expected_end > starts_at)
);
create index device_downtimes_device_id_idx on device_downtimes (device_id);
create index downtimes_not_ended on device_downtimes (device_id) where ended_at is null;

create table device_moves (
  id uuid primary key default gen_random_uuid(),
  sequence bigint not null generated always as identity,
  kind device_move_kind not null,
  device_id uuid references devices on update cascade,
  request_id uuid,
  wish_before jsonb,
  assignment_id uuid,
  rental_id uuid,
  downtime_id uuid,
  serial_before text,
  xid xid8 not null default pg_current_xact_id(),
  at timestamptz(3) not null,
  actor uuid,
  cause text,
  reason text,
  undoes uuid
);
create index device_moves_device_id_sequence_idx on device_moves (device_id, sequence);
create index device_moves_request_id_sequence_idx on device_moves (request_id, sequence);
create index device_moves_xid_idx on device_moves (xid);

-- 4. The physics: no division, no client.
create table device_occupancies (
  id uuid primary key default gen_random_uuid(),
  device_id uuid not null references devices on update cascade,
  assignment_id uuid references device_assignments on update cascade,
  downtime_id uuid references device_downtimes on update cascade,
  period tstzrange not null,
  -- For those who count many of them: to join 100,000 with their devices, or to take their ranges apart, costs as much as all the rest.
  category_id uuid not null references device_categories on update cascade,
  taken_from timestamptz generated always as (lower(period)) stored,
  taken_to timestamptz generated always as (coalesce(upper(period), 'infinity')) stored,
  constraint device_occupancy_has_one_cause check (num_nonnulls(assignment_id, downtime_id) = 1),
  constraint device_occupancy_is_a_real_interval check (
    not isempty(period) and lower_inc(period) and not upper_inc(period) and isfinite(lower(period))
    and case when upper_inf(period) then downtime_id is not null else isfinite(upper(period)) end),
  constraint no_overlapping_device_assignments exclude using gist (device_id with =, period with &&) deferrable initially immediate
);
create index device_occupancies_assignment_id_idx on device_occupancies (assignment_id);
create index device_occupancies_downtime_id_idx on device_occupancies (downtime_id);
create index device_occupancies_category_id_idx on device_occupancies (category_id);
create index device_occupancies_taken_to_idx on device_occupancies (taken_to);
create index device_occupancies_period_idx on device_occupancies using gist (period);

create table device_demands (
  request_id uuid primary key references device_requests on update cascade on delete cascade,
  kind device_kind,
  category_id uuid references device_categories on update cascade,
  quantity integer not null,
  period tstzrange not null,
  constraint device_demand_wants_some check (quantity >= 1)
);
create index device_demands_category_id_idx on device_demands (category_id);
create index device_demands_period_idx on device_demands using gist (period);

-- 5. Divisions share the physics and nothing else. Policies stand before the backfill, or it would write nothing, in silence.
alter table device_requests enable row level security, force row level security;
create policy owner_maintains on device_requests to current_user using (true) with check (true);
create policy own_tenants on device_requests to colab_app
  using (tenant_id = any ((select current_tenants())::uuid[])) with check (tenant_id = any ((select current_tenants())::uuid[]));
alter table rentals enable row level security, force row level security;
create policy owner_maintains on rentals to current_user using (true) with check (true);
create policy own_tenants on rentals to colab_app
  using (tenant_id = any ((select current_tenants())::uuid[])) with check (tenant_id = any ((select current_tenants())::uuid[]));
alter table device_assignments enable row level security, force row level security;
create policy owner_maintains on device_assignments to current_user using (true) with check (true);
create policy own_tenants on device_assignments to colab_app
  using (tenant_id = any ((select current_tenants())::uuid[])) with check (tenant_id = any ((select current_tenants())::uuid[]));
grant select, insert, update, delete on device_requests to colab_app;
grant select, insert, update on rentals, device_assignments, device_downtimes to colab_app;
grant select on device_occupancies, device_demands, device_moves to colab_app;

-- 6. Events of requests and rentals name the booking that they belong to.
alter table domain_events add column booking_id uuid;
comment on column domain_events.booking_id is 'Of a device request or a rental: whose it is. Null elsewhere.';
-- What the facility does with its devices is for those who see them; other events without a division are for everybody.
create policy device_events_need_their_right on domain_events as restrictive for select to colab_app
  using (tenant_id is not null or type <> 'device_changed' or (select current_user_may('device:read', null)));

-- 7. What bookings wanted until now, whatever became of them.
insert into device_requests (tenant_id, booking_id, kind, quantity)
select tenant_id, id, case device_type_preference when 'LAPTOPS' then 'LAPTOP' when 'DESKTOPS' then 'DESKTOP' end::device_kind, devices_needed
from bookings where devices_needed > 0;
do $$
begin
  if (select count(*) from device_requests) <> (select count(*) from bookings where devices_needed > 0) then
    raise exception 'A booking that wants devices has no request.';
  end if;
end $$;

-- 8. What devices.status said. Nobody did this, so it does not stand in the audit trail; the next migration guards devices again.
drop trigger record_change on devices;
update devices set retired_at = now() where status = 'RETIRED';
insert into device_downtimes (device_id, kind, starts_at, note) select id, 'MAINTENANCE', now(), notes from devices where status = 'MAINTENANCE';
insert into device_occupancies (device_id, category_id, downtime_id, period)
select t.device_id, d.category_id, t.id, tstzrange(t.starts_at, null, '[)') from device_downtimes t join devices d on d.id = t.device_id;
