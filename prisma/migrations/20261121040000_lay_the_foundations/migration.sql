-- Why: the people, the rooms and devices, the bookings, and the physics that keeps two bookings out of one room.
-- Locks: nothing that is in use; every table is new.
-- Undo: drop schema public cascade; the roles colab_app and colab_events stay in the cluster.

create extension if not exists btree_gist;

-- The application's role and the event reader's role. Both own nothing and can bypass nothing; the server gives them
-- a password at start, or makes the role named by APP_DATABASE_URL a member.
do $$
declare wanted text;
begin
  foreach wanted in array array['colab_app', 'colab_events'] loop
    if not exists (select from pg_roles where rolname = wanted) then
      execute format('create role %I nologin nosuperuser nobypassrls', wanted);
    end if;
  end loop;
exception when duplicate_object or unique_violation then
  null; -- another server made them at the same moment
end $$;

-- 1. People ---------------------------------------------------------------------------------------------------------

create type role_scope as enum ('FACILITY', 'TENANT');

create table tenants (
  id uuid primary key default gen_random_uuid(),
  code text not null,
  name text not null
);

create table users (
  id uuid primary key default gen_random_uuid(),
  username text not null,
  display_name text not null,
  password_hash text not null,
  active boolean not null default true,
  sample boolean not null default false,
  created_at timestamptz(3) not null default now(),
  constraint usernames_are_lower_case check (username = lower(username) and username ~ '^[a-z0-9_.@-]{2,100}$')
);

create table roles (
  name text primary key,
  title text not null,
  scope role_scope not null
);

create table role_permissions (
  role_name text not null references roles on update cascade on delete cascade,
  permission text not null,
  primary key (role_name, permission),
  constraint permissions_are_named_noun_verb check (permission ~ '^(\*|[a-z-]+:(\*|[a-z-]+))$')
);

create table role_grants (
  id uuid primary key default gen_random_uuid(),
  user_id uuid not null references users on update cascade on delete cascade,
  role_name text not null references roles on update cascade,
  tenant_id uuid references tenants on update cascade
);

create table sessions (
  id uuid primary key default gen_random_uuid(),
  user_id uuid not null references users on update cascade on delete cascade,
  refresh_hash bytea not null,
  created_at timestamptz(3) not null default now(),
  expires_at timestamptz(3) not null,
  ended_at timestamptz(3)
);

create table sealed_keys (
  id uuid primary key default gen_random_uuid(),
  purpose text not null,
  sealed bytea not null,
  created_at timestamptz(3) not null default now()
);

-- Facts about this installation that must outlive a process, such as whether its sample data is complete.
create table facility_settings (
  name text primary key,
  value text not null
);

-- 2. Rooms and devices ----------------------------------------------------------------------------------------------

create type device_kind as enum ('LAPTOP', 'DESKTOP');
create type device_status as enum ('AVAILABLE', 'ASSIGNED', 'OFFSITE', 'MAINTENANCE', 'RETIRED');

create table rooms (
  id uuid primary key default gen_random_uuid(),
  name text not null,
  capacity integer not null,
  position integer not null,
  active boolean not null default true,
  long_term boolean not null default false,
  setup_minutes integer not null default 0,
  teardown_minutes integer not null default 0,
  constraint room_counts_not_negative check (capacity >= 1 and setup_minutes between 0 and 1440 and teardown_minutes between 0 and 1440),
  constraint room_names_have_letters check (length(btrim(name)) between 1 and 100)
);

create table room_parts (
  room_id uuid not null references rooms on update cascade,
  part_id uuid not null references rooms on update cascade,
  primary key (room_id, part_id),
  constraint no_room_is_its_own_part check (room_id <> part_id)
);

create table room_leaves (
  room_id uuid not null references rooms on update cascade on delete cascade,
  leaf_id uuid not null references rooms on update cascade on delete cascade,
  primary key (room_id, leaf_id)
);

create table device_categories (
  id uuid primary key default gen_random_uuid(),
  name text not null,
  kind device_kind not null,
  low_stock_threshold integer not null default 5,
  constraint low_stock_threshold_not_negative check (low_stock_threshold >= 0)
);

create table devices (
  id uuid primary key default gen_random_uuid(),
  serial_number text not null,
  name text not null,
  category_id uuid not null references device_categories on update cascade,
  status device_status not null default 'AVAILABLE',
  office_account text,
  anydesk_id text,
  purchase_date date,
  notes text
);

-- 3. Bookings -------------------------------------------------------------------------------------------------------

create type booking_status as enum ('PENDING', 'ROOM_ASSIGNED', 'CONFIRMED', 'COMPLETED', 'REJECTED', 'CANCELLED');
create type booking_kind as enum ('ROOM', 'DEVICES_ONLY');
create type morning_catering as enum ('NONE', 'PASTRY', 'SANDWICHES');
create type lunch_catering as enum ('NONE', 'SELF_CATERED', 'IN_HOUSE');
create type device_type_preference as enum ('ANY', 'LAPTOPS', 'DESKTOPS');

-- Short enough for the telephone, without letters that are heard or read as another one. The odd factor walks through
-- all 2^30 numbers before one repeats, so a reference tells nobody how many bookings the other division made.
create sequence booking_numbers as bigint;
create function new_booking_reference() returns text language sql volatile as $$
  select 'BK-' || string_agg(substr('0123456789ABCDEFGHJKMNPQRSTVWXYZ', ((n >> (5 * digit)) & 31)::int + 1, 1), '' order by digit desc)
  from (select ((nextval('booking_numbers') * 697398101 + 414243661) & 1073741823) as n) scrambled, generate_series(0, 5) digit
$$;

create table bookings (
  id uuid primary key default gen_random_uuid(),
  tenant_id uuid not null references tenants on update cascade,
  reference text not null default new_booking_reference(),
  version integer not null default 1,
  kind booking_kind not null default 'ROOM',
  status booking_status not null default 'PENDING',
  series_id uuid,
  client_name text not null,
  client_contact_person text not null,
  client_email text not null,
  client_phone text not null,
  num_learners integer not null,
  num_facilitators integer not null,
  starts_at timestamptz(3) not null,
  ends_at timestamptz(3) not null,
  setup_minutes integer not null default 0,
  teardown_minutes integer not null default 0,
  room_id uuid references rooms on update cascade,
  requested_room_id uuid references rooms on update cascade,
  over_capacity_acknowledged boolean not null default false,
  coffee_tea_station boolean not null default false,
  morning_catering morning_catering not null default 'NONE',
  lunch_catering lunch_catering not null default 'NONE',
  catering_notes text,
  stationery_needed boolean not null default false,
  water_bottles integer not null default 0,
  devices_needed integer not null default 0,
  device_type_preference device_type_preference not null default 'ANY',
  notes text,
  boss_notes text,
  status_reason text,
  created_by_id uuid not null references users on update cascade,
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now(),
  constraint booking_starts_before_it_ends check (starts_at < ends_at),
  constraint booking_is_finite check (isfinite(starts_at) and isfinite(ends_at)),
  constraint booking_lasts_at_most_366_days check (ends_at - starts_at <= interval '366 days'),
  constraint booking_counts_not_negative check (num_learners >= 0 and num_facilitators >= 0 and water_bottles >= 0 and devices_needed >= 0),
  constraint booking_has_people check (kind = 'DEVICES_ONLY' or num_learners + num_facilitators >= 1),
  constraint booking_setup_is_a_day_at_most check (setup_minutes between 0 and 1440 and teardown_minutes between 0 and 1440),
  constraint booking_names_its_client check (length(btrim(client_name)) between 1 and 200),
  -- DOMAIN 7: only these three occupy a room, a wish never does, and devices alone need none.
  constraint booking_status_and_room_agree check (
    case kind
      when 'ROOM' then (room_id is not null) = (status in ('ROOM_ASSIGNED', 'CONFIRMED', 'COMPLETED'))
      else room_id is null and requested_room_id is null and status <> 'ROOM_ASSIGNED'
    end)
);

-- 4. The physics ----------------------------------------------------------------------------------------------------

create table room_occupancies (
  id uuid primary key default gen_random_uuid(),
  booking_id uuid not null references bookings on update cascade,
  room_id uuid not null references rooms on update cascade,
  period tstzrange not null,
  constraint occupancy_is_a_real_interval check (not isempty(period) and lower_inc(period) and not upper_inc(period) and isfinite(lower(period)) and isfinite(upper(period))),
  -- The promise. Deferrable for the two actions that would collide with themselves: a series that shifts, a swap.
  constraint no_overlapping_bookings exclude using gist (room_id with =, period with &&) deferrable initially immediate
);

-- 5. Domain events --------------------------------------------------------------------------------------------------

create table domain_events (
  xid xid8 not null default pg_current_xact_id(),
  seq bigint generated always as identity,
  at timestamptz(3) not null default clock_timestamp(),
  tenant_id uuid not null,
  type text not null,
  subject uuid not null,
  version integer not null,
  status_before booking_status,
  status_after booking_status,
  taken_from_before timestamptz(3),
  taken_to_before timestamptz(3),
  taken_from_after timestamptz(3),
  taken_to_after timestamptz(3),
  room_before uuid,
  room_after uuid,
  occupancies_removed uuid[] not null default '{}',
  occupancies_added uuid[] not null default '{}',
  actor uuid,
  cause text,
  reason text,
  primary key (at, seq)
) partition by range (at);

create table domain_events_default partition of domain_events default;

create table idempotency_keys (
  tenant_id uuid not null references tenants on update cascade,
  user_id uuid not null references users on update cascade on delete cascade,
  key text not null,
  request_hash bytea not null,
  booking_ids uuid[] not null,
  created_at timestamptz(3) not null default now(),
  primary key (tenant_id, user_id, key),
  constraint idempotency_key_is_short check (length(key) between 1 and 200)
);

-- 6. Indexes --------------------------------------------------------------------------------------------------------

create unique index tenants_code_key on tenants (code);
create unique index users_username_key on users (username);
create unique index one_grant_once on role_grants (user_id, role_name, tenant_id) nulls not distinct;
create index role_grants_user_id_idx on role_grants (user_id);
create unique index sessions_refresh_hash_key on sessions (refresh_hash);
create index sessions_user_id_idx on sessions (user_id);
create unique index rooms_name_key on rooms (name);
create unique index rooms_position_key on rooms (position);
create index room_parts_part_id_idx on room_parts (part_id);
create index room_leaves_leaf_id_idx on room_leaves (leaf_id);
create unique index device_categories_name_key on device_categories (name);
create unique index devices_serial_number_key on devices (serial_number);
create index devices_category_id_idx on devices (category_id);
create unique index bookings_reference_key on bookings (reference);
-- What foreign keys inside a tenant point at.
create unique index bookings_tenant_id_id_key on bookings (tenant_id, id);
-- Windows over tenant tables go by the bounds: && is not leakproof, so row security would not let it use an index.
create index bookings_tenant_id_starts_at_idx on bookings (tenant_id, starts_at);
create index bookings_tenant_id_created_by_id_idx on bookings (tenant_id, created_by_id);
create index bookings_room_id_idx on bookings (room_id);
create index bookings_status_ends_at_idx on bookings (status, ends_at);
create index bookings_series_id_idx on bookings (series_id);
create index ghosts_by_start on bookings (tenant_id, starts_at) where status = 'PENDING';
create index room_occupancies_booking_id_idx on room_occupancies (booking_id);
create index room_occupancies_period_idx on room_occupancies using gist (period);
create index domain_events_in_order on domain_events (xid, seq);
create index domain_events_subject_idx on domain_events (subject);
