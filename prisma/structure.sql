-- The schema "public" as all migrations leave it, to be read: nobody can restore a database from it.
-- `npm run structure` writes it from PostgreSQL's catalogue; server/test/structure.test.ts fails when it is stale.
-- "owner" stands for the role that ran the migrations, whatever its name. Partitions of a day come and go, so the
-- default partition is here alone.


-- extensions

create extension btree_gist;


-- types

create type audit_result as enum ('DONE', 'REFUSED', 'FAILED');
create type booking_kind as enum ('ROOM', 'DEVICES_ONLY');
create type booking_status as enum ('PENDING', 'ROOM_ASSIGNED', 'CONFIRMED', 'COMPLETED', 'REJECTED', 'CANCELLED');
create type device_condition as enum ('GOOD', 'DAMAGED', 'LOST');
create type device_kind as enum ('LAPTOP', 'DESKTOP');
create type device_move_kind as enum ('ASSIGNED', 'RELEASED', 'MOVED', 'HANDED_OUT', 'RETURNED', 'WISHED', 'RENTED', 'DOWNTIME_BEGAN', 'DOWNTIME_CHANGED', 'DOWNTIME_ENDED', 'ADDED', 'CHANGED', 'RETIRED', 'REACTIVATED', 'COUNTED', 'REMINDED', 'UNDONE');
create type device_status as enum ('AVAILABLE', 'ASSIGNED', 'OFFSITE', 'MAINTENANCE', 'RETIRED');
create type device_type_preference as enum ('ANY', 'LAPTOPS', 'DESKTOPS');
create type downtime_kind as enum ('MAINTENANCE', 'LOST', 'AWAY');
create type lunch_catering as enum ('NONE', 'SELF_CATERED', 'IN_HOUSE');
create type mail_rhythm as enum ('AT_ONCE', 'HOURLY', 'DAILY');
create type morning_catering as enum ('NONE', 'PASTRY', 'SANDWICHES');
create type notification_type as enum ('BOOKING_PENDING', 'ROOM_ASSIGNED', 'BOOKING_REJECTED', 'BOOKING_DISPLACED', 'BOOKING_CANCELLED', 'BOOKING_CHANGED', 'BOOKING_CONFIRMED', 'DEVICE_REQUEST', 'DAILY_SUMMARY');
create type password_link_purpose as enum ('INVITATION', 'RESET');
create type role_scope as enum ('FACILITY', 'TENANT');
create type room_equipment as enum ('PROJECTOR', 'SCREEN', 'VIDEO_CONFERENCE', 'SOUND', 'WHITEBOARD', 'FLIP_CHART', 'WIRED_NETWORK', 'POWER_AT_SEATS', 'BACKUP_POWER', 'AIR_CONDITIONING', 'STEP_FREE_ACCESS');
create type series_frequency as enum ('DAILY', 'WEEKLY', 'MONTHLY');
create type session_kind as enum ('ORDINARY', 'DISPLAY');


-- sequences
-- Those of identity columns stand in their tables.

create sequence booking_numbers as bigint increment by 1 minvalue 1 maxvalue 9223372036854775807 start with 1 cache 1;


-- tables

create table assignment_undo_steps (
  assignment_id uuid not null,
  version integer not null,
  tenant_id uuid not null,
  xid xid8 not null default pg_current_xact_id(),
  at timestamp(3) with time zone not null default clock_timestamp(),
  actor uuid not null,
  before jsonb not null
);

create table audit_log (
  id uuid not null default gen_random_uuid(),
  at timestamp(6) with time zone not null default clock_timestamp(),
  tenant_id uuid,
  actor uuid,
  via text,
  via_id uuid,
  database_role text not null,
  action text not null,
  subject_type text,
  subject_id text,
  before jsonb,
  after jsonb,
  reason text,
  result audit_result not null,
  refusal text,
  message text,
  request_id text,
  address text,
  agent text,
  repeated integer not null default 0,
  tenant_ids uuid[]
);

create table booking_search (
  booking_id uuid not null,
  tenant_id uuid not null,
  starts_at timestamp(3) with time zone not null,
  ends_at timestamp(3) with time zone not null,
  lasts_long boolean not null,
  status booking_status not null,
  room_id uuid,
  created_by_id uuid not null,
  client_words text not null,
  words text not null
);
comment on column booking_search.created_by_id is 'bookings.requester_id';

create table bookings (
  id uuid not null default gen_random_uuid(),
  tenant_id uuid not null,
  reference text not null default new_booking_reference(),
  version integer not null default 1,
  kind booking_kind not null default 'ROOM'::booking_kind,
  status booking_status not null default 'PENDING'::booking_status,
  series_id uuid,
  client_name text not null,
  client_contact_person text not null,
  client_email text not null,
  client_phone text not null,
  num_learners integer not null,
  num_facilitators integer not null,
  starts_at timestamp(3) with time zone not null,
  ends_at timestamp(3) with time zone not null,
  setup_minutes integer not null default 0,
  teardown_minutes integer not null default 0,
  room_id uuid,
  requested_room_id uuid,
  over_capacity_acknowledged boolean not null default false,
  coffee_tea_station boolean not null default false,
  morning_catering morning_catering not null default 'NONE'::morning_catering,
  lunch_catering lunch_catering not null default 'NONE'::lunch_catering,
  catering_notes text,
  stationery_needed boolean not null default false,
  water_bottles integer not null default 0,
  devices_needed integer not null default 0,
  device_type_preference device_type_preference not null default 'ANY'::device_type_preference,
  notes text,
  boss_notes text,
  status_reason text,
  created_by_id uuid not null,
  created_at timestamp(3) with time zone not null default now(),
  updated_at timestamp(3) with time zone not null default now(),
  off_site jsonb,
  requester_id uuid not null,
  setup_set_by_hand boolean not null default false,
  teardown_set_by_hand boolean not null default false,
  device_wishes jsonb not null default '[]'::jsonb
);
comment on column bookings.device_wishes is 'Its device requests that are not withdrawn: id, kind or categoryId or neither, quantity, note. Kept equal to device_requests by triggers.';

create unlogged table changed_bookings (
  booking_id uuid not null,
  xid xid8 not null default pg_current_xact_id(),
  before jsonb,
  devices_open integer
);
comment on column changed_bookings.devices_open is 'How many devices it still wanted before the first of them was given back; null where none was.';

create table closures (
  id uuid not null default gen_random_uuid(),
  version integer not null default 1,
  room_ids uuid[] not null,
  starts_at timestamp(3) with time zone not null,
  ends_at timestamp(3) with time zone not null,
  reason text not null,
  created_by_id uuid not null,
  created_at timestamp(3) with time zone not null default now()
);

create table creation_keys (
  user_id uuid not null,
  key text not null,
  request_hash bytea not null,
  made_ids uuid[] not null,
  created_at timestamp(3) with time zone not null default now()
);

create table device_assignments (
  id uuid not null default gen_random_uuid(),
  tenant_id uuid not null,
  booking_id uuid not null,
  request_id uuid not null,
  device_id uuid not null,
  rental_id uuid,
  not_before timestamp(3) with time zone not null default clock_timestamp(),
  not_after timestamp(3) with time zone,
  assigned_by uuid,
  handed_out_at timestamp(3) with time zone,
  handed_out_by uuid,
  taken_by text,
  returned_at timestamp(3) with time zone,
  returned_by uuid,
  condition device_condition,
  note text,
  released_at timestamp(3) with time zone,
  released_by uuid,
  release_reason text,
  taken_away_at timestamp(3) with time zone,
  taken_away_by uuid,
  version integer not null default 1
);

create table device_categories (
  id uuid not null default gen_random_uuid(),
  name text not null,
  kind device_kind not null,
  low_stock_threshold integer not null default 5,
  accessories text[] not null default '{}'::text[],
  version integer not null default 1
);

create table device_demands (
  request_id uuid not null,
  kind device_kind,
  category_id uuid,
  quantity integer not null,
  period tstzrange not null
);

create table device_downtimes (
  id uuid not null default gen_random_uuid(),
  device_id uuid not null,
  kind downtime_kind not null,
  starts_at timestamp(3) with time zone not null default clock_timestamp(),
  expected_end timestamp(3) with time zone,
  ended_at timestamp(3) with time zone,
  note text,
  made_at timestamp(3) with time zone not null default clock_timestamp(),
  made_by uuid,
  ended_by uuid,
  version integer not null default 1
);

create table device_moves (
  id uuid not null default gen_random_uuid(),
  sequence bigint not null generated always as identity,
  kind device_move_kind not null,
  device_id uuid,
  request_id uuid,
  wish_before jsonb,
  assignment_id uuid,
  rental_id uuid,
  downtime_id uuid,
  serial_before text,
  xid xid8 not null default pg_current_xact_id(),
  at timestamp(3) with time zone not null,
  actor uuid,
  cause text,
  reason text,
  undoes uuid
);

create table device_occupancies (
  id uuid not null default gen_random_uuid(),
  device_id uuid not null,
  assignment_id uuid,
  downtime_id uuid,
  period tstzrange not null,
  category_id uuid not null,
  taken_from timestamp with time zone generated always as (lower(period)) stored,
  taken_to timestamp with time zone generated always as (COALESCE(upper(period), 'infinity'::timestamp with time zone)) stored
);

create table device_requests (
  id uuid not null default gen_random_uuid(),
  tenant_id uuid not null,
  booking_id uuid not null,
  kind device_kind,
  category_id uuid,
  quantity integer not null,
  note text,
  withdrawn_at timestamp(3) with time zone,
  version integer not null default 1
);

create table devices (
  id uuid not null default gen_random_uuid(),
  serial_number text not null,
  name text not null,
  category_id uuid not null,
  status device_status not null default 'AVAILABLE'::device_status,
  office_account text,
  anydesk_id text,
  purchase_date date,
  notes text,
  place text,
  supplier text,
  goes_back_on date,
  retired_at timestamp(3) with time zone,
  retire_reason text,
  version integer not null default 1
);
comment on column devices.status is 'No longer read: what a device does follows from its assignments and downtimes.';

create table domain_events (
  xid xid8 not null default pg_current_xact_id(),
  seq bigint not null generated always as identity,
  at timestamp(3) with time zone not null default clock_timestamp(),
  tenant_id uuid,
  type text not null,
  subject uuid not null,
  version integer not null,
  status_before booking_status,
  status_after booking_status,
  taken_from_before timestamp(3) with time zone,
  taken_to_before timestamp(3) with time zone,
  taken_from_after timestamp(3) with time zone,
  taken_to_after timestamp(3) with time zone,
  room_before uuid,
  room_after uuid,
  occupancies_removed uuid[] not null default '{}'::uuid[],
  occupancies_added uuid[] not null default '{}'::uuid[],
  actor uuid,
  cause text,
  reason text,
  recipients uuid[] not null default '{}'::uuid[],
  setup_before integer,
  teardown_before integer,
  setup_after integer,
  teardown_after integer,
  booking_id uuid
) partition by RANGE (at);
comment on column domain_events.setup_before is 'Minutes of what was taken before; null for what is no booking.';
comment on column domain_events.booking_id is 'Of a device request or a rental: whose it is. Null elsewhere.';

create table domain_events_default partition of domain_events default;

create table event_epochs (
  number bigint not null generated always as identity,
  id uuid not null default gen_random_uuid(),
  began_at timestamp(3) with time zone not null default clock_timestamp(),
  xid xid8 not null default pg_current_xact_id(),
  reason text not null
);

create table facility_settings (
  id uuid not null default '00000000-0000-4000-8000-000000000000'::uuid,
  version integer not null default 1,
  name text,
  address text,
  time_zone text,
  currency text,
  locale text,
  week_starts_on integer,
  opening_hours text[],
  usual_from text,
  usual_until text,
  book_years_ahead integer,
  days_end_in text not null default 'Africa/Johannesburg'::text,
  zone_at_start text
);

create table handovers (
  booking_id uuid not null,
  version integer not null,
  tenant_id uuid not null,
  from_id uuid not null,
  to_id uuid not null
);

create table idempotency_keys (
  tenant_id uuid not null,
  user_id uuid not null,
  key text not null,
  request_hash bytea not null,
  booking_ids uuid[] not null,
  created_at timestamp(3) with time zone not null default now()
);

create table left_out_dates (
  id uuid not null default gen_random_uuid(),
  tenant_id uuid not null,
  series_id uuid not null,
  starts_local timestamp(3) without time zone not null,
  ends_local timestamp(3) without time zone not null
);

create table mail_rhythms (
  user_id uuid not null,
  rhythm mail_rhythm not null,
  time_zone text not null
);

create table notification_items (
  act_id uuid not null,
  booking_id uuid not null,
  tenant_id uuid not null,
  type notification_type not null,
  told_to uuid[] not null,
  also_told_to uuid[] not null default '{}'::uuid[],
  mailed_to uuid[] not null default '{}'::uuid[],
  starts_at timestamp(3) with time zone not null,
  room_id uuid,
  reason text,
  before jsonb,
  after jsonb
);

create table notification_preferences (
  user_id uuid not null,
  type notification_type not null,
  in_app boolean not null,
  by_mail boolean not null
);

create table notifications (
  id uuid not null default gen_random_uuid(),
  recipient_id uuid not null,
  type notification_type not null,
  cause text not null,
  cause_id uuid not null,
  actor_id uuid,
  facts jsonb,
  in_app boolean not null default true,
  created_at timestamp(3) with time zone not null default clock_timestamp(),
  read_at timestamp(3) with time zone,
  mailed_at timestamp(3) with time zone,
  tenant_ids uuid[] not null default '{}'::uuid[],
  digest_at timestamp(3) with time zone,
  withdrawn_at timestamp(3) with time zone
);
comment on column notifications.type is 'Of its bookings, what matters most; what is shown follows from those that are still open to its recipient.';
comment on column notifications.tenant_ids is 'Whose books it is from; empty for what concerns the whole facility.';

create table password_links (
  id uuid not null default gen_random_uuid(),
  user_id uuid not null,
  hash bytea not null,
  purpose password_link_purpose not null,
  created_at timestamp(3) with time zone not null,
  expires_at timestamp(3) with time zone not null,
  used_at timestamp(3) with time zone,
  void_at timestamp(3) with time zone,
  mailed_at timestamp(3) with time zone,
  mail_failed_at timestamp(3) with time zone,
  created_by_id uuid,
  made_in_session_id uuid
);

create table personal_tokens (
  id uuid not null default gen_random_uuid(),
  user_id uuid not null,
  name text not null,
  hash bytea not null,
  prefix text not null,
  scopes text[] not null,
  created_at timestamp(3) with time zone not null default now(),
  expires_at timestamp(3) with time zone not null,
  last_used_at timestamp(3) with time zone,
  revoked_at timestamp(3) with time zone
);

create table reference_keys (
  only_one boolean not null default true,
  secret bytea not null default uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid())
);

create table refresh_tokens (
  hash bytea not null,
  session_id uuid not null,
  issued_at timestamp(3) with time zone not null,
  expires_at timestamp(3) with time zone not null,
  used_at timestamp(3) with time zone
);

create table rentals (
  id uuid not null default gen_random_uuid(),
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
  version integer not null default 1
);
comment on column rentals.sequence is 'Which of the rentals of a booking is the newest: that one says when what is still open comes back.';

create table role_grants (
  id uuid not null default gen_random_uuid(),
  user_id uuid not null,
  role_name text not null,
  tenant_id uuid
);

create table role_permissions (
  role_name text not null,
  permission text not null
);

create table roles (
  name text not null,
  title text not null,
  scope role_scope not null
);

create table room_leaves (
  room_id uuid not null,
  leaf_id uuid not null
);

create table room_occupancies (
  id uuid not null default gen_random_uuid(),
  booking_id uuid,
  room_id uuid not null,
  period tstzrange not null,
  closure_id uuid
);

create table room_parts (
  room_id uuid not null,
  part_id uuid not null
);

create table rooms (
  id uuid not null default gen_random_uuid(),
  name text not null,
  capacity integer not null,
  "position" integer not null,
  active boolean not null default true,
  long_term boolean not null default false,
  setup_minutes integer not null default 0,
  teardown_minutes integer not null default 0,
  version integer not null default 1,
  equipment room_equipment[] not null default '{}'::room_equipment[]
);

create table sealed_keys (
  id uuid not null default gen_random_uuid(),
  purpose text not null,
  sealed bytea not null,
  created_at timestamp(3) with time zone not null default now()
);

create table series (
  id uuid not null default gen_random_uuid(),
  tenant_id uuid not null,
  frequency series_frequency not null,
  every integer not null,
  weekdays integer[] not null default '{}'::integer[],
  until_date date,
  date_count integer,
  starts_local timestamp(3) without time zone not null,
  ends_local timestamp(3) without time zone not null,
  time_zone text not null,
  moved_from date,
  created_by_id uuid not null,
  created_at timestamp(3) with time zone not null default now(),
  requester_id uuid not null
);

create table sessions (
  id uuid not null default gen_random_uuid(),
  user_id uuid not null,
  created_at timestamp(3) with time zone not null default now(),
  expires_at timestamp(3) with time zone not null,
  ended_at timestamp(3) with time zone,
  kind session_kind not null default 'ORDINARY'::session_kind,
  name text,
  idle_seconds integer not null default 604800,
  last_used_at timestamp(3) with time zone not null default now(),
  address text,
  agent text
);

create table set_up_uses (
  number integer not null,
  used_at timestamp(3) with time zone not null default clock_timestamp(),
  user_id uuid not null
);

create table sign_in_tries (
  subject bytea not null,
  tries integer not null default 0,
  window_ends_at timestamp(3) with time zone not null,
  locked_until timestamp(3) with time zone,
  lockouts integer not null default 0,
  familiar_until timestamp(3) with time zone,
  forget_at timestamp(3) with time zone not null
);

create table tenants (
  id uuid not null default gen_random_uuid(),
  code text not null,
  name text not null
);

create table told_acts (
  id uuid not null default gen_random_uuid(),
  xid xid8,
  created_at timestamp(3) with time zone not null default clock_timestamp()
);

create table undo_steps (
  booking_id uuid not null,
  version integer not null,
  tenant_id uuid not null,
  xid xid8 not null default pg_current_xact_id(),
  at timestamp(3) with time zone not null default clock_timestamp(),
  actor uuid not null,
  cause text not null,
  before jsonb
);

create table users (
  id uuid not null default gen_random_uuid(),
  username text not null,
  display_name text not null,
  password_hash text,
  active boolean not null default true,
  sample boolean not null default false,
  created_at timestamp(3) with time zone not null default now(),
  email text,
  last_sign_in_at timestamp(3) with time zone
);

create table work_states (
  name text not null,
  value text not null
);


-- constraints

alter table assignment_undo_steps add constraint assignment_undo_steps_actor_fkey FOREIGN KEY (actor) REFERENCES users(id) ON UPDATE CASCADE ON DELETE CASCADE;
alter table assignment_undo_steps add constraint assignment_undo_steps_pkey PRIMARY KEY (assignment_id, version);
alter table audit_log add constraint audit_counts_not_negative CHECK (repeated >= 0);
alter table audit_log add constraint audit_log_pkey PRIMARY KEY (at, id);
alter table booking_search add constraint booking_search_follows_booking FOREIGN KEY (tenant_id, booking_id) REFERENCES bookings(tenant_id, id) ON UPDATE CASCADE ON DELETE CASCADE;
alter table booking_search add constraint booking_search_pkey PRIMARY KEY (booking_id);
alter table bookings add constraint booking_counts_not_negative CHECK (num_learners >= 0 AND num_facilitators >= 0 AND water_bottles >= 0 AND devices_needed >= 0);
alter table bookings add constraint booking_has_people CHECK (kind = 'DEVICES_ONLY'::booking_kind OR (num_learners + num_facilitators) >= 1);
alter table bookings add constraint booking_is_finite CHECK (isfinite(starts_at) AND isfinite(ends_at));
alter table bookings add constraint booking_lasts_at_most_366_days CHECK ((ends_at - starts_at) <= '366 days'::interval);
alter table bookings add constraint booking_lies_in_a_sayable_year CHECK (starts_at >= '0002-01-01 00:00:00+00'::timestamp with time zone AND ends_at < '9999-01-01 00:00:00+00'::timestamp with time zone);
alter table bookings add constraint booking_names_its_client CHECK (length(btrim(client_name)) >= 1 AND length(btrim(client_name)) <= 200);
alter table bookings add constraint booking_off_site_is_whole CHECK (off_site IS NULL OR jsonb_typeof(off_site) = 'object'::text AND COALESCE(length(btrim(off_site ->> 'rentalNumber'::text)) >= 1 AND length(btrim(off_site ->> 'rentalNumber'::text)) <= 100, false) AND COALESCE(length(btrim(off_site ->> 'contactPerson'::text)) >= 1 AND length(btrim(off_site ->> 'contactPerson'::text)) <= 200, false) AND COALESCE(length(btrim(off_site ->> 'phone'::text)) >= 1 AND length(btrim(off_site ->> 'phone'::text)) <= 50, false) AND COALESCE(length(btrim(off_site ->> 'company'::text)) >= 1 AND length(btrim(off_site ->> 'company'::text)) <= 200, false) AND COALESCE(length(btrim(off_site ->> 'address'::text)) >= 1 AND length(btrim(off_site ->> 'address'::text)) <= 500, false) AND COALESCE(length(off_site ->> 'email'::text) <= 254, true) AND COALESCE((off_site ->> 'returnOn'::text) ~ '^\d{4}-\d\d-\d\d$'::text, false));
alter table bookings add constraint booking_off_site_takes_no_room CHECK (off_site IS NULL OR kind = 'DEVICES_ONLY'::booking_kind);
alter table bookings add constraint booking_setup_is_a_day_at_most CHECK (setup_minutes >= 0 AND setup_minutes <= 1440 AND teardown_minutes >= 0 AND teardown_minutes <= 1440);
alter table bookings add constraint booking_starts_before_it_ends CHECK (starts_at < ends_at);
alter table bookings add constraint booking_status_and_room_agree CHECK (
CASE kind
    WHEN 'ROOM'::booking_kind THEN (room_id IS NOT NULL) = (status = ANY (ARRAY['ROOM_ASSIGNED'::booking_status, 'CONFIRMED'::booking_status, 'COMPLETED'::booking_status]))
    ELSE room_id IS NULL AND requested_room_id IS NULL AND status <> 'ROOM_ASSIGNED'::booking_status
END);
alter table bookings add constraint bookings_created_by_id_fkey FOREIGN KEY (created_by_id) REFERENCES users(id) ON UPDATE CASCADE;
alter table bookings add constraint bookings_pkey PRIMARY KEY (id);
alter table bookings add constraint bookings_requested_room_id_fkey FOREIGN KEY (requested_room_id) REFERENCES rooms(id) ON UPDATE CASCADE;
alter table bookings add constraint bookings_requester_id_fkey FOREIGN KEY (requester_id) REFERENCES users(id) ON UPDATE CASCADE;
alter table bookings add constraint bookings_room_id_fkey FOREIGN KEY (room_id) REFERENCES rooms(id) ON UPDATE CASCADE;
alter table bookings add constraint bookings_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenants(id) ON UPDATE CASCADE;
alter table changed_bookings add constraint changed_bookings_pkey PRIMARY KEY (booking_id);
alter table closures add constraint closure_gives_its_reason CHECK (length(btrim(reason)) >= 1 AND length(btrim(reason)) <= 200);
alter table closures add constraint closure_is_finite CHECK (isfinite(starts_at) AND isfinite(ends_at));
alter table closures add constraint closure_lasts_at_most_366_days CHECK ((ends_at - starts_at) <= '366 days'::interval);
alter table closures add constraint closure_lies_in_a_sayable_year CHECK (starts_at >= '0002-01-01 00:00:00+00'::timestamp with time zone AND ends_at < '9999-01-01 00:00:00+00'::timestamp with time zone);
alter table closures add constraint closure_names_its_rooms CHECK (cardinality(room_ids) >= 1 AND cardinality(room_ids) <= 5000 AND array_position(room_ids, NULL::uuid) IS NULL);
alter table closures add constraint closure_starts_before_it_ends CHECK (starts_at < ends_at);
alter table closures add constraint closures_created_by_id_fkey FOREIGN KEY (created_by_id) REFERENCES users(id) ON UPDATE CASCADE;
alter table closures add constraint closures_pkey PRIMARY KEY (id);
alter table creation_keys add constraint creation_key_is_short CHECK (length(key) >= 1 AND length(key) <= 200);
alter table creation_keys add constraint creation_keys_pkey PRIMARY KEY (user_id, key);
alter table creation_keys add constraint creation_keys_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id) ON UPDATE CASCADE ON DELETE CASCADE;
alter table device_assignments add constraint assignment_is_finite CHECK (isfinite(not_before) AND isfinite(not_after) AND isfinite(handed_out_at) AND isfinite(returned_at));
alter table device_assignments add constraint assignment_is_of_its_rental FOREIGN KEY (tenant_id, booking_id, rental_id) REFERENCES rentals(tenant_id, booking_id, id) ON UPDATE CASCADE;
alter table device_assignments add constraint assignment_is_of_its_request FOREIGN KEY (tenant_id, booking_id, request_id) REFERENCES device_requests(tenant_id, booking_id, id) ON UPDATE CASCADE;
alter table device_assignments add constraint device_assignments_device_id_fkey FOREIGN KEY (device_id) REFERENCES devices(id) ON UPDATE CASCADE;
alter table device_assignments add constraint device_assignments_pkey PRIMARY KEY (id);
alter table device_assignments add constraint released_before_handed_out CHECK (released_at IS NULL OR handed_out_at IS NULL);
alter table device_assignments add constraint returned_after_handed_out CHECK (returned_at IS NULL OR handed_out_at IS NOT NULL AND returned_at >= handed_out_at);
alter table device_assignments add constraint returned_in_a_condition CHECK ((returned_at IS NULL) = (condition IS NULL));
alter table device_assignments add constraint taken_away_once_returned CHECK (taken_away_at IS NULL OR returned_at IS NOT NULL);
alter table device_categories add constraint device_categories_pkey PRIMARY KEY (id);
alter table device_categories add constraint low_stock_threshold_not_negative CHECK (low_stock_threshold >= 0);
alter table device_demands add constraint device_demand_wants_some CHECK (quantity >= 1);
alter table device_demands add constraint device_demands_category_id_fkey FOREIGN KEY (category_id) REFERENCES device_categories(id) ON UPDATE CASCADE;
alter table device_demands add constraint device_demands_pkey PRIMARY KEY (request_id);
alter table device_demands add constraint device_demands_request_id_fkey FOREIGN KEY (request_id) REFERENCES device_requests(id) ON UPDATE CASCADE ON DELETE CASCADE;
alter table device_downtimes add constraint device_downtimes_device_id_fkey FOREIGN KEY (device_id) REFERENCES devices(id) ON UPDATE CASCADE;
alter table device_downtimes add constraint device_downtimes_pkey PRIMARY KEY (id);
alter table device_downtimes add constraint downtime_ends_after_it_starts CHECK (expected_end > starts_at);
alter table device_downtimes add constraint downtime_is_finite CHECK (isfinite(starts_at) AND isfinite(expected_end) AND isfinite(ended_at));
alter table device_moves add constraint device_moves_device_id_fkey FOREIGN KEY (device_id) REFERENCES devices(id) ON UPDATE CASCADE;
alter table device_moves add constraint device_moves_pkey PRIMARY KEY (id);
alter table device_occupancies add constraint device_occupancies_assignment_id_fkey FOREIGN KEY (assignment_id) REFERENCES device_assignments(id) ON UPDATE CASCADE;
alter table device_occupancies add constraint device_occupancies_category_id_fkey FOREIGN KEY (category_id) REFERENCES device_categories(id) ON UPDATE CASCADE;
alter table device_occupancies add constraint device_occupancies_device_id_fkey FOREIGN KEY (device_id) REFERENCES devices(id) ON UPDATE CASCADE;
alter table device_occupancies add constraint device_occupancies_downtime_id_fkey FOREIGN KEY (downtime_id) REFERENCES device_downtimes(id) ON UPDATE CASCADE;
alter table device_occupancies add constraint device_occupancies_pkey PRIMARY KEY (id);
alter table device_occupancies add constraint device_occupancy_has_one_cause CHECK (num_nonnulls(assignment_id, downtime_id) = 1);
alter table device_occupancies add constraint device_occupancy_is_a_real_interval CHECK (NOT isempty(period) AND lower_inc(period) AND NOT upper_inc(period) AND isfinite(lower(period)) AND
CASE
    WHEN upper_inf(period) THEN downtime_id IS NOT NULL
    ELSE isfinite(upper(period))
END);
alter table device_occupancies add constraint no_overlapping_device_assignments EXCLUDE USING gist (device_id WITH =, period WITH &&) DEFERRABLE;
alter table device_requests add constraint device_request_is_for_one_thing CHECK (num_nonnulls(kind, category_id) <= 1);
alter table device_requests add constraint device_request_is_of_its_tenant FOREIGN KEY (tenant_id, booking_id) REFERENCES bookings(tenant_id, id) ON UPDATE CASCADE ON DELETE CASCADE;
alter table device_requests add constraint device_request_wants_some CHECK (quantity >= 1);
alter table device_requests add constraint device_requests_category_id_fkey FOREIGN KEY (category_id) REFERENCES device_categories(id) ON UPDATE CASCADE;
alter table device_requests add constraint device_requests_pkey PRIMARY KEY (id);
alter table devices add constraint devices_category_id_fkey FOREIGN KEY (category_id) REFERENCES device_categories(id) ON UPDATE CASCADE;
alter table devices add constraint devices_pkey PRIMARY KEY (id);
alter table domain_events add constraint domain_events_pkey PRIMARY KEY (at, seq);
alter table event_epochs add constraint event_epochs_pkey PRIMARY KEY (number);
alter table facility_settings add constraint address_is_short CHECK (length(address) <= 500);
alter table facility_settings add constraint currencies_are_codes CHECK (currency ~ '^[A-Z]{3}$'::text);
alter table facility_settings add constraint facility_has_a_name CHECK (length(btrim(name)) >= 1 AND length(btrim(name)) <= 100);
alter table facility_settings add constraint facility_settings_pkey PRIMARY KEY (id);
alter table facility_settings add constraint locales_are_english CHECK (locale ~ '^en(-[A-Z]{2})?$'::text);
alter table facility_settings add constraint one_row_of_settings CHECK (id = '00000000-0000-4000-8000-000000000000'::uuid);
alter table facility_settings add constraint opening_hours_are_hours CHECK (are_opening_hours(opening_hours));
alter table facility_settings add constraint time_zones_are_names CHECK (time_zone ~ '^[A-Za-z0-9_+/-]{1,64}$'::text);
alter table facility_settings add constraint usual_hours_are_hours CHECK ((num_nonnulls(usual_from, usual_until) = ANY (ARRAY[0, 2])) AND usual_from ~ '^([01][0-9]|2[0-3]):[0-5][0-9]$'::text AND usual_until ~ '^([01][0-9]|2[0-3]):[0-5][0-9]$'::text AND usual_from < usual_until);
alter table facility_settings add constraint weeks_start_on_a_day CHECK (week_starts_on >= 1 AND week_starts_on <= 7);
alter table facility_settings add constraint years_ahead_are_few CHECK (book_years_ahead >= 1 AND book_years_ahead <= 100);
alter table facility_settings add constraint zones_at_start_are_names CHECK (zone_at_start ~ '^[A-Za-z0-9_+/-]{1,64}$'::text);
alter table handovers add constraint handover_is_of_its_tenant FOREIGN KEY (tenant_id, booking_id) REFERENCES bookings(tenant_id, id) ON UPDATE CASCADE ON DELETE CASCADE;
alter table handovers add constraint handovers_from_id_fkey FOREIGN KEY (from_id) REFERENCES users(id) ON UPDATE CASCADE;
alter table handovers add constraint handovers_pkey PRIMARY KEY (booking_id, version);
alter table handovers add constraint handovers_to_id_fkey FOREIGN KEY (to_id) REFERENCES users(id) ON UPDATE CASCADE;
alter table idempotency_keys add constraint idempotency_key_is_short CHECK (length(key) >= 1 AND length(key) <= 200);
alter table idempotency_keys add constraint idempotency_keys_pkey PRIMARY KEY (tenant_id, user_id, key);
alter table idempotency_keys add constraint idempotency_keys_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenants(id) ON UPDATE CASCADE;
alter table idempotency_keys add constraint idempotency_keys_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id) ON UPDATE CASCADE ON DELETE CASCADE;
alter table left_out_dates add constraint left_out_date_starts_before_it_ends CHECK (starts_local < ends_local);
alter table left_out_dates add constraint left_out_dates_pkey PRIMARY KEY (id);
alter table left_out_dates add constraint left_out_dates_tenant_id_series_id_fkey FOREIGN KEY (tenant_id, series_id) REFERENCES series(tenant_id, id) ON UPDATE CASCADE ON DELETE CASCADE;
alter table mail_rhythms add constraint mail_rhythms_pkey PRIMARY KEY (user_id);
alter table mail_rhythms add constraint mail_rhythms_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id) ON UPDATE CASCADE ON DELETE CASCADE;
alter table notification_items add constraint notification_items_act_id_fkey FOREIGN KEY (act_id) REFERENCES told_acts(id) ON DELETE CASCADE;
alter table notification_items add constraint notification_items_booking_fkey FOREIGN KEY (tenant_id, booking_id) REFERENCES bookings(tenant_id, id) ON UPDATE CASCADE ON DELETE CASCADE;
alter table notification_items add constraint notification_items_pkey PRIMARY KEY (act_id, booking_id, type);
alter table notification_items add constraint notification_items_room_id_fkey FOREIGN KEY (room_id) REFERENCES rooms(id) ON UPDATE CASCADE ON DELETE SET NULL;
alter table notification_preferences add constraint notification_preferences_pkey PRIMARY KEY (user_id, type);
alter table notification_preferences add constraint notification_preferences_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id) ON UPDATE CASCADE ON DELETE CASCADE;
alter table notifications add constraint notifications_actor_id_fkey FOREIGN KEY (actor_id) REFERENCES users(id) ON UPDATE CASCADE ON DELETE SET NULL;
alter table notifications add constraint notifications_cause_id_fkey FOREIGN KEY (cause_id) REFERENCES told_acts(id) ON DELETE CASCADE;
alter table notifications add constraint notifications_pkey PRIMARY KEY (id);
alter table notifications add constraint notifications_recipient_id_fkey FOREIGN KEY (recipient_id) REFERENCES users(id) ON UPDATE CASCADE ON DELETE CASCADE;
alter table notifications add constraint notified_once_for_a_cause UNIQUE (cause, recipient_id);
alter table password_links add constraint password_links_created_by_id_fkey FOREIGN KEY (created_by_id) REFERENCES users(id) ON UPDATE CASCADE ON DELETE SET NULL;
alter table password_links add constraint password_links_expire_soon CHECK (expires_at > created_at AND expires_at <= (created_at + '00:30:00'::interval));
alter table password_links add constraint password_links_made_in_session_id_fkey FOREIGN KEY (made_in_session_id) REFERENCES sessions(id) ON UPDATE CASCADE ON DELETE SET NULL;
alter table password_links add constraint password_links_pkey PRIMARY KEY (id);
alter table password_links add constraint password_links_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id) ON UPDATE CASCADE ON DELETE CASCADE;
alter table personal_tokens add constraint personal_token_has_a_name CHECK (length(btrim(name)) >= 1 AND length(btrim(name)) <= 100);
alter table personal_tokens add constraint personal_token_has_scopes CHECK (cardinality(scopes) >= 1 AND cardinality(scopes) <= 100 AND array_position(scopes, NULL::text) IS NULL);
alter table personal_tokens add constraint personal_token_is_hashed CHECK (length(hash) = 32);
alter table personal_tokens add constraint personal_token_lasts_at_most_366_days CHECK (expires_at > created_at AND expires_at <= (created_at + '366 days'::interval));
alter table personal_tokens add constraint personal_tokens_pkey PRIMARY KEY (id);
alter table personal_tokens add constraint personal_tokens_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id) ON UPDATE CASCADE ON DELETE CASCADE;
alter table reference_keys add constraint one_reference_key CHECK (only_one);
alter table reference_keys add constraint reference_key_is_long CHECK (length(secret) = 32);
alter table reference_keys add constraint reference_keys_pkey PRIMARY KEY (only_one);
alter table refresh_tokens add constraint refresh_token_is_hashed CHECK (length(hash) = 32);
alter table refresh_tokens add constraint refresh_tokens_pkey PRIMARY KEY (hash);
alter table refresh_tokens add constraint refresh_tokens_session_id_fkey FOREIGN KEY (session_id) REFERENCES sessions(id) ON UPDATE CASCADE ON DELETE CASCADE;
alter table rentals add constraint rental_has_a_company CHECK (length(btrim(company)) >= 1 AND length(btrim(company)) <= 200);
alter table rentals add constraint rental_has_a_number CHECK (length(btrim(number)) >= 1 AND length(btrim(number)) <= 100);
alter table rentals add constraint rental_is_due_on_a_day CHECK (isfinite(due_on));
alter table rentals add constraint rental_is_of_its_tenant FOREIGN KEY (tenant_id, booking_id) REFERENCES bookings(tenant_id, id) ON UPDATE CASCADE ON DELETE CASCADE;
alter table rentals add constraint rentals_pkey PRIMARY KEY (id);
alter table role_grants add constraint role_grants_pkey PRIMARY KEY (id);
alter table role_grants add constraint role_grants_role_name_fkey FOREIGN KEY (role_name) REFERENCES roles(name) ON UPDATE CASCADE;
alter table role_grants add constraint role_grants_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenants(id) ON UPDATE CASCADE;
alter table role_grants add constraint role_grants_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id) ON UPDATE CASCADE ON DELETE CASCADE;
alter table role_permissions add constraint permissions_are_named_noun_verb CHECK (permission ~ '^(\*|[a-z-]+:(\*|[a-z-]+))$'::text);
alter table role_permissions add constraint role_permissions_pkey PRIMARY KEY (role_name, permission);
alter table role_permissions add constraint role_permissions_role_name_fkey FOREIGN KEY (role_name) REFERENCES roles(name) ON UPDATE CASCADE ON DELETE CASCADE;
alter table roles add constraint roles_pkey PRIMARY KEY (name);
alter table room_leaves add constraint room_leaves_leaf_id_fkey FOREIGN KEY (leaf_id) REFERENCES rooms(id) ON UPDATE CASCADE ON DELETE CASCADE;
alter table room_leaves add constraint room_leaves_pkey PRIMARY KEY (room_id, leaf_id);
alter table room_leaves add constraint room_leaves_room_id_fkey FOREIGN KEY (room_id) REFERENCES rooms(id) ON UPDATE CASCADE ON DELETE CASCADE;
alter table room_occupancies add constraint no_overlapping_bookings EXCLUDE USING gist (room_id WITH =, period WITH &&) DEFERRABLE;
alter table room_occupancies add constraint occupancy_has_one_cause CHECK (num_nonnulls(booking_id, closure_id) = 1);
alter table room_occupancies add constraint occupancy_is_a_real_interval CHECK (NOT isempty(period) AND lower_inc(period) AND NOT upper_inc(period) AND isfinite(lower(period)) AND isfinite(upper(period)));
alter table room_occupancies add constraint room_occupancies_booking_id_fkey FOREIGN KEY (booking_id) REFERENCES bookings(id) ON UPDATE CASCADE;
alter table room_occupancies add constraint room_occupancies_closure_id_fkey FOREIGN KEY (closure_id) REFERENCES closures(id) ON UPDATE CASCADE;
alter table room_occupancies add constraint room_occupancies_pkey PRIMARY KEY (id);
alter table room_occupancies add constraint room_occupancies_room_id_fkey FOREIGN KEY (room_id) REFERENCES rooms(id) ON UPDATE CASCADE;
alter table room_parts add constraint no_room_is_its_own_part CHECK (room_id <> part_id);
alter table room_parts add constraint room_parts_part_id_fkey FOREIGN KEY (part_id) REFERENCES rooms(id) ON UPDATE CASCADE;
alter table room_parts add constraint room_parts_pkey PRIMARY KEY (room_id, part_id);
alter table room_parts add constraint room_parts_room_id_fkey FOREIGN KEY (room_id) REFERENCES rooms(id) ON UPDATE CASCADE;
alter table rooms add constraint one_room_in_a_place EXCLUDE USING btree ("position" WITH =) DEFERRABLE;
alter table rooms add constraint room_counts_not_negative CHECK (capacity >= 1 AND setup_minutes >= 0 AND setup_minutes <= 1440 AND teardown_minutes >= 0 AND teardown_minutes <= 1440);
alter table rooms add constraint room_fits_in_a_building CHECK (capacity <= 5000);
alter table rooms add constraint room_names_have_letters CHECK (length(btrim(name)) >= 1 AND length(btrim(name)) <= 100);
alter table rooms add constraint room_positions_count_from_one CHECK ("position" >= 1);
alter table rooms add constraint rooms_pkey PRIMARY KEY (id);
alter table sealed_keys add constraint sealed_keys_pkey PRIMARY KEY (id);
alter table series add constraint series_created_by_id_fkey FOREIGN KEY (created_by_id) REFERENCES users(id) ON UPDATE CASCADE;
alter table series add constraint series_ends CHECK (num_nonnulls(until_date, date_count) >= 1 AND date_count >= 1 AND date_count <= 200);
alter table series add constraint series_pkey PRIMARY KEY (id);
alter table series add constraint series_repeats CHECK (every >= 1 AND every <= 99);
alter table series add constraint series_requester_id_fkey FOREIGN KEY (requester_id) REFERENCES users(id) ON UPDATE CASCADE;
alter table series add constraint series_starts_before_it_ends CHECK (starts_local < ends_local);
alter table series add constraint series_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenants(id) ON UPDATE CASCADE;
alter table series add constraint series_weekdays_are_days CHECK (weekdays <@ '{1,2,3,4,5,6,7}'::integer[] AND array_position(weekdays, NULL::integer) IS NULL AND (frequency = 'WEEKLY'::series_frequency) = (cardinality(weekdays) > 0));
alter table sessions add constraint displays_have_names CHECK ((kind = 'DISPLAY'::session_kind) = (name IS NOT NULL) AND length(btrim(name)) >= 1 AND length(btrim(name)) <= 100);
alter table sessions add constraint session_lasts_a_while CHECK (idle_seconds >= 60 AND idle_seconds <= 34560000);
alter table sessions add constraint session_origin_is_short CHECK (length(address) <= 60 AND length(agent) <= 300);
alter table sessions add constraint sessions_pkey PRIMARY KEY (id);
alter table sessions add constraint sessions_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id) ON UPDATE CASCADE ON DELETE CASCADE;
alter table set_up_uses add constraint set_up_uses_count_from_zero CHECK (number >= 0);
alter table set_up_uses add constraint set_up_uses_pkey PRIMARY KEY (number);
alter table set_up_uses add constraint set_up_uses_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id) ON UPDATE CASCADE;
alter table sign_in_tries add constraint sign_in_tries_pkey PRIMARY KEY (subject);
alter table tenants add constraint tenants_pkey PRIMARY KEY (id);
alter table told_acts add constraint told_acts_pkey PRIMARY KEY (id);
alter table undo_steps add constraint undo_steps_actor_fkey FOREIGN KEY (actor) REFERENCES users(id) ON UPDATE CASCADE ON DELETE CASCADE;
alter table undo_steps add constraint undo_steps_pkey PRIMARY KEY (booking_id, version);
alter table users add constraint emails_are_addresses CHECK (length(email) <= 254 AND email ~ '^[^\s@[:cntrl:]]+@[^\s@[:cntrl:]]+$'::text);
alter table users add constraint usernames_are_lower_case CHECK (username = lower(username) AND username ~ '^[a-z0-9_.@-]{2,100}$'::text);
alter table users add constraint users_pkey PRIMARY KEY (id);
alter table work_states add constraint work_states_pkey PRIMARY KEY (name);


-- indexes
-- Those that constraints make are not listed.

CREATE INDEX assignment_undo_steps_at_idx ON assignment_undo_steps USING btree (at);
CREATE INDEX assignment_undo_steps_xid_idx ON assignment_undo_steps USING btree (xid);
CREATE INDEX audit_log_action_at_id_idx ON audit_log USING btree (action, at, id);
CREATE INDEX audit_log_actor_at_id_idx ON audit_log USING btree (actor, at, id);
CREATE INDEX audit_log_request_id_idx ON audit_log USING btree (request_id);
CREATE INDEX audit_log_subject_id_at_id_idx ON audit_log USING btree (subject_id, at, id);
CREATE INDEX audit_log_tenant_id_at_id_idx ON audit_log USING btree (tenant_id, at, id);
CREATE INDEX refusals_by_time ON audit_log USING btree (result, at, id) WHERE result <> 'DONE'::audit_result;
CREATE INDEX booking_search_by_author ON booking_search USING btree (tenant_id, created_by_id, starts_at);
CREATE INDEX booking_search_by_start ON booking_search USING btree (tenant_id, starts_at, booking_id);
CREATE INDEX booking_search_by_status ON booking_search USING btree (tenant_id, status, starts_at);
CREATE INDEX booking_search_by_words ON booking_search USING gin (search_grams(tenant_id, search_season(starts_at), words)) WITH (fastupdate=off);
CREATE INDEX booking_search_of_long_ones ON booking_search USING btree (tenant_id, starts_at) WHERE lasts_long;
CREATE UNIQUE INDEX bookings_reference_key ON bookings USING btree (reference);
CREATE INDEX bookings_requester_id_status_idx ON bookings USING btree (requester_id, status);
CREATE INDEX bookings_room_id_idx ON bookings USING btree (room_id);
CREATE INDEX bookings_series_id_idx ON bookings USING btree (series_id);
CREATE INDEX bookings_status_ends_at_idx ON bookings USING btree (status, ends_at);
CREATE UNIQUE INDEX bookings_tenant_id_id_key ON bookings USING btree (tenant_id, id);
CREATE INDEX bookings_tenant_id_starts_at_idx ON bookings USING btree (tenant_id, starts_at);
CREATE INDEX bookings_with_devices_by_client ON bookings USING btree (tenant_id, search_text(client_name), starts_at) WHERE devices_needed > 0;
CREATE INDEX ghosts_by_start ON bookings USING btree (tenant_id, starts_at) WHERE status = 'PENDING'::booking_status;
CREATE INDEX changed_bookings_xid_idx ON changed_bookings USING btree (xid);
CREATE INDEX device_assignments_booking_id_idx ON device_assignments USING btree (booking_id);
CREATE INDEX device_assignments_device_id_idx ON device_assignments USING btree (device_id);
CREATE INDEX device_assignments_rental_id_idx ON device_assignments USING btree (rental_id);
CREATE INDEX device_assignments_request_id_idx ON device_assignments USING btree (request_id);
CREATE UNIQUE INDEX device_once_a_booking ON device_assignments USING btree (booking_id, device_id) WHERE released_at IS NULL AND returned_at IS NULL;
CREATE UNIQUE INDEX one_hand_at_a_time ON device_assignments USING btree (device_id) WHERE handed_out_at IS NOT NULL AND returned_at IS NULL;
CREATE UNIQUE INDEX device_categories_name_key ON device_categories USING btree (name);
CREATE UNIQUE INDEX device_categories_name_once ON device_categories USING btree (plain_name(name));
CREATE INDEX device_demands_category_id_idx ON device_demands USING btree (category_id);
CREATE INDEX device_demands_period_idx ON device_demands USING gist (period);
CREATE INDEX device_downtimes_device_id_idx ON device_downtimes USING btree (device_id);
CREATE INDEX downtimes_not_ended ON device_downtimes USING btree (device_id) WHERE ended_at IS NULL;
CREATE INDEX device_moves_device_id_sequence_idx ON device_moves USING btree (device_id, sequence);
CREATE INDEX device_moves_request_id_sequence_idx ON device_moves USING btree (request_id, sequence);
CREATE INDEX device_moves_xid_idx ON device_moves USING btree (xid);
CREATE INDEX device_occupancies_assignment_id_idx ON device_occupancies USING btree (assignment_id);
CREATE INDEX device_occupancies_by_device ON device_occupancies USING btree (device_id, taken_to, taken_from);
CREATE INDEX device_occupancies_by_end ON device_occupancies USING btree (category_id, taken_to);
CREATE INDEX device_occupancies_by_start ON device_occupancies USING btree (category_id, taken_from);
CREATE INDEX device_occupancies_downtime_id_idx ON device_occupancies USING btree (downtime_id);
CREATE INDEX device_occupancies_period_idx ON device_occupancies USING gist (period);
CREATE INDEX device_occupancies_taken_to_idx ON device_occupancies USING btree (taken_to);
CREATE INDEX device_requests_booking_id_idx ON device_requests USING btree (booking_id);
CREATE INDEX device_requests_category_id_idx ON device_requests USING btree (category_id);
CREATE UNIQUE INDEX device_requests_tenant_id_booking_id_id_key ON device_requests USING btree (tenant_id, booking_id, id);
CREATE UNIQUE INDEX one_request_for_a_wish ON device_requests USING btree (booking_id, kind, category_id) NULLS NOT DISTINCT WHERE withdrawn_at IS NULL;
CREATE INDEX devices_category_id_idx ON devices USING btree (category_id);
CREATE INDEX devices_in_serial_order ON devices USING btree (serial_order(serial_number), id);
CREATE UNIQUE INDEX devices_serial_number_key ON devices USING btree (serial_number);
CREATE UNIQUE INDEX one_device_of_a_serial ON devices USING btree (device_code(serial_number));
CREATE INDEX domain_events_in_order ON ONLY domain_events USING btree (xid, seq);
CREATE INDEX domain_events_of_facility ON ONLY domain_events USING btree (xid, seq) WHERE tenant_id IS NULL AND recipients = '{}'::uuid[];
CREATE INDEX domain_events_of_tenant ON ONLY domain_events USING btree (tenant_id, xid, seq) WHERE tenant_id IS NOT NULL;
CREATE INDEX domain_events_subject_idx ON ONLY domain_events USING btree (subject);
CREATE INDEX handovers_tenant_id_booking_id_idx ON handovers USING btree (tenant_id, booking_id);
CREATE INDEX left_out_dates_tenant_id_series_id_idx ON left_out_dates USING btree (tenant_id, series_id);
CREATE INDEX notification_items_tenant_id_booking_id_idx ON notification_items USING btree (tenant_id, booking_id);
CREATE INDEX notifications_cause_id_idx ON notifications USING btree (cause_id);
CREATE INDEX notifications_read_at_idx ON notifications USING btree (read_at);
CREATE INDEX notifications_recipient_id_created_at_id_idx ON notifications USING btree (recipient_id, created_at, id);
CREATE INDEX notifications_recipient_id_digest_at_idx ON notifications USING btree (recipient_id, digest_at);
CREATE INDEX notifications_withdrawn_at_idx ON notifications USING btree (withdrawn_at);
CREATE INDEX unread_notifications ON notifications USING btree (recipient_id) WHERE read_at IS NULL AND withdrawn_at IS NULL;
CREATE UNIQUE INDEX one_open_password_link ON password_links USING btree (user_id) WHERE used_at IS NULL AND void_at IS NULL;
CREATE INDEX password_links_created_by_id_idx ON password_links USING btree (created_by_id);
CREATE UNIQUE INDEX password_links_hash_key ON password_links USING btree (hash);
CREATE INDEX password_links_made_in_session_id_idx ON password_links USING btree (made_in_session_id);
CREATE INDEX password_links_user_id_idx ON password_links USING btree (user_id);
CREATE UNIQUE INDEX personal_tokens_hash_key ON personal_tokens USING btree (hash);
CREATE INDEX personal_tokens_user_id_idx ON personal_tokens USING btree (user_id);
CREATE INDEX refresh_tokens_session_id_idx ON refresh_tokens USING btree (session_id);
CREATE INDEX refresh_tokens_used_at_idx ON refresh_tokens USING btree (used_at);
CREATE UNIQUE INDEX one_rental_of_a_number ON rentals USING btree (booking_id, number);
CREATE UNIQUE INDEX rentals_tenant_id_booking_id_id_key ON rentals USING btree (tenant_id, booking_id, id);
CREATE UNIQUE INDEX one_grant_once ON role_grants USING btree (user_id, role_name, tenant_id) NULLS NOT DISTINCT;
CREATE INDEX role_grants_role_name_idx ON role_grants USING btree (role_name);
CREATE INDEX role_grants_user_id_idx ON role_grants USING btree (user_id);
CREATE INDEX room_leaves_leaf_id_idx ON room_leaves USING btree (leaf_id);
CREATE INDEX room_occupancies_booking_id_idx ON room_occupancies USING btree (booking_id);
CREATE INDEX room_occupancies_closure_id_idx ON room_occupancies USING btree (closure_id);
CREATE INDEX room_occupancies_period_idx ON room_occupancies USING gist (period);
CREATE INDEX room_parts_part_id_idx ON room_parts USING btree (part_id);
CREATE UNIQUE INDEX one_room_of_a_name ON rooms USING btree (plain_name(name));
CREATE INDEX series_requester_id_idx ON series USING btree (requester_id);
CREATE UNIQUE INDEX series_tenant_id_id_key ON series USING btree (tenant_id, id);
CREATE INDEX sessions_user_id_idx ON sessions USING btree (user_id);
CREATE INDEX set_up_uses_user_id_idx ON set_up_uses USING btree (user_id);
CREATE INDEX sign_in_tries_forget_at_idx ON sign_in_tries USING btree (forget_at);
CREATE UNIQUE INDEX tenants_code_key ON tenants USING btree (code);
CREATE UNIQUE INDEX tenants_code_once ON tenants USING btree (plain_name(code));
CREATE UNIQUE INDEX tenants_name_once ON tenants USING btree (plain_name(name));
CREATE INDEX told_acts_xid_idx ON told_acts USING btree (xid);
CREATE INDEX undo_steps_at_idx ON undo_steps USING btree (at);
CREATE INDEX undo_steps_xid_idx ON undo_steps USING btree (xid);
CREATE UNIQUE INDEX users_email_once ON users USING btree (lower(email));
CREATE UNIQUE INDEX users_username_key ON users USING btree (username);


-- functions

CREATE OR REPLACE FUNCTION public.add_mail_jobs(lines notifications[])
 RETURNS integer
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  perform graphile_worker.add_jobs(array(
    select case when line.digest_at is null then
      row('mailNotification', json_build_object('id', line.id, 'recipientId', line.recipient_id), null, clock_timestamp() + mail_waits(), null,
        'mail ' || line.id, null, null)::graphile_worker.job_spec
    else
      row('mailDigest', json_build_object('recipientId', line.recipient_id, 'due', line.digest_at), null, line.digest_at, null,
        'digest ' || line.recipient_id || ' ' || extract(epoch from line.digest_at)::bigint, null, null)::graphile_worker.job_spec
    end from unnest(lines) line));
  return cardinality(lines);
end $function$;

CREATE OR REPLACE FUNCTION public.add_up_device_wishes()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare
  wanted_kind constant device_kind := case new.device_type_preference when 'LAPTOPS' then 'LAPTOP' when 'DESKTOPS' then 'DESKTOP' end;
  listed jsonb := '[]';
  preference device_type_preference;
begin
  if tg_op = 'UPDATE' then listed := old.device_wishes; end if;
  if new.device_wishes = listed then
    if tg_op = 'UPDATE' and (new.devices_needed, new.device_type_preference) is not distinct from (old.devices_needed, old.device_type_preference) then
      return new;
    end if;
    if new.devices_needed <= 0 and listed = '[]' then
      return new; -- nothing is wanted, and what somebody would rather have stays as it is
    end if;
    if jsonb_array_length(listed) > 1 or listed -> 0 ->> 'categoryId' is not null then
      raise exception using errcode = 'check_violation', constraint = 'devices_are_requested_in_detail',
        message = 'this violates constraint "devices_are_requested_in_detail": change the device requests instead';
    end if;
    new.device_wishes := case when new.devices_needed = 0 then '[]' else jsonb_build_array(
      coalesce(listed -> 0, jsonb_build_object('id', gen_random_uuid(), 'categoryId', null, 'note', null))
      || jsonb_build_object('kind', wanted_kind, 'quantity', new.devices_needed)) end;
    return new;
  end if;

  select coalesce(sum(w.quantity), 0), case when bool_and(coalesce(coalesce(w.kind, c.kind) = 'LAPTOP', false)) then 'LAPTOPS'
      when bool_and(coalesce(coalesce(w.kind, c.kind) = 'DESKTOP', false)) then 'DESKTOPS' else 'ANY' end,
    coalesce(jsonb_agg(jsonb_build_object('id', w.id, 'kind', w.kind, 'categoryId', w."categoryId", 'quantity', w.quantity, 'note', w.note) order by w.id), '[]')
  into new.devices_needed, preference, new.device_wishes
  from (select coalesce(r.id, gen_random_uuid()) as id, r.kind, r."categoryId", r.quantity, r.note
    from jsonb_to_recordset(new.device_wishes) r (id uuid, kind device_kind, "categoryId" uuid, quantity integer, note text)) w
  left join device_categories c on c.id = w."categoryId";
  if new.devices_needed > 0 then new.device_type_preference := preference; end if;
  return new;
end $function$;

CREATE OR REPLACE FUNCTION public.all_books_are_open()
 RETURNS boolean
 LANGUAGE sql
 STABLE PARALLEL SAFE
 SET search_path TO 'public', 'pg_temp'
AS $function$
  select not exists (select from tenants where id <> all (coalesce(current_tenants(), '{}')))
$function$;

CREATE OR REPLACE FUNCTION public.are_opening_hours(hours text[])
 RETURNS boolean
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE STRICT
AS $function$
  select array_ndims(hours) = 1 and array_lower(hours, 1) = 1 and cardinality(hours) = 7 and count(day) > 0
    and coalesce(bool_and(day ~ '^([01][0-9]|2[0-3]):[0-5][0-9]-(([01][0-9]|2[0-3]):[0-5][0-9]|24:00)$' and left(day, 5) < right(day, 5)), false)
  from unnest(hours) day
$function$;

CREATE OR REPLACE FUNCTION public.assignment_due(a device_assignments, ends_at timestamp with time zone, due_on date)
 RETURNS timestamp with time zone
 LANGUAGE sql
 STABLE
AS $function$
  select least(greatest(ends_at, case when due_on is not null then public.end_of_day(due_on) end), a.not_after)
$function$;

CREATE OR REPLACE FUNCTION public.assignment_period(a device_assignments, b bookings, due_on date)
 RETURNS tstzrange
 LANGUAGE plpgsql
 STABLE
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare
  taken_from constant timestamptz := least(greatest(b.starts_at, a.not_before), a.handed_out_at);
  taken_to constant timestamptz := least(assignment_due(a, b.ends_at, due_on), a.returned_at);
begin
  if a.released_at is not null or (a.handed_out_at is null and b.status in ('REJECTED', 'CANCELLED')) then
    return null;
  end if;
  return case when taken_from < taken_to then tstzrange(taken_from, taken_to, '[)') end;
end $function$;

CREATE OR REPLACE FUNCTION public.audited_tenants()
 RETURNS uuid[]
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  select coalesce(array_agg(g.tenant_id), '{}') from role_grants g join role_permissions p using (role_name)
  where g.user_id = current_user_id() and g.tenant_id is not null and p.permission in ('*', 'audit:*', 'audit:read')
$function$;

CREATE OR REPLACE FUNCTION public.audits_facility()
 RETURNS boolean
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  select exists (
    select from role_grants g join role_permissions p using (role_name)
    where g.user_id = current_user_id() and g.tenant_id is null and p.permission in ('*', 'audit:*', 'audit:read'))
$function$;

CREATE OR REPLACE FUNCTION public.begin_event_epoch(known uuid, why text)
 RETURNS uuid
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare newest uuid;
begin
  perform pg_advisory_xact_lock(hashtextextended('begin_event_epoch', 0));
  select id into newest from event_epochs order by number desc limit 1;
  if newest = known then
    insert into event_epochs (reason) values (why) returning id into newest;
  end if;
  return newest;
end $function$;

CREATE OR REPLACE FUNCTION public.booking_return_day(b bookings)
 RETURNS date
 LANGUAGE sql
 STABLE
 SET search_path TO 'public', 'pg_temp'
AS $function$
  select coalesce((select r.due_on from rentals r where r.booking_id = b.id order by r.sequence desc limit 1), return_day(b.off_site))
$function$;

CREATE OR REPLACE FUNCTION public.can_sign_in(active boolean, password_hash text)
 RETURNS boolean
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
AS $function$
  select active and coalesce(password_hash ~ '^\$(argon2|2[aby]\$)', false)
$function$;

CREATE OR REPLACE FUNCTION public.confirm_served_booking(booking uuid)
 RETURNS void
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  update bookings b set status = 'CONFIRMED'
  where b.id = booking and (b.status = 'ROOM_ASSIGNED' or (b.kind = 'DEVICES_ONLY' and b.status = 'PENDING'))
    and coalesce(current_setting('app.cause', true), '') not in ('undoBookingChange', 'undoDeviceMove')
    and not exists (select from device_demands d join device_requests q on q.id = d.request_id where q.booking_id = b.id)
    and exists (select from device_assignments a where a.booking_id = b.id and a.released_at is null and a.taken_away_at is null)
$function$;

CREATE OR REPLACE FUNCTION public.count_open_bookings(person uuid)
 RETURNS TABLE(tenant_id uuid, bookings integer, series integer)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  select b.tenant_id, count(*)::int, count(distinct s.id)::int
  from bookings b left join series s on s.id = b.series_id
  where b.requester_id = person and b.status in ('PENDING', 'ROOM_ASSIGNED', 'CONFIRMED') and current_user_may('user:manage', null)
  group by b.tenant_id
$function$;

CREATE OR REPLACE FUNCTION public.count_open_devices()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare
  who constant uuid := current_actor();
  was jsonb;
begin
  if old.version = new.version then
    return null; -- nothing changed
  end if;
  if old.released_at is null and old.taken_away_at is null and (new.released_at is not null or new.taken_away_at is not null)
    -- Whoever releases a plan at the desk stands where it is to be known.
    and nullif(current_setting('app.cause', true), '') is distinct from 'releaseDevices' and nullif(current_setting('app.undoes', true), '') is null then
    insert into changed_bookings (booking_id, before, devices_open) select b.id, told_facts(b), devices_open_of(b.id) from bookings b where b.id = new.booking_id
    on conflict (booking_id) do update set devices_open = coalesce(changed_bookings.devices_open, excluded.devices_open);
  end if;
  if who is not null then
    select jsonb_object_agg(key, value) into was from jsonb_each(to_jsonb(old) - 'version') where value is distinct from to_jsonb(new) -> key;
    insert into assignment_undo_steps (assignment_id, version, tenant_id, actor, before) values (new.id, new.version, new.tenant_id, who, was);
  end if;
  return null;
end $function$;

CREATE OR REPLACE FUNCTION public.covers_right(held text, asked text)
 RETURNS boolean
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
AS $function$
  select held = '*' or held = asked or (right(held, 2) = ':*' and starts_with(asked, left(held, -1)))
$function$;

CREATE OR REPLACE FUNCTION public.current_actor()
 RETURNS uuid
 LANGUAGE sql
 STABLE
AS $function$
  select nullif(current_setting('app.actor', true), '')::uuid
$function$;

CREATE OR REPLACE FUNCTION public.current_tenants()
 RETURNS uuid[]
 LANGUAGE sql
 STABLE PARALLEL SAFE
AS $function$
  select string_to_array(nullif(current_setting('app.tenants', true), ''), ',')::uuid[]
$function$;

CREATE OR REPLACE FUNCTION public.current_user_covers(role text, tenant uuid)
 RETURNS boolean
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  select not exists (select from role_permissions p where p.role_name = role and not current_user_may(p.permission, tenant))
$function$;

CREATE OR REPLACE FUNCTION public.current_user_id()
 RETURNS uuid
 LANGUAGE sql
 STABLE PARALLEL SAFE
AS $function$
  select nullif(current_setting('app.user', true), '')::uuid
$function$;

CREATE OR REPLACE FUNCTION public.current_user_may(asked text, tenant uuid)
 RETURNS boolean
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  select exists (
    select from users u join role_grants g on g.user_id = u.id join role_permissions p on p.role_name = g.role_name
    where u.id = current_user_id() and u.active and (g.tenant_id is null or g.tenant_id = tenant) and covers_right(p.permission, asked))
$function$;

CREATE OR REPLACE FUNCTION public.current_user_may_manage(person uuid)
 RETURNS boolean
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  select current_user_may('user:manage', null)
    and not exists (select from role_grants g where g.user_id = person and not current_user_covers(g.role_name, g.tenant_id))
$function$;

CREATE OR REPLACE FUNCTION public.device_changes(window_from timestamp with time zone, window_to timestamp with time zone, moment timestamp with time zone, without_booking uuid, without_request uuid)
 RETURNS TABLE(category_id uuid, kind device_kind, changes json, wishes json)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
 SET jit TO 'off'
 SET plan_cache_mode TO 'force_custom_plan'
 SET work_mem TO '32MB'
AS $function$
with fleet as materialized (
  select d.id, d.category_id from devices d
  -- A window that is over is looked at as it was.
  where d.retired_at is null or (window_to <= moment and d.retired_at >= window_to)
),
left_out as materialized (select a.id from device_assignments a where a.booking_id = without_booking),
-- A few are found by the index on ranges, and counted in one reading: how many begin and how many end at each moment.
taken as materialized (
  select o.category_id, o.taken_from, o.taken_to, count(*) - count(o.downtime_id) as assigned, count(o.downtime_id) as down
  from device_occupancies o
  -- No plan lies ahead of a retired device, so only for its downtimes, and looking back, it must be left out.
  where (window_to <= moment or window_to - window_from <= interval '7 days')
    and ((window_to > moment and o.downtime_id is null) or o.device_id in (select id from fleet))
    and o.period && tstzrange(window_from, window_to) and (without_booking is null or o.assignment_id is null or o.assignment_id not in (select id from left_out))
  group by grouping sets ((o.category_id, o.taken_from), (o.category_id, o.taken_to))
),
-- Of many, what begins and what ends stands in two indexes in the order in which it is counted; all of it as assigned.
begun as materialized (
  select c.id as category_id, o.at, o.devices
  from device_categories c cross join lateral (
    select taken_from as at, count(*) as devices from device_occupancies
    where category_id = c.id and taken_from >= window_from and taken_from < window_to group by 1
  ) o where window_to > moment and window_to - window_from > interval '7 days'
  union all
  select category_id, window_from, count(*) from device_occupancies
  where window_to > moment and window_to - window_from > interval '7 days' and period @> window_from and taken_from < window_from group by 1
),
ended as materialized (
  select c.id as category_id, o.at, o.devices
  from device_categories c cross join lateral (
    select taken_to as at, count(*) as devices from device_occupancies
    where category_id = c.id and taken_to > window_from and taken_to < window_to group by 1
  ) o where window_to > moment and window_to - window_from > interval '7 days'
),
-- What was counted there and is not assigned: downtimes, and what is left out.
otherwise as materialized (
  select o.category_id, greatest(o.taken_from, window_from) as taken_from, o.taken_to, (d.retired_at is null)::integer as down
  from device_occupancies o join devices d on d.id = o.device_id
  where window_to > moment and window_to - window_from > interval '7 days' and o.downtime_id is not null and o.taken_from < window_to and o.taken_to > window_from
  union all
  select o.category_id, greatest(o.taken_from, window_from), o.taken_to, 0
  from device_occupancies o join left_out a on a.id = o.assignment_id
  where window_to > moment and window_to - window_from > interval '7 days' and o.taken_from < window_to and o.taken_to > window_from
),
-- Off-site and in a downtime nobody knows until when; in the house it is collected today.
overdue as (
  select a.device_id, due.at as late_from, case when a.rental_id is not null then 'infinity' else end_of_day((moment at time zone facility_zone())::date) end as late_to
  from device_assignments a join bookings b on b.id = a.booking_id left join rentals r on r.id = a.rental_id
    cross join lateral (select assignment_due(a, b.ends_at, r.due_on) as at) due
  where a.handed_out_at is not null and a.returned_at is null and due.at <= moment and (without_booking is null or a.booking_id <> without_booking)
  union all
  select t.device_id, t.expected_end, 'infinity' from device_downtimes t where t.ended_at is null and t.expected_end <= moment
  union all
  select a.device_id, due.at, a.returned_at
  from device_assignments a join bookings b on b.id = a.booking_id left join rentals r on r.id = a.rental_id
    cross join lateral (select assignment_due(a, b.ends_at, r.due_on) as at) due
  where window_to <= moment and a.returned_at > window_from and due.at < a.returned_at and (without_booking is null or a.booking_id <> without_booking)
  union all
  select t.device_id, t.expected_end, t.ended_at from device_downtimes t where window_to <= moment and t.ended_at > window_from and t.expected_end < t.ended_at
),
late as materialized (
  select f.category_id, o.device_id, lower(span) as late_from, upper(span) as late_to
  from (
    select device_id, range_agg(tstzrange(greatest(late_from, window_from), least(late_to, window_to), '[)')) as spans
    from overdue where late_from < window_to and late_to > window_from group by device_id
  ) o join devices f on f.id = o.device_id and (f.retired_at is null or (window_to <= moment and f.retired_at >= window_to))
    cross join lateral unnest(o.spans - coalesce((
      select range_agg(t.period) from device_occupancies t where t.device_id = o.device_id and t.period && tstzrange(window_from, window_to)
        and (without_booking is null or t.assignment_id is null or t.assignment_id not in (select id from left_out))), '{}')) span
),
changed as (
  select category_id, greatest(taken_from, window_from) as at, assigned, down, 0 as late from taken where taken_from is not null
  union all
  select category_id, taken_to, -assigned, -down, 0 from taken where taken_to < window_to
  union all
  select category_id, at, devices, 0, 0 from begun
  union all
  select category_id, at, -devices, 0, 0 from ended
  union all
  select category_id, taken_from, -1, down, 0 from otherwise
  union all
  select category_id, taken_to, 1, -down, 0 from otherwise where taken_to < window_to
  union all
  select category_id, late_from, 0, 0, 1 from late
  union all
  select category_id, late_to, 0, 0, -1 from late where late_to < window_to
),
changes as (
  select category_id, '[' || string_agg(date_part('epoch', at) || ',' || assigned || ',' || down || ',' || late, ',') || ']' as list
  from changed group by 1
),
wishes as (
  select w.category_id, w.kind, '[' || string_agg(date_part('epoch', greatest(lower(w.period), window_from)) || ',' || date_part('epoch', least(upper(w.period), window_to)) || ',' || w.quantity, ',') || ']' as list
  from device_demands w
  where w.period && tstzrange(window_from, window_to) and (without_request is null or w.request_id <> without_request)
    and (without_booking is null or w.request_id not in (select q.id from device_requests q where q.booking_id = without_booking))
  group by 1, 2
)
select c.id, c.kind, coalesce(h.list, '[]')::json, coalesce(w.list, '[]')::json
from device_categories c left join changes h on h.category_id = c.id left join wishes w on w.category_id = c.id
union all
select null, k.kind, '[]', coalesce(w.list, '[]')::json
from (select unnest(enum_range(null::device_kind)) union all select null) k (kind) left join wishes w on w.category_id is null and w.kind is not distinct from k.kind
$function$;

CREATE OR REPLACE FUNCTION public.device_code(given text)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
AS $function$
  select upper(regexp_replace(btrim(normalize(
    translate(regexp_replace(given, '[\u0001-\u001f\u007f-\u009f]', '', 'g'), U&'\2010\2011\2012\2013\2014\2015\2212', '-------'), NFKC)),
    '\s+', ' ', 'g') collate "pg_c_utf8")
$function$;

CREATE OR REPLACE FUNCTION public.device_states(device_ids uuid[], moment timestamp with time zone)
 RETURNS TABLE(device_id uuid, status device_status, late boolean, used_until timestamp with time zone, current_id uuid, next_id uuid, downtime_id uuid, last_id uuid)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
 SET jit TO 'off'
 SET plan_cache_mode TO 'force_custom_plan'
AS $function$
with wanted as materialized (select d.id, d.retired_at from devices d where d.id = any (device_ids)),
hand as materialized (
  select a.device_id, a.id, a.rental_id, assignment_due(a, b.ends_at, r.due_on) as due
  from device_assignments a join bookings b on b.id = a.booking_id left join rentals r on r.id = a.rental_id
  where a.device_id = any (device_ids) and a.handed_out_at is not null and a.returned_at is null
),
down as materialized (
  -- Of several, the one that ends last.
  select distinct on (t.device_id) t.device_id, t.id, t.ended_at is null and t.expected_end <= moment as late
  from device_downtimes t where t.device_id = any (device_ids) and t.starts_at <= moment and coalesce(t.ended_at > moment, true)
  order by t.device_id, t.expected_end desc nulls first
),
use as materialized (
  select o.device_id, max(o.taken_to) filter (where o.taken_from <= moment) as used_until,
    min(o.assignment_id::text) filter (where o.taken_from <= moment and o.taken_to > moment)::uuid as running,
    (array_agg(o.assignment_id order by o.taken_from) filter (where o.taken_from > moment))[1] as next,
    (array_agg(o.assignment_id order by o.taken_from desc) filter (where o.taken_from <= moment))[1] as last
  from wanted w join device_occupancies o on o.device_id = w.id where o.assignment_id is not null group by 1
)
select w.id,
  case when w.retired_at is not null then 'RETIRED'
    when h.id is not null then case when h.rental_id is not null then 'OFFSITE' else 'ASSIGNED' end
    when t.id is not null then 'MAINTENANCE' when u.running is not null then 'ASSIGNED' else 'AVAILABLE' end::device_status,
  coalesce(h.due <= moment, false) or coalesce(t.late, false),
  case when h.id is not null then greatest(u.used_until, moment) else u.used_until end,
  coalesce(h.id, u.running), u.next, t.id, coalesce(h.id, u.last)
from wanted w left join hand h on h.device_id = w.id left join down t on t.device_id = w.id left join use u on u.device_id = w.id
$function$;

CREATE OR REPLACE FUNCTION public.device_totals(window_from timestamp with time zone, window_to timestamp with time zone, moment timestamp with time zone, without_booking uuid)
 RETURNS TABLE(category_id uuid, total integer, pickable integer)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
 SET jit TO 'off'
 SET plan_cache_mode TO 'force_custom_plan'
AS $function$
with fleet as materialized (
  select d.id, d.category_id from devices d where d.retired_at is null or (window_to <= moment and d.retired_at >= window_to)
),
left_out as materialized (select a.id from device_assignments a where a.booking_id = without_booking),
overdue as (
  select a.device_id, due.at as late_from, case when a.rental_id is not null then 'infinity' else end_of_day((moment at time zone facility_zone())::date) end as late_to
  from device_assignments a join bookings b on b.id = a.booking_id left join rentals r on r.id = a.rental_id
    cross join lateral (select assignment_due(a, b.ends_at, r.due_on) as at) due
  where a.handed_out_at is not null and a.returned_at is null and due.at <= moment and (without_booking is null or a.booking_id <> without_booking)
  union all
  select t.device_id, t.expected_end, 'infinity' from device_downtimes t where t.ended_at is null and t.expected_end <= moment
  union all
  select a.device_id, due.at, a.returned_at
  from device_assignments a join bookings b on b.id = a.booking_id left join rentals r on r.id = a.rental_id
    cross join lateral (select assignment_due(a, b.ends_at, r.due_on) as at) due
  where window_to <= moment and a.returned_at > window_from and due.at < a.returned_at and (without_booking is null or a.booking_id <> without_booking)
  union all
  select t.device_id, t.expected_end, t.ended_at from device_downtimes t where window_to <= moment and t.ended_at > window_from and t.expected_end < t.ended_at
),
late as materialized (select device_id from overdue where late_from < window_to and late_to > window_from),
taken as materialized (
  select o.device_id from device_occupancies o
  where (window_to <= moment or window_to - window_from <= interval '7 days') and o.period && tstzrange(window_from, window_to)
    and (without_booking is null or o.assignment_id is null or o.assignment_id not in (select id from left_out))
  union all
  select f.id
  from fleet f cross join lateral (
    -- What takes a device never overlaps: what ends first begins first. In the order of the index that has both; the one on
    -- ranges takes five times as long.
    select o.taken_from from device_occupancies o where o.device_id = f.id and o.taken_to > window_from
      and (without_booking is null or o.assignment_id is null or o.assignment_id not in (select id from left_out))
    order by o.device_id, o.taken_to limit 1) next
  where window_to > moment and window_to - window_from > interval '7 days' and next.taken_from < window_to
)
select c.id, count(f.id)::integer, (count(f.id) filter (where f.id not in (select device_id from taken) and f.id not in (select device_id from late)))::integer
from device_categories c left join fleet f on f.category_id = c.id group by 1
$function$;

CREATE OR REPLACE FUNCTION public.device_wishes_of(booking uuid)
 RETURNS jsonb
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  select coalesce(jsonb_agg(jsonb_build_object('id', id, 'kind', kind, 'categoryId', category_id, 'quantity', quantity, 'note', note) order by id), '[]')
  from device_requests where booking_id = booking and withdrawn_at is null
$function$;

CREATE OR REPLACE FUNCTION public.devices_open_of(booking uuid)
 RETURNS integer
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  select coalesce(sum(d.quantity), 0)::integer from device_requests q join device_demands d on d.request_id = q.id where q.booking_id = booking
$function$;

CREATE OR REPLACE FUNCTION public.devices_standing_on(booking_ids uuid[])
 RETURNS SETOF uuid
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  select distinct device_id from device_assignments where booking_id = any (booking_ids) and released_at is null
$function$;

CREATE OR REPLACE FUNCTION public.devices_wanted(facts jsonb)
 RETURNS jsonb
 LANGUAGE sql
 STABLE
AS $function$
  select case when facts->>'status' in ('PENDING', 'ROOM_ASSIGNED', 'CONFIRMED') and (facts->>'devicesNeeded')::int > 0 then
    jsonb_build_array(facts->'devicesNeeded', facts->'deviceTypePreference', facts->'startsAt', facts->'endsAt', facts->'deviceWishes') end
$function$;

CREATE OR REPLACE FUNCTION public.end_of_day(day date)
 RETURNS timestamp with time zone
 LANGUAGE sql
 STABLE PARALLEL SAFE
AS $function$
  select (day + 1)::timestamp at time zone public.facility_zone()
$function$;

CREATE OR REPLACE FUNCTION public.end_own_session(session uuid, comes_with uuid, moment timestamp with time zone)
 RETURNS boolean
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  perform hold_person(current_user_id());
  update sessions set ended_at = moment where id = session and user_id = current_user_id() and ended_at is null and expires_at > moment;
  if not found then return false; end if;
  if session is distinct from comes_with then
    perform void_links_made_in(array[session], moment);
  end if;
  return true;
end $function$;

CREATE OR REPLACE FUNCTION public.end_sessions(person uuid, except_session uuid, tokens_too boolean, moment timestamp with time zone)
 RETURNS integer
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare ended uuid[];
begin
  if person is distinct from current_user_id() and not current_user_may_manage(person) then
    raise exception using errcode = 'insufficient_privilege', message = 'sessions are ended by their person, or by whoever manages them';
  end if;
  -- A session that begins at this moment is there by now, or begins later and asks again.
  perform hold_person(person);
  with over as (
    update sessions set ended_at = moment
      where user_id = person and ended_at is null and expires_at > moment and id is distinct from except_session returning id
  ) select coalesce(array_agg(id), '{}') into ended from over;
  perform void_links_made_in(ended, moment);
  if tokens_too then
    update personal_tokens set revoked_at = moment where user_id = person and revoked_at is null;
  end if;
  return cardinality(ended);
end $function$;

CREATE OR REPLACE FUNCTION public.facility_zone()
 RETURNS text
 LANGUAGE sql
 STABLE PARALLEL SAFE
AS $function$
  select coalesce((select days_end_in from public.facility_settings), 'Africa/Johannesburg')
$function$;

CREATE OR REPLACE FUNCTION public.find_bookers(tenant uuid, search text, most integer, person uuid DEFAULT NULL::uuid)
 RETURNS SETOF uuid
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  select u.id from users u
  where (tenant = any (current_tenants()) or current_user_may('user:manage', null)) and (person is null or u.id = person)
    -- First those who could be meant at all: there may be thousands of others.
    and u.id in (select g.user_id from role_grants g where (g.tenant_id is null or g.tenant_id = tenant)
      and g.role_name in (select p.role_name from role_permissions p where covers_right(p.permission, 'booking:create')))
    and may_book(u.id, tenant)
    and not exists (select from unnest(string_to_array(search_words(regexp_replace(left(search, 200), '\s+', E'\n', 'g')), ' ')) word where position(word in search_words(u.display_name || ' ' || u.username)) = 0)
  order by lower(u.display_name), u.id limit most
$function$;

CREATE OR REPLACE FUNCTION public.find_bookings(search text, contacts_of uuid[], tenants uuid[], starts_before timestamp with time zone, ends_after timestamp with time zone, statuses booking_status[], rooms uuid[], author uuid, after_start timestamp with time zone, after_id uuid, backwards boolean, most integer)
 RETURNS TABLE(booking_id uuid, starts_at timestamp with time zone)
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
 SET enable_seqscan TO 'on'
 SET jit TO 'off'
AS $function$
declare
  wanted text[] := array_remove(string_to_array(search_words(left(search, 200)), ' '), '');
  -- $1 tenant, $2 $3 where the list goes on, $4 starts before, $5 ends after, $6 statuses, $7 rooms, $8 author, $9 pieces of the words
  stretch text := 's.tenant_id = $1' || case when starts_before is not null then ' and s.starts_at < $4' else '' end;
  recent text := case when ends_after is not null then $q$ and s.starts_at > $5 - interval '48 hours'$q$ else '' end;
  beyond text := case when backwards then ' and (s.starts_at, s.booking_id) < ($2, $3)' else ' and (s.starts_at, s.booking_id) > ($2, $3)' end;
  further text := case when after_id is not null then beyond else '' end;
  ordered text := format('order by s.starts_at %1$s, s.booking_id %1$s limit', case when backwards then 'desc' else 'asc' end);
  filters text := case when statuses is not null then ' and s.status = any ($6)' else '' end || case when rooms is not null then ' and s.room_id = any ($7)' else '' end
    || case when author is not null then ' and s.created_by_id = $8' else '' end || case when ends_after is not null then ' and s.ends_at > $5' else '' end;
  tenant uuid;
  matches text;
  last_start timestamptz;
  last_id uuid;
  season bigint;
  found_now integer;
  found_here integer;
  -- So many are looked through before the index of words is asked.
  look constant integer := 500;
begin
  if search is not null and cardinality(wanted) = 0 then return; end if;
  for tenant in select own from unnest(current_tenants()) own where own = any (tenants) loop
    select coalesce(string_agg(format(' and s.%I like %L', case when tenant = any (contacts_of) then 'words' else 'client_words' end,
      case when length(word) < 3 then '%  ' || word || '%' else '%' || word || '%' end), ''), '') into matches from unnest(wanted) word;
    if ends_after is not null then
      return query execute format($q$select s.booking_id, s.starts_at from booking_search s where %s and s.lasts_long and s.starts_at > $5 - interval '8784 hours'
          and s.starts_at <= $5 - interval '48 hours' %s%s%s %s %s$q$, stretch, further, filters, matches, ordered, most)
        using tenant, after_start, after_id, starts_before, ends_after, statuses, rooms, author;
    end if;
    if matches = '' then
      return query execute format('select s.booking_id, s.starts_at from booking_search s where %s%s%s%s %s %s', stretch, recent, further, filters, ordered, most)
        using tenant, after_start, after_id, starts_before, ends_after, statuses, rooms, author;
      continue;
    end if;
    return query execute format('select s.booking_id, s.starts_at from (select * from booking_search s where %s%s%s %s %s) s where true%s%s %4$s %8$s',
        stretch, recent, further, ordered, look, filters, matches, most)
      using tenant, after_start, after_id, starts_before, ends_after, statuses, rooms, author;
    get diagnostics found_here = row_count;
    continue when found_here >= most;
    execute format('select s.starts_at, s.booking_id from booking_search s where %s%s%s %s 1 offset %s', stretch, recent, further, ordered, look - 1)
      into last_start, last_id using tenant, after_start, after_id, starts_before, ends_after;
    continue when last_id is null;
    season := search_season(last_start);
    -- Nothing but the index of words is to be asked: how much it would bring is not known to the planner.
    perform set_config('enable_seqscan', 'off', true);
    while found_here < most and season is not null loop
      return query execute format('select s.booking_id, s.starts_at from (select * from booking_search s where search_grams(s.tenant_id, search_season(s.starts_at), s.words) @> $9 offset 0) s where %s%s%s%s%s %s %s',
          stretch, recent, beyond, filters, matches, ordered, most - found_here)
        using tenant, last_start, last_id, starts_before, ends_after, statuses, rooms, author, search_grams_of(tenant, season, wanted);
      get diagnostics found_now = row_count;
      found_here := found_here + found_now;
      if backwards then
        select search_season(s.starts_at) into season from booking_search s
        where s.tenant_id = tenant and s.starts_at < search_season_start(season) and (ends_after is null or s.starts_at > ends_after - interval '48 hours')
        order by s.starts_at desc limit 1;
      else
        select search_season(s.starts_at) into season from booking_search s
        where s.tenant_id = tenant and s.starts_at >= search_season_start(season + 1) and (starts_before is null or s.starts_at < starts_before)
        order by s.starts_at limit 1;
      end if;
    end loop;
    perform set_config('enable_seqscan', 'on', true);
  end loop;
end $function$;

CREATE OR REPLACE FUNCTION public.forget_old_notifications(moment timestamp with time zone)
 RETURNS integer
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare
  now_or_before constant timestamptz := least(moment, clock_timestamp());
  acts uuid[];
begin
  with gone as (
    delete from notifications where id in (
      select id from notifications where read_at < now_or_before - interval '90 days' or withdrawn_at < now_or_before - interval '31 days' limit 5000)
    returning cause_id
  )
  select coalesce(array_agg(cause_id), '{}') into acts from gone;
  delete from told_acts a where a.id = any (acts) and not exists (select from notifications n where n.cause_id = a.id);
  return cardinality(acts);
end $function$;

CREATE OR REPLACE FUNCTION public.forget_old_tokens(moment timestamp with time zone)
 RETURNS void
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  delete from refresh_tokens where used_at < least(moment, now()) - interval '30 days';
  delete from sessions where coalesce(ended_at, expires_at) < least(moment, now()) - interval '90 days';
  delete from personal_tokens where coalesce(revoked_at, expires_at) < least(moment, now()) - interval '90 days';
$function$;

CREATE OR REPLACE FUNCTION public.forget_undo_steps()
 RETURNS void
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  delete from undo_steps where at < clock_timestamp() - interval '5 minutes';
  delete from assignment_undo_steps where at < clock_timestamp() - interval '5 minutes';
$function$;

CREATE OR REPLACE FUNCTION public.give_devices_back()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  if not exists (select from device_requests where booking_id = old.id) then
    return old;
  end if;
  perform need_newest_rows();
  perform lock_in_order(array[old.id], '{}');
  if exists (select from device_assignments where booking_id = old.id and handed_out_at is not null and returned_at is null) then
    raise exception using errcode = 'restrict_violation', constraint = 'bookings_with_devices_out_stay',
      message = 'this violates constraint "bookings_with_devices_out_stay": devices of this booking are out';
  end if;
  delete from device_occupancies where assignment_id in (select id from device_assignments where booking_id = old.id);
  delete from device_assignments where booking_id = old.id;
  return old;
end $function$;

CREATE OR REPLACE FUNCTION public.guard_domain_event_day(name text)
 RETURNS void
 LANGUAGE plpgsql
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  execute format('alter table %I enable row level security, force row level security', name);
  execute format('create policy owner_maintains on %I to current_user using (true) with check (true)', name);
  execute format('create policy own_tenants on %I for select to colab_app using (tenant_id = any ((select current_tenants())::uuid[]))', name);
end $function$;

CREATE OR REPLACE FUNCTION public.hold_own_access(kind text, access_id uuid, moment timestamp with time zone)
 RETURNS boolean
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare person constant uuid := current_user_id();
begin
  if not hold_person(person) then return false; end if;
  if kind = 'token' then
    perform from personal_tokens where id = access_id and user_id = person and revoked_at is null and expires_at > moment for no key update;
  else
    perform from sessions where id = access_id and user_id = person and ended_at is null and expires_at > moment for no key update;
  end if;
  return found;
end $function$;

CREATE OR REPLACE FUNCTION public.hold_own_password(proven text)
 RETURNS boolean
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  if not hold_person(current_user_id()) then return false; end if;
  return exists (select from users where id = current_user_id() and password_hash = proven);
end $function$;

CREATE OR REPLACE FUNCTION public.hold_person(person uuid)
 RETURNS boolean
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare is_open boolean;
begin
  select active into is_open from users where id = person for no key update;
  return coalesce(is_open, false);
end $function$;

CREATE OR REPLACE FUNCTION public.hold_requester(person uuid, tenant uuid, booked booking_kind)
 RETURNS void
 LANGUAGE plpgsql
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  -- Waits for who shuts the account or takes a role away at this moment, and makes them wait: they look for open bookings after that.
  perform from users where id = person for share;
  perform from role_grants where user_id = person order by id for share;
  if not (may_book(person, tenant) or (booked = 'DEVICES_ONLY' and may_lend(person, tenant))) then
    raise exception using errcode = 'restrict_violation', constraint = 'requester_may_book',
      message = 'this violates constraint "requester_may_book": the requester may not book for this division';
  end if;
end $function$;

CREATE OR REPLACE FUNCTION public.hold_requester_again()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  perform hold_requester(new.requester_id, new.tenant_id, new.kind);
  return null;
end $function$;

CREATE OR REPLACE FUNCTION public.hold_requesters()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare
  asked record;
begin
  -- The owner of the database, who writes in nobody's name, brings in what people who have left once booked.
  if current_user_id() is null then return null; end if;
  for asked in
    select distinct requester_id as person, tenant_id as tenant, kind from made
    where status in ('PENDING', 'ROOM_ASSIGNED', 'CONFIRMED')
      -- The people of the sample are let in once all of it is there.
      and not exists (select from users u, work_states s where u.id = requester_id and u.sample and s.name = 'sample_data' and s.value = 'building')
    order by 1
  loop
    perform hold_requester(asked.person, asked.tenant, asked.kind);
  end loop;
  return null;
end $function$;

CREATE OR REPLACE FUNCTION public.hold_walls(room_ids uuid[])
 RETURNS void
 LANGUAGE plpgsql
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  if current_setting('transaction_isolation') <> 'read committed' then
    perform from room_leaves where room_id = any (room_ids) order by room_id, leaf_id for share;
  end if;
end $function$;

CREATE OR REPLACE FUNCTION public.keep_an_administrator()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  if tg_table_name = 'users' then
    -- Most changes of a person change nothing here, and must not wait for others.
    if tg_op = 'UPDATE' and not exists (
      select from gone o left join come n using (id)
      where can_sign_in(o.active, o.password_hash) and not coalesce(can_sign_in(n.active, n.password_hash), false)
        and exists (select from role_grants g join role_permissions p using (role_name) where g.user_id = o.id and g.tenant_id is null and p.permission = '*')) then
      return null;
    end if;
  elsif tg_table_name = 'role_grants' then
    if not exists (select from gone o where o.tenant_id is null and o.role_name in (select role_name from role_permissions where permission = '*')) then
      return null;
    end if;
  elsif not exists (select from gone where permission = '*') then
    return null;
  end if;
  perform lock_people();
  if not exists (
    select from users u join role_grants g on g.user_id = u.id join role_permissions p on p.role_name = g.role_name
    where can_sign_in(u.active, u.password_hash) and g.tenant_id is null and p.permission = '*') then
    raise exception using errcode = 'restrict_violation', constraint = 'somebody_administers',
      message = 'this violates constraint "somebody_administers": one administrator who can sign in stays';
  end if;
  return null;
end $function$;

CREATE OR REPLACE FUNCTION public.keep_audit_of(of_table regclass, subject text, keys text[] DEFAULT '{id}'::text[], ignored text[] DEFAULT '{}'::text[], secret text[] DEFAULT '{}'::text[])
 RETURNS void
 LANGUAGE plpgsql
AS $function$
begin
  execute format('create trigger record_change after insert or update or delete on %s for each row execute function record_change(%L, %L, %L, %L)',
    of_table, subject, keys, ignored || '{updated_at}', secret);
  execute format('alter table %s enable always trigger record_change', of_table);
end $function$;

CREATE OR REPLACE FUNCTION public.keep_booking_search()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  insert into booking_search select f.* from search_row(new) f
  on conflict (booking_id) do update set (starts_at, ends_at, lasts_long, status, room_id, created_by_id, client_words, words)
    = (excluded.starts_at, excluded.ends_at, excluded.lasts_long, excluded.status, excluded.room_id, excluded.created_by_id, excluded.client_words, excluded.words);
  return null;
end $function$;

CREATE OR REPLACE FUNCTION public.keep_booking_version()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  if tg_op = 'INSERT' then
    new.version := 1;
    return new;
  end if;
  if new.id <> old.id or new.tenant_id <> old.tenant_id or new.reference <> old.reference then
    raise exception using errcode = 'check_violation', constraint = 'booking_keeps_its_identity',
      message = 'a booking keeps its id, its reference and its tenant';
  end if;
  new.version := old.version;
  new.updated_at := old.updated_at;
  if new is distinct from old then
    new.version := old.version + 1;
    new.updated_at := clock_timestamp();
  end if;
  return new;
end $function$;

CREATE OR REPLACE FUNCTION public.keep_closure_occupancies()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare
  was closures; -- all null for an insert
  is_now closures; -- all null for a delete
  removed uuid[] := '{}';
  added uuid[] := '{}';
begin
  if tg_op <> 'INSERT' then was := old; end if;
  if tg_op <> 'DELETE' then is_now := new; end if;
  if tg_op = 'UPDATE' and was.version = is_now.version then
    return null; -- nothing changed
  end if;

  perform lock_in_order('{}', coalesce(was.room_ids, '{}') || coalesce(is_now.room_ids, '{}'));
  if was.id is not null then
    with gone as (delete from room_occupancies where closure_id = was.id returning id)
    select coalesce(array_agg(id), '{}') into removed from gone;
  end if;
  if is_now.id is not null then
    if exists (select from unnest(is_now.room_ids) room where not exists (select from room_leaves l where l.room_id = room)) then
      raise exception using errcode = 'foreign_key_violation', constraint = 'closure_rooms_are_there', message = 'a closure names rooms that are there';
    end if;
    perform hold_walls(is_now.room_ids);
    with come as (
      insert into room_occupancies (closure_id, room_id, period)
      select is_now.id, leaf_id, tstzrange(is_now.starts_at, is_now.ends_at, '[)')
      from (select distinct leaf_id from room_leaves where room_id = any (is_now.room_ids)) leaves order by leaf_id
      returning id
    )
    select coalesce(array_agg(id), '{}') into added from come;
  end if;

  insert into domain_events (
    type, subject, version, taken_from_before, taken_to_before, taken_from_after, taken_to_after,
    occupancies_removed, occupancies_added, actor, cause, reason
  ) values (
    case when was.id is null then 'rooms_closed' when is_now.id is null then 'rooms_reopened' else 'closure_changed' end,
    coalesce(is_now.id, was.id), coalesce(is_now.version, was.version + 1),
    was.starts_at, was.ends_at, is_now.starts_at, is_now.ends_at, removed, added,
    nullif(current_setting('app.actor', true), '')::uuid, nullif(current_setting('app.cause', true), ''),
    nullif(current_setting('app.reason', true), '')
  );
  return case when tg_op = 'DELETE' then old end;
end $function$;

CREATE OR REPLACE FUNCTION public.keep_closure_version()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  if tg_op = 'INSERT' then
    new.version := 1;
    return new;
  end if;
  if new.id <> old.id then
    raise exception using errcode = 'check_violation', constraint = 'closure_keeps_its_identity', message = 'a closure keeps its id';
  end if;
  new.version := old.version;
  if new is distinct from old then new.version := old.version + 1; end if;
  return new;
end $function$;

CREATE OR REPLACE FUNCTION public.keep_device_assignment()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare due timestamptz;
begin
  if tg_op = 'UPDATE' then
    if new is not distinct from old then
      return new;
    end if;
    if (new.id, new.tenant_id, new.booking_id, new.request_id, new.device_id) is distinct from (old.id, old.tenant_id, old.booking_id, old.request_id, old.device_id) then
      raise exception using errcode = 'check_violation', constraint = 'assignment_keeps_its_device', message = 'an assignment keeps its device and its request';
    end if;
  end if;
  perform need_newest_rows();
  perform lock_in_order(array[new.booking_id], '{}', array[new.device_id]);
  new.version := case when tg_op = 'INSERT' then 1 else old.version + 1 end;
  if new.returned_at is null then
    new.condition := null;
    new.taken_away_at := null;
  elsif (tg_op = 'INSERT' or old.returned_at is null) and new.condition in ('DAMAGED', 'LOST') and new.taken_away_at is null then
    -- Not in good order and before its due: the request wants another one.
    select assignment_due(new, b.ends_at, r.due_on) into due
    from bookings b left join rentals r on r.id = new.rental_id where b.id = new.booking_id and b.status in ('PENDING', 'ROOM_ASSIGNED', 'CONFIRMED');
    if new.returned_at < due then new.taken_away_at := new.returned_at; end if;
  end if;
  new.assigned_by := case when tg_op = 'INSERT' then coalesce(new.assigned_by, current_actor()) else old.assigned_by end;
  new.handed_out_by := case when new.handed_out_at is not null then coalesce(new.handed_out_by, current_actor()) end;
  new.returned_by := case when new.returned_at is not null then coalesce(new.returned_by, current_actor()) end;
  new.released_by := case when new.released_at is not null then coalesce(new.released_by, current_actor()) end;
  new.taken_away_by := case when new.taken_away_at is not null then coalesce(new.taken_away_by, current_actor()) end;
  return new;
end $function$;

CREATE OR REPLACE FUNCTION public.keep_device_category()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  if tg_op = 'INSERT' then
    new.version := 1;
    return new;
  end if;
  if new.kind <> old.kind and (exists (select from devices where category_id = old.id) or exists (select from device_requests where category_id = old.id)) then
    raise exception using errcode = 'restrict_violation', constraint = 'categories_in_use_keep_their_kind',
      message = 'this violates constraint "categories_in_use_keep_their_kind": it has devices, or somebody wants them';
  end if;
  new.version := old.version + case when new is distinct from old then 1 else 0 end;
  return new;
end $function$;

CREATE OR REPLACE FUNCTION public.keep_device_occupancies()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare
  was device_assignments; -- all null for an insert
  stood boolean;
  stands boolean;
begin
  if tg_op = 'DELETE' then
    if old.released_at is null and old.returned_at is null then
      perform note_device_move('RELEASED', null, old.device_id, old.request_id, old.id, old.rental_id);
    end if;
    update devices set version = version + 1 where id = old.device_id;
    return null;
  end if;
  if tg_op = 'UPDATE' then
    if old.version = new.version then
      return null; -- nothing changed
    end if;
    was := old;
  end if;
  stood := was.id is not null and was.released_at is null and was.taken_away_at is null;
  stands := new.released_at is null and new.taken_away_at is null;
  if stands and not stood then perform must_suit(new); end if;
  if new.handed_out_at is not null and new.returned_at is null and (was.handed_out_at is null or was.returned_at is not null) then
    perform must_be_handed_out_at(new, coalesce(was.returned_at, new.handed_out_at));
  end if;
  if new.handed_out_at is not null and was.handed_out_at is null and not exists (
    select from bookings b left join rentals r on r.id = new.rental_id
    where b.id = new.booking_id and new.handed_out_at < assignment_due(new, b.ends_at, r.due_on)
      and (b.status in ('ROOM_ASSIGNED', 'CONFIRMED') or (b.kind = 'DEVICES_ONLY' and b.status = 'PENDING'))) then
    raise exception using errcode = 'restrict_violation', constraint = 'handed_out_while_it_stands',
      message = 'this violates constraint "handed_out_while_it_stands": the booking is not open, or its devices are due back';
  end if;

  perform set_device_occupancies(array[new.id]);
  perform set_device_demands(array[new.request_id]);
  update device_requests set version = version + 1 where id = new.request_id;
  update devices set version = version + 1 where id = new.device_id;
  perform note_device_move(move.kind, move.moment, new.device_id, new.request_id, new.id, new.rental_id)
  from (values
    (1, was.id is null, 'ASSIGNED'::device_move_kind, new.not_before),
    (2, was.released_at is null and new.released_at is not null, 'RELEASED', new.released_at),
    (3, was.handed_out_at is null and new.handed_out_at is not null, 'HANDED_OUT', new.handed_out_at),
    (4, was.returned_at is null and new.returned_at is not null, 'RETURNED', new.returned_at),
    (5, was.id is not null and (was.not_before, was.not_after, was.rental_id) is distinct from (new.not_before, new.not_after, new.rental_id), 'MOVED', null),
    (6, (was.released_at is not null and new.released_at is null) or (was.returned_at is not null and new.returned_at is null)
      or (was.handed_out_at is not null and new.handed_out_at is null), 'UNDONE', null)
  ) move (place, applies, kind, moment) where move.applies;
  if stands and not stood then perform confirm_served_booking(new.booking_id); end if;
  return null;
end $function$;

CREATE OR REPLACE FUNCTION public.keep_device_request()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  if tg_op = 'INSERT' then
    new.version := 1;
    if exists (select from device_moves where request_id = new.id) then
      new.version := (select coalesce(max(version), 0) + 1 from domain_events where subject = new.id);
    end if;
    perform lock_in_order(array[new.booking_id], '{}');
    return new;
  end if;
  if (new.id, new.tenant_id, new.booking_id) is distinct from (old.id, old.tenant_id, old.booking_id) then
    raise exception using errcode = 'check_violation', constraint = 'device_request_keeps_its_booking', message = 'a device request stays with its booking';
  end if;
  if (new.kind, new.category_id, new.quantity, new.withdrawn_at) is distinct from (old.kind, old.category_id, old.quantity, old.withdrawn_at) then
    perform lock_in_order(array[new.booking_id], '{}');
  end if;
  -- A write of the version alone counts as well: it says that something was given or taken.
  new.version := old.version + case when new is distinct from old then 1 else 0 end;
  return new;
end $function$;

CREATE OR REPLACE FUNCTION public.keep_device_version()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  if tg_op = 'INSERT' then
    new.version := 1;
    return new;
  end if;
  if new.id <> old.id then
    raise exception using errcode = 'check_violation', constraint = 'device_keeps_its_identity', message = 'a device keeps its id';
  end if;
  -- A write of the version alone counts as well: it says that the device was given, taken or put aside.
  new.version := old.version + case when new is distinct from old then 1 else 0 end;
  return new;
end $function$;

CREATE OR REPLACE FUNCTION public.keep_devices_needed()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare
  was device_requests; -- all null for an insert
  is_now device_requests; -- all null for a delete
  booking uuid;
  standing integer;
begin
  if tg_op <> 'INSERT' then was := old; end if;
  if tg_op <> 'DELETE' then is_now := new; end if;
  if tg_op = 'UPDATE' and was.version = is_now.version then
    return null; -- nothing changed
  end if;
  booking := coalesce(is_now.booking_id, was.booking_id);
  if tg_op <> 'UPDATE' or (was.kind, was.category_id, was.quantity, was.note, was.withdrawn_at) is distinct from (is_now.kind, is_now.category_id, is_now.quantity, is_now.note, is_now.withdrawn_at) then
    if tg_op = 'DELETE' then perform lock_in_order(array[booking], '{}'); end if;
    if tg_op = 'UPDATE' then
      standing := standing_on(is_now.id);
      if standing > (case when is_now.withdrawn_at is null then is_now.quantity else 0 end) then
        raise exception using errcode = 'check_violation', constraint = 'no_more_than_requested',
          message = format('this violates constraint "no_more_than_requested": %s devices stand on this request', standing);
      end if;
      if (was.kind, was.category_id) is distinct from (is_now.kind, is_now.category_id) and exists (
        select from device_assignments a join devices d on d.id = a.device_id join device_categories c on c.id = d.category_id
        where a.request_id = is_now.id and a.released_at is null and a.taken_away_at is null
          and not (coalesce(is_now.category_id = c.id, true) and coalesce(is_now.kind = c.kind, true))) then
        raise exception using errcode = 'check_violation', constraint = 'device_fits_its_request',
          message = 'this violates constraint "device_fits_its_request": devices that stand on this request would not fit it';
      end if;
    end if;
    update bookings b set device_wishes = w.list from (select device_wishes_of(booking) as list) w where b.id = booking and b.device_wishes <> w.list;
    -- Of all of them: several may change at once, and nothing is confirmed while one of them is open.
    perform set_device_demands(array(select id from device_requests where booking_id = booking order by id));
    perform note_device_move('WISHED', is_now.withdrawn_at, request => coalesce(is_now.id, was.id),
      wish_before => case when was.id is not null then jsonb_build_object('kind', was.kind, 'categoryId', was.category_id, 'quantity', was.quantity, 'note', was.note,
        'withdrawnAt', was.withdrawn_at) end);
    perform confirm_served_booking(booking);
  end if;
  perform note_device_event('device_request_changed', coalesce(is_now.tenant_id, was.tenant_id), coalesce(is_now.id, was.id), coalesce(is_now.version, was.version + 1), booking);
  return null;
end $function$;

CREATE OR REPLACE FUNCTION public.keep_domain_event_days(days_ahead integer, days_kept integer)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare
  today date := (now() at time zone 'UTC')::date;
  day date;
  name text;
begin
  perform pg_advisory_xact_lock(hashtextextended('keep_domain_event_days', 0));
  for day in select generate_series(today, today + days_ahead, interval '1 day')::date loop
    name := 'domain_events_' || to_char(day, 'YYYYMMDD');
    continue when to_regclass('public.' || name) is not null;
    begin
      execute format('create table %I (like domain_events including defaults including indexes including identity)', name);
      execute format('alter table %I alter column seq drop identity', name);
      perform guard_domain_event_day(name);
      execute format('alter table domain_events attach partition %I for values from (%L) to (%L)', name,
        day::timestamp at time zone 'UTC', (day + 1)::timestamp at time zone 'UTC');
    exception when check_violation then
      null; -- the default partition already has rows of that day: they stay there
    end;
  end loop;
  for name in
    select c.relname from pg_inherits i join pg_class c on c.oid = i.inhrelid
    where i.inhparent = 'domain_events'::regclass and c.relname ~ '^domain_events_\d{8}$'
      and to_date(right(c.relname, 8), 'YYYYMMDD') < today - days_kept
  loop
    execute format('drop table %I', name);
  end loop;
  delete from domain_events_default where at < (today - days_kept)::timestamp at time zone 'UTC';
end $function$;

CREATE OR REPLACE FUNCTION public.keep_downtime()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  if tg_op = 'UPDATE' and (new.id, new.device_id, new.starts_at, new.made_at) is distinct from (old.id, old.device_id, old.starts_at, old.made_at) then
    raise exception using errcode = 'check_violation', constraint = 'downtime_keeps_its_beginning', message = 'a downtime keeps its device and its beginning';
  end if;
  perform need_newest_rows();
  perform lock_in_order('{}', '{}', array[new.device_id]);
  new.version := case when tg_op = 'INSERT' then 1 when new is distinct from old then old.version + 1 else old.version end;
  new.made_by := case when tg_op = 'INSERT' then coalesce(new.made_by, current_actor()) else old.made_by end;
  new.ended_by := case when new.ended_at is not null then coalesce(new.ended_by, current_actor()) end;
  return new;
end $function$;

CREATE OR REPLACE FUNCTION public.keep_downtime_occupancies()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare
  ended_before timestamptz;
  ends constant timestamptz := least(new.expected_end, new.ended_at);
begin
  if tg_op = 'UPDATE' then
    if old.version = new.version then
      return null; -- nothing changed
    end if;
    ended_before := old.ended_at;
  end if;
  -- Whether it has begun is a question of the moment in which it is made, or goes on.
  if new.ended_at is null and (tg_op = 'INSERT' or ended_before is not null) and new.starts_at <= greatest(new.made_at, ended_before)
    and exists (select from device_assignments where device_id = new.device_id and handed_out_at is not null and returned_at is null) then
    raise exception using errcode = 'restrict_violation', constraint = 'no_downtime_in_a_hand',
      message = 'this violates constraint "no_downtime_in_a_hand": the device comes back first';
  end if;
  delete from device_occupancies where downtime_id = new.id;
  if ends is null or ends > new.starts_at then
    insert into device_occupancies (device_id, category_id, downtime_id, period)
    select new.device_id, d.category_id, new.id, tstzrange(new.starts_at, ends, '[)') from devices d where d.id = new.device_id;
  end if;
  update devices set version = version + 1 where id = new.device_id;
  perform note_device_move(case when tg_op = 'INSERT' then 'DOWNTIME_BEGAN' when ended_before is null and new.ended_at is not null then 'DOWNTIME_ENDED' else 'DOWNTIME_CHANGED' end::device_move_kind,
    case when tg_op = 'INSERT' then new.made_at when ended_before is null then new.ended_at end, new.device_id, downtime => new.id);
  return null;
end $function$;

CREATE OR REPLACE FUNCTION public.keep_facility_version()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  if tg_op = 'DELETE' or new.id <> old.id then
    raise exception using errcode = 'check_violation', constraint = 'one_row_of_settings', message = 'the settings of the facility stay';
  end if;
  new.version := old.version + case when to_jsonb(new) - 'version' <> to_jsonb(old) - 'version' then 1 else 0 end;
  return new;
end $function$;

CREATE OR REPLACE FUNCTION public.keep_planned_device_active()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  perform need_newest_rows();
  perform lock_in_order('{}', '{}', array[new.id]);
  if exists (select from device_occupancies where device_id = new.id and assignment_id is not null and upper(period) > new.retired_at)
    or exists (select from device_assignments where device_id = new.id and handed_out_at is not null and returned_at is null) then
    raise exception using errcode = 'restrict_violation', constraint = 'planned_devices_stay_active',
      message = 'this violates constraint "planned_devices_stay_active": the device is planned or out';
  end if;
  return new;
end $function$;

CREATE OR REPLACE FUNCTION public.keep_rental()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  if tg_op = 'UPDATE' and (new.id, new.tenant_id, new.booking_id) is distinct from (old.id, old.tenant_id, old.booking_id) then
    raise exception using errcode = 'check_violation', constraint = 'rental_keeps_its_booking', message = 'a rental stays with its booking';
  end if;
  perform need_newest_rows();
  perform lock_in_order(array[new.booking_id], '{}');
  new.version := case when tg_op = 'INSERT' then 1 when new is distinct from old then old.version + 1 else old.version end;
  return new;
end $function$;

CREATE OR REPLACE FUNCTION public.keep_rental_days()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare moved uuid[];
begin
  if tg_op = 'UPDATE' and old.version = new.version then
    return null; -- nothing changed
  end if;
  if tg_op = 'INSERT' or old.due_on <> new.due_on then
    moved := set_device_occupancies(array(select id from device_assignments where rental_id = new.id and released_at is null));
    perform note_device_move('MOVED', null, a.device_id, a.request_id, a.id, a.rental_id) from device_assignments a where a.id = any (moved);
    perform set_device_demands(array(select id from device_requests where booking_id = new.booking_id));
  end if;
  perform note_device_move('RENTED', null, rental => new.id);
  perform note_device_event('rental_changed', new.tenant_id, new.id, new.version, new.booking_id);
  return null;
end $function$;

CREATE OR REPLACE FUNCTION public.keep_rented_in_device_away()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  if tg_op = 'UPDATE' and old.goes_back_on is not null then
    -- What ends where it begins takes nothing.
    update device_downtimes set ended_at = starts_at where device_id = new.id and kind = 'AWAY' and starts_at = end_of_day(old.goes_back_on) and ended_at is null;
  end if;
  if new.goes_back_on is not null then
    insert into device_downtimes (device_id, kind, starts_at) values (new.id, 'AWAY', end_of_day(new.goes_back_on));
  end if;
  return null;
end $function$;

CREATE OR REPLACE FUNCTION public.keep_room_leaves()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare
  wholes uuid[];
  changed uuid[];
begin
  if tg_table_name = 'rooms' then
    insert into room_leaves (room_id, leaf_id) values (new.id, new.id);
    return null;
  end if;
  if current_setting('transaction_isolation') <> 'read committed' then
    raise exception using errcode = 'feature_not_supported', message = 'the parts of a room are changed in a transaction that is read committed';
  end if;
  wholes := array_remove(array[case when tg_op <> 'DELETE' then new.room_id end, case when tg_op <> 'INSERT' then old.room_id end], null);
  changed := wholes || array_remove(array[case when tg_op <> 'DELETE' then new.part_id end, case when tg_op <> 'INSERT' then old.part_id end], null);
  -- Everything above the changed rooms, itself included: what any of them is made of may change.
  with recursive above (id) as (
    select unnest(changed)
    union
    select p.room_id from room_parts p join above a on p.part_id = a.id
  )
  select array_agg(id) into changed from above;
  perform lock_in_order('{}', changed);
  if exists (select from unnest(wholes) whole where room_was_taken(whole)) then
    raise exception using errcode = 'restrict_violation', constraint = 'parts_stay_while_taken',
      message = 'this violates constraint "parts_stay_while_taken": the parts of a room cannot change while it is or was taken';
  end if;

  if exists (
    with recursive below (room_id, id) as (
      select p.room_id, p.part_id from room_parts p where p.room_id = any (changed)
      union
      select b.room_id, p.part_id from below b join room_parts p on p.room_id = b.id
    )
    select from below where room_id = id
  ) then
    raise exception using errcode = 'check_violation', constraint = 'no_room_is_its_own_part',
      message = 'this violates constraint "no_room_is_its_own_part": a room cannot be a part of itself';
  end if;

  delete from room_leaves where room_id = any (changed);
  insert into room_leaves (room_id, leaf_id)
  with recursive below (room_id, id) as (
    select r, r from unnest(changed) r
    union
    select b.room_id, p.part_id from below b join room_parts p on p.room_id = b.id
  )
  select distinct b.room_id, b.id from below b where not exists (select from room_parts p where p.room_id = b.id);
  update rooms set version = version + 1 where id = any (wholes);
  return null;
end $function$;

CREATE OR REPLACE FUNCTION public.keep_room_occupancies()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare
  was bookings; -- all null for an insert
  is_now bookings; -- all null for a delete
  room_was uuid;
  room_is uuid;
  taken_was tstzrange;
  taken_is tstzrange;
  moved boolean;
  removed uuid[] := '{}';
  added uuid[] := '{}';
begin
  if tg_op <> 'INSERT' then
    was := old;
    taken_was := taken_period(was.starts_at, was.ends_at, was.setup_minutes, was.teardown_minutes);
    if occupies(was.status) then room_was := was.room_id; end if;
  end if;
  if tg_op <> 'DELETE' then
    is_now := new;
    taken_is := taken_period(is_now.starts_at, is_now.ends_at, is_now.setup_minutes, is_now.teardown_minutes);
    if occupies(is_now.status) then room_is := is_now.room_id; end if;
  end if;
  if tg_op = 'UPDATE' and was.version = is_now.version then
    return null; -- nothing changed
  end if;

  moved := room_was is distinct from room_is or (room_is is not null and taken_was <> taken_is);
  if moved then
    perform lock_in_order(array[coalesce(is_now.id, was.id)], array_remove(array[room_was, room_is], null));
    if room_was is not null then
      with gone as (delete from room_occupancies where booking_id = was.id returning id)
      select coalesce(array_agg(id), '{}') into removed from gone;
    end if;
    if room_is is not null then
      perform hold_walls(array[room_is]);
      with come as (
        insert into room_occupancies (booking_id, room_id, period)
        select is_now.id, leaf_id, taken_is from room_leaves where room_id = room_is order by leaf_id
        returning id
      )
      select coalesce(array_agg(id), '{}') into added from come;
    end if;
  end if;

  insert into domain_events (
    tenant_id, type, subject, version, status_before, status_after,
    taken_from_before, taken_to_before, taken_from_after, taken_to_after, room_before, room_after,
    setup_before, teardown_before, setup_after, teardown_after, occupancies_removed, occupancies_added, actor, cause, reason
  ) values (
    coalesce(is_now.tenant_id, was.tenant_id), name_booking_event(was, is_now, moved), coalesce(is_now.id, was.id),
    coalesce(is_now.version, was.version + 1), was.status, is_now.status,
    lower(taken_was), upper(taken_was), lower(taken_is), upper(taken_is), room_was, room_is,
    was.setup_minutes, was.teardown_minutes, is_now.setup_minutes, is_now.teardown_minutes, removed, added,
    nullif(current_setting('app.actor', true), '')::uuid, nullif(current_setting('app.cause', true), ''),
    nullif(current_setting('app.reason', true), '')
  );
  return case when tg_op = 'DELETE' then old end;
end $function$;

CREATE OR REPLACE FUNCTION public.keep_room_version()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  -- Each once, in the order of the vocabulary: equal sets are equal.
  new.equipment := (select coalesce(array_agg(distinct item order by item), '{}') from unnest(new.equipment) item where item is not null);
  if tg_op = 'INSERT' then
    new.version := 1;
    return new;
  end if;
  if new.id <> old.id then
    raise exception using errcode = 'check_violation', constraint = 'room_keeps_its_identity', message = 'a room keeps its id';
  end if;
  -- A write of the version alone counts as well: it says that the parts are others.
  new.version := old.version + case when new is distinct from old then 1 else 0 end;
  return new;
end $function$;

CREATE OR REPLACE FUNCTION public.keep_taken_room_active()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  if current_setting('transaction_isolation') <> 'read committed' then
    raise exception using errcode = 'feature_not_supported', message = 'rooms are taken out of use in a transaction that is read committed';
  end if;
  perform lock_in_order('{}', array[new.id]);
  if exists (select from room_taken_after(new.id, clock_timestamp())) then
    raise exception using errcode = 'restrict_violation', constraint = 'taken_rooms_stay_active',
      message = 'this violates constraint "taken_rooms_stay_active": bookings lie ahead in this room';
  end if;
  return new;
end $function$;

CREATE OR REPLACE FUNCTION public.keep_tokens_few()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  perform hold_person(new.user_id);
  if (select count(*) from personal_tokens where user_id = new.user_id and revoked_at is null and expires_at > new.created_at) >= 50 then
    raise exception using errcode = 'check_violation', constraint = 'fifty_tokens_at_most',
      message = 'this violates constraint "fifty_tokens_at_most": so many tokens of this person hold';
  end if;
  return new;
end $function$;

CREATE OR REPLACE FUNCTION public.keep_undo_step()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare
  who constant uuid := nullif(current_setting('app.actor', true), '')::uuid;
  cause constant text := nullif(current_setting('app.cause', true), '');
  was jsonb;
begin
  if tg_op = 'UPDATE' and old.version = new.version then
    return null; -- nothing changed
  end if;
  -- What the clock does, and what is done past the actions, nobody can take back.
  if who is null or cause is null then
    return null;
  end if;
  if tg_op = 'UPDATE' then
    select jsonb_object_agg(key, value) into was from jsonb_each(to_jsonb(old) - '{version,updated_at}'::text[])
    where value is distinct from to_jsonb(new) -> key;
  end if;
  insert into undo_steps (booking_id, version, tenant_id, actor, cause, before) values (new.id, new.version, new.tenant_id, who, cause, was);
  return null;
end $function$;

CREATE OR REPLACE FUNCTION public.know_zone()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare
  zone text;
begin
  foreach zone in array array[new.time_zone, new.zone_at_start, 'Africa/Johannesburg'] loop
    continue when zone is null;
    begin
      perform now() at time zone zone;
      new.days_end_in := zone;
      return new;
    exception when invalid_parameter_value then
      continue;
    end;
  end loop;
  return new;
end $function$;

CREATE OR REPLACE FUNCTION public.last_devices_of_client(booking uuid)
 RETURNS SETOF uuid
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  select a.device_id from device_assignments a
  where a.released_at is null and a.booking_id = (
    select earlier.id from bookings b join bookings earlier on earlier.tenant_id = b.tenant_id
      and search_text(earlier.client_name) = search_text(b.client_name) and earlier.starts_at < b.starts_at and earlier.devices_needed > 0
    where b.id = booking and b.tenant_id = any ((select current_tenants())::uuid[])
      and exists (select from device_assignments had where had.booking_id = earlier.id and had.released_at is null)
    order by earlier.starts_at desc, earlier.id limit 1)
$function$;

CREATE OR REPLACE FUNCTION public.lock_in_order(booking_ids uuid[], room_ids uuid[], device_ids uuid[] DEFAULT '{}'::uuid[])
 RETURNS void
 LANGUAGE plpgsql
AS $function$
declare
  key bigint;
  locked uuid[] := '{}';
  leaves uuid[];
begin
  for key in select distinct uuid_hash_extended(id, 1) from unnest(booking_ids) id order by 1 loop
    perform pg_advisory_xact_lock(key);
  end loop;
  loop
    leaves := array(select distinct leaf_id from room_leaves where room_id = any (room_ids) and leaf_id <> all (locked));
    exit when cardinality(leaves) = 0;
    for key in select distinct uuid_hash_extended(id, 2) from unnest(leaves) id order by 1 loop
      perform pg_advisory_xact_lock(key);
    end loop;
    locked := locked || leaves;
  end loop;
  -- Whoever changes the devices of a booking holds its lock: from here on this set stands still.
  for key in select distinct uuid_hash_extended(id, 7) from (select unnest(device_ids) union select devices_standing_on(booking_ids)) d (id) order by 1 loop
    perform pg_advisory_xact_lock(key);
  end loop;
end $function$;

CREATE OR REPLACE FUNCTION public.lock_people()
 RETURNS void
 LANGUAGE sql
AS $function$
  select pg_advisory_xact_lock(hashtextextended('people', 3))
$function$;

CREATE OR REPLACE FUNCTION public.lock_room_list()
 RETURNS void
 LANGUAGE sql
AS $function$
  select pg_advisory_xact_lock(hashtextextended('rooms', 5))
$function$;

CREATE OR REPLACE FUNCTION public.mail_waits()
 RETURNS interval
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
AS $function$ select interval '45 seconds' $function$;

CREATE OR REPLACE FUNCTION public.mailed_unless_told(kind notification_type)
 RETURNS boolean
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
AS $function$
  select kind in ('BOOKING_REJECTED', 'BOOKING_DISPLACED', 'BOOKING_CHANGED', 'BOOKING_CANCELLED')
$function$;

CREATE OR REPLACE FUNCTION public.may_book(person uuid, tenant uuid)
 RETURNS boolean
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  select exists (select from users where id = person and active) and not exists (
    select from unnest(array['booking:create', 'booking:read']) needed (asked)
    where not exists (
      select from role_grants g join role_permissions p using (role_name)
      where g.user_id = person and (g.tenant_id is null or g.tenant_id = tenant) and covers_right(p.permission, needed.asked)))
$function$;

CREATE OR REPLACE FUNCTION public.may_lend(person uuid, tenant uuid)
 RETURNS boolean
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  select exists (select from users where id = person and active) and exists (
    select from role_grants g join role_permissions p using (role_name)
    where g.user_id = person and (g.tenant_id is null or g.tenant_id = tenant) and covers_right(p.permission, 'device:lend'))
$function$;

CREATE OR REPLACE FUNCTION public.move_days_of_return()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare
  away constant uuid[] := array(
    select id from bookings b where status in ('PENDING', 'ROOM_ASSIGNED', 'CONFIRMED', 'COMPLETED') and booking_return_day(b) is not null);
begin
  perform lock_in_order(away, '{}');
  perform set_device_occupancies(array(
    select id from device_assignments where booking_id = any (away) and rental_id is not null and released_at is null and returned_at is null order by id));
  perform set_device_demands(array(select id from device_requests where booking_id = any (away) order by id));
  return null;
end $function$;

CREATE OR REPLACE FUNCTION public.move_devices_along()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare
  open_statuses constant booking_status[] := '{PENDING,ROOM_ASSIGNED,CONFIRMED}';
  ended_statuses constant booking_status[] := '{REJECTED,CANCELLED}';
  moved uuid[];
begin
  if tg_op = 'INSERT' then
    if new.device_wishes <> '[]' then perform write_device_requests(new); end if;
    return null;
  end if;
  if old.version = new.version then
    return null; -- nothing changed
  end if;

  -- What a request has just written into the list says the same as the requests do.
  if old.device_wishes <> new.device_wishes and new.device_wishes <> device_wishes_of(new.id) then
    -- The first change of a transaction says how it was before, and a confirmation that follows from this is the second.
    insert into changed_bookings (booking_id, before) values (new.id, told_facts(old)) on conflict do nothing;
    perform write_device_requests(new);
  end if;

  if (old.starts_at, old.ends_at, old.off_site, old.status = any (open_statuses), old.status = any (ended_statuses))
    is not distinct from (new.starts_at, new.ends_at, new.off_site, new.status = any (open_statuses), new.status = any (ended_statuses))
    or not exists (select from device_requests where booking_id = new.id) then
    return null;
  end if;
  perform need_newest_rows();
  perform lock_in_order(array[new.id], '{}');
  if old.starts_at <> new.starts_at then
    update device_assignments set not_after = null where booking_id = new.id and not_after is not null;
  end if;
  moved := set_device_occupancies(array(select id from device_assignments where booking_id = new.id and released_at is null));
  perform note_device_move('MOVED', null, a.device_id, a.request_id, a.id, a.rental_id) from device_assignments a where a.id = any (moved);
  perform set_device_demands(array(select id from device_requests where booking_id = new.id));
  return null;
end $function$;

CREATE OR REPLACE FUNCTION public.must_be_handed_out_at(a device_assignments, moment timestamp with time zone)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  if exists (select from devices where id = a.device_id and retired_at is not null) then
    raise exception using errcode = 'restrict_violation', constraint = 'retired_devices_stay_free',
      message = 'this violates constraint "retired_devices_stay_free": the device is retired';
  end if;
  if exists (select from device_downtimes t where t.device_id = a.device_id and t.starts_at <= moment and coalesce(t.ended_at > moment, true)) then
    raise exception using errcode = 'restrict_violation', constraint = 'devices_in_maintenance_stay_in',
      message = 'this violates constraint "devices_in_maintenance_stay_in": the device is in maintenance, lost or away';
  end if;
end $function$;

CREATE OR REPLACE FUNCTION public.must_suit(a device_assignments)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare
  wish device_requests;
  category device_categories;
begin
  select * into wish from device_requests where id = a.request_id;
  select c.* into category from devices d join device_categories c on c.id = d.category_id where d.id = a.device_id;
  if a.returned_at is null and exists (select from devices where id = a.device_id and retired_at is not null) then
    raise exception using errcode = 'restrict_violation', constraint = 'retired_devices_stay_free',
      message = 'this violates constraint "retired_devices_stay_free": the device is retired';
  end if;
  if not (coalesce(wish.category_id = category.id, true) and coalesce(wish.kind = category.kind, true)) then
    raise exception using errcode = 'check_violation', constraint = 'device_fits_its_request',
      message = 'this violates constraint "device_fits_its_request": the device is not what is wanted';
  end if;
  if wish.withdrawn_at is not null or standing_on(wish.id) > wish.quantity then
    raise exception using errcode = 'check_violation', constraint = 'no_more_than_requested',
      message = 'this violates constraint "no_more_than_requested": so many are not wanted';
  end if;
end $function$;

CREATE OR REPLACE FUNCTION public.name_booking_event(was bookings, is_now bookings, moved boolean)
 RETURNS text
 LANGUAGE sql
 STABLE
AS $function$
  select case
    when was.id is null then 'booking_created'
    when is_now.id is null then 'booking_deleted'
    when current_setting('app.cause', true) = 'undoBookingChange' and is_now.status <> 'CANCELLED' then 'booking_restored'
    when was.status is distinct from is_now.status then
      case is_now.status
        when 'ROOM_ASSIGNED' then 'room_assigned'
        when 'CONFIRMED' then 'booking_confirmed'
        when 'COMPLETED' then 'booking_completed'
        when 'REJECTED' then 'booking_rejected'
        when 'CANCELLED' then 'booking_cancelled'
        else case when current_setting('app.cause', true) = 'displaceBooking' then 'booking_displaced' else 'room_unassigned' end
      end
    when moved or was.starts_at <> is_now.starts_at or was.ends_at <> is_now.ends_at then 'booking_rescheduled'
    else 'booking_updated'
  end
$function$;

CREATE OR REPLACE FUNCTION public.name_requester()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  new.requester_id := coalesce(new.requester_id, new.created_by_id);
  return new;
end $function$;

CREATE OR REPLACE FUNCTION public.need_an_open_account()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  if not hold_person(new.user_id) and exists (select from users where id = new.user_id) then
    raise exception using errcode = 'check_violation', constraint = 'access_needs_an_open_account',
      message = 'this violates constraint "access_needs_an_open_account": the account is shut';
  end if;
  return new;
end $function$;

CREATE OR REPLACE FUNCTION public.need_newest_rows()
 RETURNS void
 LANGUAGE plpgsql
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  if current_setting('transaction_isolation') <> 'read committed' then
    raise exception using errcode = 'feature_not_supported', message = 'devices are given out in a transaction that is read committed';
  end if;
end $function$;

CREATE OR REPLACE FUNCTION public.new_booking_reference()
 RETURNS text
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare
  n bigint;
  fresh text;
begin
  loop
    select permuted(nextval('booking_numbers') & 1073741823, k.secret, 15) into strict n from reference_keys k;
    select 'BK-' || string_agg(substr('0123456789ABCDEFGHJKMNPQRSTVWXYZ', ((n >> (5 * digit)) & 31)::int + 1, 1), '' order by digit desc)
      into fresh from generate_series(0, 5) digit;
    -- One that was given out before there was a secret.
    exit when not exists (select from bookings where reference = fresh);
  end loop;
  return fresh;
end $function$;

CREATE OR REPLACE FUNCTION public.next_digest(rhythm mail_rhythm, zone text, moment timestamp with time zone)
 RETURNS timestamp with time zone
 LANGUAGE sql
 STABLE
AS $function$
  select case rhythm
    when 'HOURLY' then date_trunc('hour', moment, zone) + interval '1 hour'
    when 'DAILY' then (select min(at) from (
      select (((moment at time zone zone)::date + days) + time '07:00') at time zone zone as at from unnest(array[0, 1]) days) mornings where at > moment)
  end
$function$;

CREATE OR REPLACE FUNCTION public.note_changed_bookings()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  if tg_op = 'INSERT' then
    insert into changed_bookings (booking_id) select id from become on conflict do nothing;
  else
    -- The first change of a transaction says how it was before.
    insert into changed_bookings (booking_id, before)
    select was.id, told_facts(was) from been was join become on become.id = was.id where become.version <> was.version on conflict do nothing;
  end if;
  return null;
end $function$;

CREATE OR REPLACE FUNCTION public.note_device_event(type text, tenant uuid, subject uuid, version integer, booking uuid)
 RETURNS void
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  insert into domain_events (type, tenant_id, subject, version, booking_id, taken_from_after, taken_to_after, room_after, actor, cause, reason)
  select note_device_event.type, tenant, note_device_event.subject, note_device_event.version, booking, lower(taken.period), upper(taken.period),
    case when occupies(b.status) then b.room_id end, current_actor(), nullif(current_setting('app.cause', true), ''), nullif(current_setting('app.reason', true), '')
  from (values (booking)) of_booking (id) left join bookings b using (id)
    left join lateral (select taken_period(b.starts_at, b.ends_at, b.setup_minutes, b.teardown_minutes) as period where b.id is not null) taken on true
$function$;

CREATE OR REPLACE FUNCTION public.note_device_move(kind device_move_kind, moment timestamp with time zone, device uuid DEFAULT NULL::uuid, request uuid DEFAULT NULL::uuid, assignment uuid DEFAULT NULL::uuid, rental uuid DEFAULT NULL::uuid, downtime uuid DEFAULT NULL::uuid, wish_before jsonb DEFAULT NULL::jsonb, serial_before text DEFAULT NULL::text)
 RETURNS void
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  insert into device_moves (kind, at, device_id, request_id, assignment_id, rental_id, downtime_id, wish_before, serial_before, actor, cause, reason, undoes)
  select case when undone.id is null then note_device_move.kind else 'UNDONE' end, coalesce(moment, clock_timestamp()), device, request, assignment, rental, downtime,
    note_device_move.wish_before, note_device_move.serial_before,
    nullif(current_setting('app.actor', true), '')::uuid, nullif(current_setting('app.cause', true), ''), nullif(current_setting('app.reason', true), ''), undone.id
  from (select nullif(current_setting('app.undoes', true), '')::uuid as id) undone
$function$;

CREATE OR REPLACE FUNCTION public.note_own_sign_in(at timestamp with time zone)
 RETURNS void
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  update users set last_sign_in_at = at where id = current_user_id()
$function$;

CREATE OR REPLACE FUNCTION public.notify_people(kind notification_type, of_cause text, recipients uuid[], figures jsonb)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare
  act constant uuid := gen_random_uuid();
  doer constant uuid := nullif(current_setting('app.actor', true), '')::uuid;
  jobs integer;
begin
  insert into told_acts (id) values (act);
  with wanted as (
    select u.id, coalesce(p.in_app, true) as in_app, coalesce(p.by_mail, mailed_unless_told(kind)) and u.email is not null as by_mail,
      next_digest(m.rhythm, m.time_zone, clock_timestamp() + mail_waits()) as digest_at
    from users u left join notification_preferences p on p.user_id = u.id and p.type = kind left join mail_rhythms m on m.user_id = u.id
    -- Nobody is told of their own deed.
    where u.id = any (recipients) and u.active and u.id is distinct from doer
  ),
  written as (
    insert into notifications (recipient_id, type, cause, cause_id, actor_id, facts, in_app, digest_at)
    select id, kind, of_cause, act, (select u.id from users u where u.id = doer), figures, in_app, case when by_mail then digest_at end
    from wanted where in_app or by_mail order by wanted.id
    on conflict on constraint notified_once_for_a_cause do nothing
    returning notifications
  )
  select add_mail_jobs(array_agg(notifications)) into jobs from written join wanted on wanted.id = (written.notifications).recipient_id where wanted.by_mail;
  delete from told_acts where id = act and not exists (select from notifications where cause_id = act);
end $function$;

CREATE OR REPLACE FUNCTION public.occupies(status booking_status)
 RETURNS boolean
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
AS $function$
  select status in ('ROOM_ASSIGNED', 'CONFIRMED', 'COMPLETED')
$function$;

CREATE OR REPLACE FUNCTION public.pass_on_booking()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  -- Waits for who shuts the account or takes a role away at this moment, and makes them wait.
  perform from users where id = new.requester_id for share;
  perform from role_grants where user_id = new.requester_id order by id for share;
  if not may_book(new.requester_id, new.tenant_id) then
    raise exception using errcode = 'restrict_violation', constraint = 'requester_may_book',
      message = 'this violates constraint "requester_may_book": the new requester may not book for this division';
  end if;
  insert into handovers (booking_id, version, tenant_id, from_id, to_id) values (new.id, new.version, new.tenant_id, old.requester_id, new.requester_id);
  -- A series is asked for by the person who asks for all of it that is open: it comes back with an undo.
  if new.series_id is not null and not exists (
    select from bookings where series_id = new.series_id and status in ('PENDING', 'ROOM_ASSIGNED', 'CONFIRMED') and requester_id <> new.requester_id) then
    update series set requester_id = new.requester_id where id = new.series_id and requester_id <> new.requester_id;
  end if;
  return null;
end $function$;

CREATE OR REPLACE FUNCTION public.people_who_may(asked text, tenant uuid)
 RETURNS uuid[]
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  select coalesce(array_agg(u.id order by u.id), '{}') from users u
  where u.active and not exists (
    select from unnest(array['{booking:read,booking:read-operational}', '{notification:read}', array[asked]::text]) needed (rights)
    where not exists (
      select from role_grants g
      where g.user_id = u.id and (g.tenant_id is null or g.tenant_id = tenant)
        and g.role_name in (select p.role_name from role_permissions p, unnest(needed.rights::text[]) one where covers_right(p.permission, one))))
  -- First those who could be meant at all: there may be thousands of others.
  and u.id in (
    select g.user_id from role_grants g
    where g.role_name in (select p.role_name from role_permissions p where covers_right(p.permission, asked)))
$function$;

CREATE OR REPLACE FUNCTION public.permuted(number bigint, secret bytea, bits integer)
 RETURNS bigint
 LANGUAGE plpgsql
 IMMUTABLE PARALLEL SAFE
AS $function$
declare
  mask constant integer := (1 << bits) - 1;
  high integer := (number >> bits) & mask;
  low integer := number & mask;
  mixed bytea;
  before integer;
begin
  for round in 1..8 loop
    mixed := sha256(secret || int4send(round) || int4send(low));
    before := high;
    high := low;
    low := before # ((get_byte(mixed, 0) << 8 | get_byte(mixed, 1)) & mask);
  end loop;
  return (high::bigint << bits) | low;
end $function$;

CREATE OR REPLACE FUNCTION public.person_may(person uuid, asked text, tenant uuid)
 RETURNS boolean
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  select exists (
    select from users u join role_grants g on g.user_id = u.id join role_permissions p on p.role_name = g.role_name
    where u.id = person and u.active and (g.tenant_id is null or g.tenant_id = tenant) and covers_right(p.permission, asked))
$function$;

CREATE OR REPLACE FUNCTION public.person_may_manage(manager uuid, person uuid)
 RETURNS boolean
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  select person_may(manager, 'user:manage', null)
    and not exists (
      select from role_grants g join role_permissions p on p.role_name = g.role_name
      where g.user_id = person and not person_may(manager, p.permission, g.tenant_id))
$function$;

CREATE OR REPLACE FUNCTION public.pickable_devices(window_from timestamp with time zone, window_to timestamp with time zone, moment timestamp with time zone, wanted_kind device_kind, wanted_category uuid)
 RETURNS TABLE(device_id uuid, category_id uuid)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
 SET jit TO 'off'
 SET plan_cache_mode TO 'force_custom_plan'
AS $function$
with late as materialized (
  select a.device_id from device_assignments a join bookings b on b.id = a.booking_id left join rentals r on r.id = a.rental_id
  where a.handed_out_at is not null and a.returned_at is null and assignment_due(a, b.ends_at, r.due_on) <= moment
    and (a.rental_id is not null or window_from < end_of_day((moment at time zone facility_zone())::date))
  union all
  select t.device_id from device_downtimes t where t.ended_at is null and t.expected_end <= moment
)
select d.id, d.category_id
from devices d join device_categories c on c.id = d.category_id
where window_to > moment and d.retired_at is null and coalesce(c.kind = wanted_kind, true) and coalesce(c.id = wanted_category, true)
  and not exists (select from device_occupancies o where o.device_id = d.id and o.period && tstzrange(greatest(window_from, moment), window_to))
  and d.id not in (select device_id from late)
$function$;

CREATE OR REPLACE FUNCTION public.plain_name(given text)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
AS $function$
  select btrim(regexp_replace(
    normalize(replace(translate(lower(normalize(public.visible_text(given), NFKD) collate "pg_c_utf8"), 'ς', 'σ'), 'ß', 'ss'), NFKC),
    '[\u0009-\u000d\u0020\u0085\u1680\u2028\u2029]+', ' ', 'g'))
$function$;

CREATE OR REPLACE FUNCTION public.record_audit(action text, result audit_result, subject_type text, subject_id text, refusal text, message text, repeated integer, via text, via_id uuid, request_id text, address text, agent text, of_tenants uuid[] DEFAULT '{}'::uuid[], about uuid[] DEFAULT '{}'::uuid[])
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare whose uuid[];
begin
  if action is null or action !~ '^[a-zA-Z][a-zA-Z0-9]{1,99}$' or action = 'sql' then
    raise exception using errcode = 'check_violation', constraint = 'audit_names_an_action', message = 'the name of a mutation is needed';
  end if;
  select array_agg(id order by id) into whose from tenants
    where id = any (of_tenants)
      or id in (select b.tenant_id from bookings b where b.id = any (about) union select s.tenant_id from series s where s.id = any (about));
  insert into audit_log (
    tenant_id, tenant_ids, actor, via, via_id, database_role, action, subject_type, subject_id, result, refusal, message, repeated, request_id, address, agent
  ) values (
    case when cardinality(whose) = 1 then whose[1] end, case when cardinality(whose) > 1 then whose end,
    current_user_id(), via, via_id, session_user, action, left(subject_type, 100), left(subject_id, 200), result, left(refusal, 100), left(message, 500),
    repeated, left(request_id, 100), left(address, 100), left(agent, 300)
  );
end $function$;

CREATE OR REPLACE FUNCTION public.record_change()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare
  subject constant text := tg_argv[0];
  keys constant text[] := tg_argv[1];
  ignored constant text[] := tg_argv[2];
  secret constant text[] := tg_argv[3];
  cause constant text := nullif(current_setting('app.cause', true), '');
  whole jsonb;
  was jsonb;
  is_now jsonb;
  hidden text;
begin
  if tg_op = 'INSERT' then
    whole := to_jsonb(new);
    is_now := jsonb_strip_nulls(whole - ignored);
  elsif tg_op = 'DELETE' then
    whole := to_jsonb(old);
    was := jsonb_strip_nulls(whole - ignored);
  else
    whole := to_jsonb(new);
    was := to_jsonb(old);
    select jsonb_object_agg(key, was -> key), jsonb_object_agg(key, value) into was, is_now
    from jsonb_each(whole - ignored) where value is distinct from was -> key;
    if is_now is null then
      return null; -- nothing changed
    end if;
  end if;
  -- Whatever is named like a secret is one, so that a column that somebody forgets to declare is not shown either.
  for hidden in
    select key from jsonb_object_keys(coalesce(was, '{}') || coalesce(is_now, '{}')) key
    where key = any (secret) or key ~ '(password|secret|hash|token|sealed)'
  loop
    was := case when was ->> hidden is null then was else was || jsonb_build_object(hidden, '(secret)') end;
    is_now := case when is_now ->> hidden is null then is_now else is_now || jsonb_build_object(hidden, '(secret)') end;
  end loop;

  insert into audit_log (
    tenant_id, actor, via, via_id, database_role, action, subject_type, subject_id, before, after, reason, result, request_id, address, agent
  ) values (
    (whole ->> 'tenant_id')::uuid, nullif(current_setting('app.actor', true), '')::uuid,
    nullif(current_setting('app.via', true), ''), nullif(current_setting('app.via_id', true), '')::uuid,
    session_user, coalesce(cause, 'sql'), subject,
    (select string_agg(whole ->> name, ':' order by place) from unnest(keys) with ordinality key (name, place)),
    was, is_now, nullif(current_setting('app.reason', true), ''), 'DONE',
    nullif(current_setting('app.request', true), ''), nullif(current_setting('app.address', true), ''), nullif(current_setting('app.agent', true), '')
  );
  -- Tells the server that this transaction has left its rows.
  perform set_config('app.recorded', 'yes', true);
  return null;
end $function$;

CREATE OR REPLACE FUNCTION public.refuse_delete()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  raise exception using errcode = 'restrict_violation', constraint = 'devices_keep_their_history',
    message = format('this violates constraint "devices_keep_their_history": no row of %s is deleted', tg_table_name);
end $function$;

CREATE OR REPLACE FUNCTION public.refuse_device_overlap()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  perform need_newest_rows();
  if exists (select from device_occupancies o where o.device_id = new.device_id and o.period && new.period and o.id <> new.id) then
    raise exception using errcode = 'exclusion_violation', constraint = 'no_overlapping_device_assignments',
      message = 'conflicting key value violates exclusion constraint "no_overlapping_device_assignments"';
  end if;
  return null;
end $function$;

CREATE OR REPLACE FUNCTION public.refuse_inactive_room()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  if tg_table_name = 'bookings' then
    if not occupies(new.status) or new.room_id is null then return null; end if;
    if tg_op = 'UPDATE' and occupies(old.status) and old.room_id = new.room_id
      and taken_period(old.starts_at, old.ends_at, old.setup_minutes, old.teardown_minutes)
        @> taken_period(new.starts_at, new.ends_at, new.setup_minutes, new.teardown_minutes) then
      return null;
    end if;
    if not some_room_is_inactive(array[new.room_id]) then return null; end if;
  else
    if tg_op = 'UPDATE' and old.room_ids @> new.room_ids
      and tstzrange(old.starts_at, old.ends_at) @> tstzrange(new.starts_at, new.ends_at) then
      return null;
    end if;
    if not some_room_is_inactive(new.room_ids) then return null; end if;
  end if;
  raise exception using errcode = 'restrict_violation', constraint = 'inactive_rooms_stay_free',
    message = 'this violates constraint "inactive_rooms_stay_free": this room is no longer booked';
end $function$;

CREATE OR REPLACE FUNCTION public.refuse_outside_writes()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  raise exception using errcode = 'restrict_violation', constraint = 'physics_follows_from_bookings',
    message = format('this violates constraint "physics_follows_from_bookings": %s is kept by triggers', tg_table_name),
    hint = case tg_table_name when 'room_leaves' then 'Change room_parts instead.'
        when 'device_occupancies' then 'Change the assignment, the downtime or the booking instead.'
        when 'device_demands' then 'Change the device request or the booking instead.'
        when 'device_moves' then 'What happened stays written down.'
        else 'Change the booking or the closure instead.' end
      || format(' To mend what npm run verify found: alter table %s disable trigger refuse_outside_writes, and afterwards enable always trigger refuse_outside_writes.', tg_table_name);
end $function$;

CREATE OR REPLACE FUNCTION public.refuse_overlap()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  if current_setting('transaction_isolation') <> 'read committed' then
    raise exception using errcode = 'feature_not_supported',
      message = 'with session_replication_role = replica rooms are taken in a transaction that is read committed';
  end if;
  if exists (select from room_occupancies o where o.room_id = new.room_id and o.period && new.period and o.id <> new.id) then
    raise exception using errcode = 'exclusion_violation', constraint = 'no_overlapping_bookings',
      message = 'conflicting key value violates exclusion constraint "no_overlapping_bookings"';
  end if;
  return null;
end $function$;

CREATE OR REPLACE FUNCTION public.refuse_to_rewrite()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  raise exception using errcode = 'restrict_violation', constraint = tg_name, message = 'the audit trail is append-only';
end $function$;

CREATE OR REPLACE FUNCTION public.refuse_truncate()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  raise exception '% is kept row by row: delete rows instead', tg_table_name using errcode = 'feature_not_supported';
end $function$;

CREATE OR REPLACE FUNCTION public.renew_booking_search(after uuid, most integer)
 RETURNS uuid
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare
  reached uuid;
  others uuid[];
begin
  if not exists (select from work_states where name = 'booking_search') then return null; end if;
  select max(id::text)::uuid, array_agg(id) filter (where (client_words, words) is distinct from (stored_client_words, stored_words)) into reached, others from (
    select b.id, f.client_words, f.words, s.client_words as stored_client_words, s.words as stored_words
    from (select * from bookings where id > after order by id limit most) b left join booking_search s on s.booking_id = b.id, lateral search_row(b) f
  ) batch;
  if reached is null then
    delete from work_states where name = 'booking_search';
    return null;
  end if;
  if others is not null then
    perform from bookings where id = any (others) order by id for no key update;
    update booking_search s set client_words = f.client_words, words = f.words from bookings b, search_row(b) f where b.id = any (others) and s.booking_id = b.id;
  end if;
  return reached;
end $function$;

CREATE OR REPLACE FUNCTION public.restore_assignments(of_xid xid8)
 RETURNS void
 LANGUAGE plpgsql
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare step assignment_undo_steps;
begin
  for step in select * from assignment_undo_steps where xid = of_xid and actor = current_user_id() and at > clock_timestamp() - interval '2 minutes' order by assignment_id, version desc loop
    perform set_config('app.undoes', coalesce((select m.id::text from device_moves m where m.xid = of_xid and m.assignment_id = step.assignment_id order by m.sequence desc limit 1), ''), true);
    update device_assignments a set (not_after, released_at, released_by, release_reason) = (select p.not_after, p.released_at, p.released_by, p.release_reason from jsonb_populate_record(a, step.before) p)
    where a.id = step.assignment_id;
  end loop;
  perform set_config('app.undoes', '', true);
end $function$;

CREATE OR REPLACE FUNCTION public.return_day(off_site jsonb)
 RETURNS date
 LANGUAGE sql
 STABLE
AS $function$
  select case when pg_input_is_valid(off_site ->> 'returnOn', 'date') then (off_site ->> 'returnOn')::date end
$function$;

CREATE OR REPLACE FUNCTION public.room_taken_after(room uuid, moment timestamp with time zone)
 RETURNS TABLE(occupancy_id uuid, taken_from timestamp with time zone)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  select distinct on (b.id) o.id, lower(o.period) from bookings b join room_occupancies o on o.booking_id = b.id
  where b.room_id = room and upper(o.period) > moment order by b.id, o.room_id
$function$;

CREATE OR REPLACE FUNCTION public.room_was_taken(room uuid)
 RETURNS boolean
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  with recursive above (id) as (
    select room
    union
    select p.room_id from room_parts p join above a on p.part_id = a.id
  )
  select exists (select from bookings b join above a on a.id = b.room_id where occupies(b.status))
    or exists (select from closures c where c.room_ids && (select array_agg(id) from above))
$function$;

CREATE OR REPLACE FUNCTION public.rotate_refresh_token(token_hash bytea, successor_hash bytea, moment timestamp with time zone, from_address text, from_agent text)
 RETURNS TABLE(outcome text, session_id uuid, user_id uuid, expires_at timestamp with time zone)
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare
  token refresh_tokens;
  family sessions;
  first_use boolean;
  is_open boolean;
begin
  select s.* into family from refresh_tokens t join sessions s on s.id = t.session_id where t.hash = token_hash;
  if not found then return; end if;
  is_open := hold_person(family.user_id);
  -- Everything about one family waits here, so that a repetition and the use of the successor cannot miss each other.
  select s.* into family from sessions s where s.id = family.id for update;
  if not found then return; end if;

  -- Used up even where the family has ended: it shows itself if it comes again.
  update refresh_tokens t set used_at = moment where t.hash = token_hash and t.used_at is null and t.expires_at > moment returning t.* into token;
  first_use := found;
  if not first_use then
    select t.* into token from refresh_tokens t where t.hash = token_hash;
    if not found then return; end if;
  end if;

  if not is_open or family.ended_at is not null or family.expires_at <= moment or token.used_at is null then
    return query select 'ENDED', family.id, family.user_id, family.expires_at;
  elsif first_use then
    update sessions s set last_used_at = moment, expires_at = moment + make_interval(secs => s.idle_seconds), address = from_address, agent = from_agent
      where s.id = family.id returning s.* into family;
    insert into refresh_tokens (hash, session_id, issued_at, expires_at) values (successor_hash, family.id, moment, family.expires_at);
    return query select 'ROTATED', family.id, family.user_id, family.expires_at;
  elsif token.used_at > moment - interval '10 seconds'
    and exists (select from refresh_tokens t where t.hash = successor_hash and t.used_at is null) then
    return query select 'REPEATED', family.id, family.user_id, family.expires_at;
  else
    update sessions s set ended_at = moment where s.id = family.id;
    -- Whoever has a copy may have made links as well.
    perform void_links_made_in(array[family.id], moment);
    return query select 'REUSED', family.id, family.user_id, family.expires_at;
  end if;
end $function$;

CREATE OR REPLACE FUNCTION public.search_grams(tenant uuid, season bigint, words text)
 RETURNS bigint[]
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
AS $function$
  select coalesce(array_agg(distinct hashtextextended(substr(words, n, 3), uuid_hash_extended(tenant, season))), '{}') from generate_series(1, length(words) - 2) n
$function$;

CREATE OR REPLACE FUNCTION public.search_grams_of(tenant uuid, season bigint, wanted text[])
 RETURNS bigint[]
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
AS $function$
  select array(select distinct gram from unnest(wanted) word, unnest(search_grams(tenant, season, case when length(word) < 3 then '  ' || word else word end)) gram)
$function$;

CREATE OR REPLACE FUNCTION public.search_row(b bookings)
 RETURNS booking_search
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
 SET search_path TO 'public', 'pg_temp'
AS $function$
  select b.id, b.tenant_id, b.starts_at, b.ends_at, b.ends_at - b.starts_at > interval '48 hours', b.status, b.room_id, b.requester_id,
    search_words(b.client_name || ' ' || replace(b.reference, '-', '')),
    search_words(b.client_name || ' ' || replace(b.reference, '-', '') || ' ' || b.client_contact_person || ' ' || b.client_email || ' ' || b.client_phone)
$function$;

CREATE OR REPLACE FUNCTION public.search_season(at timestamp with time zone)
 RETURNS bigint
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
AS $function$
  select floor(extract(epoch from at) / 15778800)::bigint
$function$;

CREATE OR REPLACE FUNCTION public.search_season_start(season bigint)
 RETURNS timestamp with time zone
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
AS $function$
  select to_timestamp(season * 15778800)
$function$;

CREATE OR REPLACE FUNCTION public.search_text(given text)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
AS $function$
  select replace(replace(replace(replace(
    translate(
      regexp_replace(lower(normalize(public.visible_text(replace(given, '´', '''')), NFKD) collate "pg_c_utf8"), '[\u0300-\u036f]', '', 'g'),
      '`‘’‛′ʹʻʼ' || '‐‑‒–—―−' || 'đðøłħŧıȷŋɓɗƙƴς',
      repeat('''', 8) || repeat('-', 7) || 'ddolhtijnbdkyσ'),
    'ß', 'ss'), 'æ', 'ae'), 'œ', 'oe'), 'þ', 'th')
$function$;

CREATE OR REPLACE FUNCTION public.search_words(given text)
 RETURNS text
 LANGUAGE plpgsql
 IMMUTABLE PARALLEL SAFE
AS $function$
declare
  between constant text := '\u0001-\u0020!-/:-@\[-`{-~\u007f-\u00bf\u00d7\u00f7\u1680\u2010-\u205e\u3000-\u3003\u3008-\u301f';
  plain constant text := public.search_text(given);
  joined constant text := regexp_replace(
    regexp_replace(plain, '([^' || between || '])[''-](?=[^' || between || '])', '\1', 'g'),
    '(^|[' || between || '])([^' || between || '0-9]{1,2}) (?=[^' || between || '0-9])', '\1\2', 'g');
begin
  return regexp_replace('  ' || plain || case when joined <> plain then ' ' || joined else '' end, '[' || between || ']+', '  ', 'g');
end $function$;

CREATE OR REPLACE FUNCTION public.sees_all_undo_steps(of_xid xid8)
 RETURNS boolean
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  select not exists (select from undo_steps where xid = of_xid and not coalesce(tenant_id = any (current_tenants()), false))
$function$;

CREATE OR REPLACE FUNCTION public.serial_order(serial text)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
AS $function$
  select coalesce(string_agg(coalesce(part[1], lpad(part[2], greatest(length(part[2]), 30), '0')), '' order by place), '') collate "C"
  from regexp_matches(public.device_code(serial), '(\D+)|(\d+)', 'g') with ordinality parts (part, place)
$function$;

CREATE OR REPLACE FUNCTION public.session_of_refresh_token(token_hash bytea)
 RETURNS TABLE(session_id uuid, user_id uuid)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  select s.id, s.user_id from refresh_tokens t join sessions s on s.id = t.session_id where t.hash = token_hash
$function$;

CREATE OR REPLACE FUNCTION public.set_device_demands(request_ids uuid[])
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  delete from device_demands where request_id = any (request_ids);
  insert into device_demands (request_id, kind, category_id, quantity, period)
  select q.id, q.kind, q.category_id, q.quantity - s.standing, tstzrange(b.starts_at, greatest(b.ends_at, end_of_day(booking_return_day(b))), '[)')
  from device_requests q join bookings b on b.id = q.booking_id cross join lateral (select standing_on(q.id) as standing) s
  where q.id = any (request_ids) and q.withdrawn_at is null and q.quantity > s.standing and b.status in ('PENDING', 'ROOM_ASSIGNED', 'CONFIRMED');
end $function$;

CREATE OR REPLACE FUNCTION public.set_device_occupancies(assignment_ids uuid[])
 RETURNS uuid[]
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare changed uuid[];
begin
  select coalesce(array_agg(a.id), '{}') into changed
  from device_assignments a join bookings b on b.id = a.booking_id left join rentals r on r.id = a.rental_id left join device_occupancies o on o.assignment_id = a.id
  where a.id = any (assignment_ids) and o.period is distinct from assignment_period(a, b, r.due_on);
  delete from device_occupancies where assignment_id = any (changed);
  insert into device_occupancies (device_id, category_id, assignment_id, period)
  select a.device_id, d.category_id, a.id, p.period
  from device_assignments a join devices d on d.id = a.device_id join bookings b on b.id = a.booking_id left join rentals r on r.id = a.rental_id
    cross join lateral (select assignment_period(a, b, r.due_on) as period) p
  where a.id = any (changed) and p.period is not null order by a.device_id;
  return changed;
end $function$;

CREATE OR REPLACE FUNCTION public.set_own_password(new_hash text, only_over text DEFAULT NULL::text)
 RETURNS boolean
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  perform from users where id = current_user_id() for update;
  update users set password_hash = new_hash where id = current_user_id() and active and (only_over is null or password_hash = only_over);
  return found;
end $function$;

CREATE OR REPLACE FUNCTION public.set_up_administrator(link integer, new_username text, new_name text, new_hash text)
 RETURNS uuid
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare
  made uuid;
begin
  perform lock_people();
  if somebody_administers() or link <> (select count(*) from set_up_uses) then
    return null;
  end if;
  insert into users (username, display_name, password_hash) values (new_username, new_name, new_hash) returning id into made;
  insert into role_grants (user_id, role_name) values (made, 'admin');
  insert into set_up_uses (number, user_id) values (link, made);
  return made;
end $function$;

CREATE OR REPLACE FUNCTION public.settle_open_bookings()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  -- The owner of the database, who writes in nobody's name, shuts what they want.
  if current_user_id() is not null and current_setting('app.leaves_bookings', true) is distinct from 'yes'
    and exists (select from bookings where requester_id = new.id and status in ('PENDING', 'ROOM_ASSIGNED', 'CONFIRMED')) then
    raise exception using errcode = 'restrict_violation', constraint = 'open_bookings_are_settled',
      message = 'this violates constraint "open_bookings_are_settled": the account has open bookings';
  end if;
  return null;
end $function$;

CREATE OR REPLACE FUNCTION public.some_room_is_inactive(room_ids uuid[])
 RETURNS boolean
 LANGUAGE plpgsql
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  if current_setting('transaction_isolation') <> 'read committed' then
    -- A room that has changed since the snapshot is a serialization failure, and not overlooked.
    perform from rooms where id = any (room_ids) order by id for share;
  end if;
  return exists (select from rooms where id = any (room_ids) and not active);
end $function$;

CREATE OR REPLACE FUNCTION public.somebody_administers()
 RETURNS boolean
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  select exists (
    select from users u join role_grants g on g.user_id = u.id join role_permissions p on p.role_name = g.role_name
    where can_sign_in(u.active, u.password_hash) and g.tenant_id is null and p.permission = '*')
$function$;

CREATE OR REPLACE FUNCTION public.standing_on(request uuid)
 RETURNS integer
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  select count(*)::integer from device_assignments where request_id = request and released_at is null and taken_away_at is null
$function$;

CREATE OR REPLACE FUNCTION public.summarize_day(day date, zone text)
 RETURNS integer
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare
  day_starts constant timestamptz := day::timestamp at time zone zone;
  day_ends constant timestamptz := (day + 1)::timestamp at time zone zone;
  of_cause constant text := 'DAILY_SUMMARY ' || day;
  recipients uuid[];
begin
  -- Who set the facility up that day knows what there is: the first summary is that of the next morning.
  if (select min(began_at) from event_epochs) >= day_starts then
    return 0;
  end if;
  select array(select unnest(people_who_may('room:assign', null)) union select unnest(people_who_may('device:reallocate', null))) into recipients;
  recipients := array(select unnest(recipients) except select n.recipient_id from notifications n where n.cause = of_cause);
  if recipients = '{}' then
    return 0;
  end if;
  perform notify_people('DAILY_SUMMARY', of_cause, recipients, jsonb_build_object(
    'date', day,
    'bookings', (select count(*) from bookings b where b.status in ('ROOM_ASSIGNED', 'CONFIRMED') and b.starts_at < day_ends and b.ends_at > day_starts),
    'waiting', (select count(*) from bookings b where b.status = 'PENDING' and b.ends_at > day_starts),
    'overdue', (select count(*) from bookings b where b.status = 'PENDING' and b.starts_at < day_starts),
    'roomsClosed', (select count(distinct o.room_id) from room_occupancies o where o.closure_id is not null and o.period && tstzrange(day_starts, day_ends)),
    'devicesWanted', (select coalesce(sum(b.devices_needed), 0) from bookings b where b.status in ('PENDING', 'ROOM_ASSIGNED', 'CONFIRMED') and b.starts_at < day_ends and b.ends_at > day_starts)));
  return (select count(*) from notifications n where n.cause = of_cause and n.recipient_id = any (recipients));
end $function$;

CREATE OR REPLACE FUNCTION public.take_access_away()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  if old.active and not new.active then
    update sessions set ended_at = now() where user_id = new.id and ended_at is null;
    update personal_tokens set revoked_at = now() where user_id = new.id and revoked_at is null;
    update password_links set void_at = now()
      where used_at is null and void_at is null
        and (user_id = new.id or made_in_session_id in (select id from sessions where user_id = new.id));
  elsif old.email is distinct from new.email then
    update password_links set void_at = now() where user_id = new.id and used_at is null and void_at is null;
  end if;
  return null;
end $function$;

CREATE OR REPLACE FUNCTION public.take_try(whose bytea, at timestamp with time zone, most integer, span interval, first_wait interval, longest_wait interval)
 RETURNS bigint
 LANGUAGE plpgsql
AS $function$
declare
  known sign_in_tries;
  wait interval;
begin
  insert into sign_in_tries as t (subject, window_ends_at, forget_at) values (whose, at + span, at + interval '1 day')
  on conflict (subject) do update set tries = t.tries returning * into known; -- which locks the row
  if known.locked_until > at then
    return ceil(extract(epoch from known.locked_until - at) * 1000);
  end if;
  if known.window_ends_at <= at then
    known.tries := 0;
    known.window_ends_at := at + span;
  end if;
  if known.forget_at <= at then
    known.lockouts := 0;
  end if;
  if known.tries < most then
    update sign_in_tries set tries = known.tries + 1, window_ends_at = known.window_ends_at, lockouts = known.lockouts,
      locked_until = null, forget_at = greatest(familiar_until, at + interval '1 day') where subject = whose;
    return 0;
  end if;
  wait := least(longest_wait, first_wait * power(2, least(known.lockouts, 20)));
  update sign_in_tries set tries = 0, window_ends_at = at + wait + span, locked_until = at + wait, lockouts = known.lockouts + 1,
    forget_at = greatest(familiar_until, at + wait + interval '1 day') where subject = whose;
  return ceil(extract(epoch from wait) * 1000);
end $function$;

CREATE OR REPLACE FUNCTION public.taken_period(starts_at timestamp with time zone, ends_at timestamp with time zone, setup_minutes integer, teardown_minutes integer)
 RETURNS tstzrange
 LANGUAGE sql
 STABLE PARALLEL SAFE
AS $function$
  select tstzrange(starts_at - make_interval(mins => setup_minutes), ends_at + make_interval(mins => teardown_minutes), '[)')
$function$;

CREATE OR REPLACE FUNCTION public.tell_of_changed_bookings()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare
  act constant uuid := gen_random_uuid();
  doer constant uuid := nullif(current_setting('app.actor', true), '')::uuid;
  jobs integer;
begin
  -- Called for each booking: the first call has told of them all.
  if not exists (select from changed_bookings where booking_id = new.booking_id) then
    return null;
  end if;
  -- An undo takes back what was told, and tells nothing itself.
  if current_setting('app.takes_back', true) = 'on' then
    delete from changed_bookings where xid = new.xid;
    return null;
  end if;

  with noted as (delete from changed_bookings where xid = new.xid returning booking_id, before, devices_open),
  changes as materialized (
    select b.id, b.tenant_id, b.kind, b.starts_at, b.requester_id, b.status_reason, noted.before, told_facts(b) as after,
      noted.devices_open, devices_open_of(b.id) as devices_open_now
    from noted join bookings b on b.id = noted.booking_id
  ),
  -- What is to be told of which booking, and to whom: to one person, or to everybody with a right.
  events as materialized (
    select c.id, c.tenant_id, c.starts_at, c.status_reason, c.before, c.after, told.type, told.person, told.permission
    from changes c, lateral (
      select told_to_requester(c.before, c.after) as type, c.requester_id as person, null as permission
      -- What comes past every action is new to all; whose name is on it knows of it.
      where c.before is not null or doer is not null
      union all
      -- Who handed it over, or had it taken over.
      select 'BOOKING_CHANGED', (c.before->>'requesterId')::uuid, null where c.before->>'requesterId' <> c.after->>'requesterId'
      union all
      select told_to_placers(c.before, c.after), null, 'room:assign' where c.kind = 'ROOM'
      union all
      select 'DEVICE_REQUEST', null, 'device:assign'
      where c.after->>'status' <> 'COMPLETED' and (c.devices_open_now > c.devices_open
        or (devices_wanted(c.before) is distinct from devices_wanted(c.after)
          -- Who gives in the same step all that is wanted, as when lending, leaves nothing to do.
          and not (c.devices_open_now = 0 and exists (
            select from device_moves m join device_assignments a on a.id = m.assignment_id where m.xid = new.xid and m.kind = 'ASSIGNED' and a.booking_id = c.id))))
    ) told
    where told.type is not null and (c.before is distinct from c.after or told.type = 'DEVICE_REQUEST')
  ),
  audiences as materialized (
    select tenant_id, permission, people_who_may(permission, tenant_id) as people
    from (select distinct tenant_id, permission from events where permission is not null) asked
  ),
  -- Bookings of which the same is told to the same people: who they are is worked out for one of them.
  shaped as materialized (
    select id, tenant_id, string_agg(concat_ws(' ', type, person, permission, tenant_id), ',' order by type, person, permission) as shape
    from events group by id, tenant_id
  ),
  examples as (select distinct on (shape) shape, id from shaped order by shape, id),
  wanted as materialized (
    select s.shape, e.tenant_id, e.type, r.id as recipient_id, bool_or(coalesce(p.in_app, true)) as in_app,
      -- Bookings that wait change often: those who place them ask for these mails, or have none.
      bool_or(coalesce(p.by_mail, mailed_unless_told(e.type) and e.permission is null) and u.email is not null) as by_mail
    from examples s join events e on e.id = s.id
      left join audiences a on a.tenant_id = e.tenant_id and a.permission = e.permission
      cross join lateral unnest(coalesce(a.people, array[e.person])) r (id)
      join users u on u.id = r.id
      left join notification_preferences p on p.user_id = r.id and p.type = e.type
    -- Nobody is told of their own deed.
    where u.active and u.id is distinct from doer
    group by 1, 2, 3, 4
  ),
  ranked as materialized (
    select *, in_app and row_number() over (partition by recipient_id, shape, in_app order by weight_of(type)) = 1 as is_first from wanted where in_app or by_mail
  ),
  acted as (insert into told_acts (id, xid) select act, new.xid where exists (select from ranked)),
  readers as materialized (
    select shape, type, coalesce(array_agg(recipient_id) filter (where is_first), '{}') as told_to,
      coalesce(array_agg(recipient_id) filter (where in_app and not is_first), '{}') as also_told_to,
      coalesce(array_agg(recipient_id) filter (where by_mail), '{}') as mailed_to
    from ranked group by shape, type
  ),
  listed as (
    insert into notification_items (act_id, booking_id, tenant_id, type, told_to, also_told_to, mailed_to, starts_at, room_id, reason, before, after)
    select act, e.id, e.tenant_id, e.type, r.told_to, r.also_told_to, r.mailed_to, e.starts_at,
      (case e.type when 'BOOKING_PENDING' then e.after->>'requestedRoomId' when 'BOOKING_DISPLACED' then e.before->>'roomId'
        when 'BOOKING_CANCELLED' then e.before->>'roomId' when 'ROOM_ASSIGNED' then e.after->>'roomId' end)::uuid,
      case when e.type in ('BOOKING_REJECTED', 'BOOKING_DISPLACED', 'BOOKING_CANCELLED') then e.status_reason end,
      e.before - '{cateringNotes,deviceWishes}'::text[],
      e.after - '{cateringNotes,deviceWishes}'::text[] || jsonb_build_object('cateringNotesChanged', e.before is not null and e.before->'cateringNotes' <> e.after->'cateringNotes',
        'deviceWishesChanged', e.before is not null and e.before->'deviceWishes' <> e.after->'deviceWishes')
    from (select distinct on (id, type) * from events order by id, type) e join shaped s on s.id = e.id join readers r on r.shape = s.shape and r.type = e.type
  ),
  lines as materialized (
    select recipient_id, bool_or(in_app) as in_app, bool_or(by_mail) as by_mail,
      (array_agg(type order by in_app desc, weight_of(type)))[1] as type,
      coalesce(array_agg(distinct tenant_id) filter (where in_app), array_agg(distinct tenant_id)) as tenant_ids
    from ranked group by recipient_id
  ),
  written as (
    insert into notifications (recipient_id, type, cause, cause_id, tenant_ids, actor_id, in_app, digest_at)
    select l.recipient_id, l.type, 'act ' || act, act, l.tenant_ids, (select u.id from users u where u.id = doer), l.in_app,
      case when l.by_mail then next_digest(m.rhythm, m.time_zone, clock_timestamp() + mail_waits()) end
    from lines l left join mail_rhythms m on m.user_id = l.recipient_id order by l.recipient_id
    returning notifications
  )
  select add_mail_jobs(array_agg(notifications)) into jobs from written join lines on lines.recipient_id = (written.notifications).recipient_id where lines.by_mail;
  return null;
end $function$;

CREATE OR REPLACE FUNCTION public.tell_of_device()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  if tg_op = 'UPDATE' and old.version = new.version then
    return null; -- nothing changed
  end if;
  if tg_op = 'UPDATE' and old.category_id <> new.category_id then
    update device_occupancies set category_id = new.category_id where device_id = new.id;
  end if;
  if tg_op = 'INSERT' then
    perform note_device_move('ADDED', null, new.id);
  elsif to_jsonb(old) - 'version' <> to_jsonb(new) - 'version' then
    perform note_device_move(case when old.retired_at is null and new.retired_at is not null then 'RETIRED'
      when old.retired_at is not null and new.retired_at is null then 'REACTIVATED' else 'CHANGED' end::device_move_kind,
      case when old.retired_at is null then new.retired_at end, new.id, serial_before => nullif(old.serial_number, new.serial_number));
  end if;
  perform note_device_event('device_changed', null, new.id, new.version, null);
  return null;
end $function$;

CREATE OR REPLACE FUNCTION public.tell_of_facility()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  if old.version = new.version then
    return null; -- nothing changed
  end if;
  if new.days_end_in <> old.days_end_in then
    update mail_rhythms set time_zone = new.days_end_in where time_zone <> new.days_end_in;
  end if;
  insert into domain_events (type, subject, version, actor, cause, reason) values (
    'facility_changed', new.id, new.version,
    nullif(current_setting('app.actor', true), '')::uuid, nullif(current_setting('app.cause', true), ''),
    nullif(current_setting('app.reason', true), '')
  );
  return null;
end $function$;

CREATE OR REPLACE FUNCTION public.tell_of_notifications()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  insert into domain_events (type, subject, version, recipients)
  select 'notification_written', cause_id, 1, array_agg(recipient_id order by recipient_id) from written where in_app group by cause_id;
  return null;
end $function$;

CREATE OR REPLACE FUNCTION public.tell_of_read_marks()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  insert into domain_events (type, subject, version, recipients)
  select distinct 'notifications_read', n.recipient_id, 1, array[n.recipient_id]
  from marked n join unmarked o using (id) where n.read_at is distinct from o.read_at and n.in_app;
  insert into domain_events (type, subject, version, recipients)
  select 'notifications_withdrawn', n.cause_id, 1, array_agg(n.recipient_id order by n.recipient_id)
  from marked n join unmarked o using (id) where n.withdrawn_at is distinct from o.withdrawn_at and n.in_app group by n.cause_id;
  return null;
end $function$;

CREATE OR REPLACE FUNCTION public.tell_of_room()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  if tg_op = 'UPDATE' and old.version = new.version then
    return null; -- nothing changed
  end if;
  insert into domain_events (type, subject, version, actor, cause, reason) values (
    case
      when tg_op = 'INSERT' then 'room_added'
      when tg_op = 'DELETE' then 'room_removed'
      when old.active and not new.active then 'room_deactivated'
      when new.active and not old.active then 'room_reactivated'
      when old.position <> new.position and to_jsonb(old) - '{position,version}'::text[] = to_jsonb(new) - '{position,version}'::text[] then 'room_moved'
      else 'room_changed'
    end,
    case when tg_op = 'DELETE' then old.id else new.id end, case when tg_op = 'DELETE' then old.version + 1 else new.version end,
    nullif(current_setting('app.actor', true), '')::uuid, nullif(current_setting('app.cause', true), ''),
    nullif(current_setting('app.reason', true), '')
  );
  return null;
end $function$;

CREATE OR REPLACE FUNCTION public.told_facts(b bookings)
 RETURNS jsonb
 LANGUAGE sql
 STABLE
AS $function$
  select jsonb_build_object('status', b.status, 'startsAt', b.starts_at, 'endsAt', b.ends_at, 'roomId', b.room_id, 'requestedRoomId', b.requested_room_id,
    'numLearners', b.num_learners, 'numFacilitators', b.num_facilitators, 'coffeeTeaStation', b.coffee_tea_station, 'morningCatering', b.morning_catering,
    'lunchCatering', b.lunch_catering, 'cateringNotes', md5(b.catering_notes), 'stationeryNeeded', b.stationery_needed, 'waterBottles', b.water_bottles,
    'devicesNeeded', b.devices_needed, 'deviceTypePreference', b.device_type_preference, 'requesterId', b.requester_id,
    'deviceWishes', (select md5(jsonb_agg(w - '{id,note}'::text[] order by w - '{id,note}'::text[])::text) from jsonb_array_elements(b.device_wishes) w))
$function$;

CREATE OR REPLACE FUNCTION public.told_to_placers(was jsonb, is_now jsonb)
 RETURNS notification_type
 LANGUAGE sql
 STABLE
AS $function$
  select case
    when is_now->>'status' <> 'PENDING' then null
    when was->>'status' is distinct from 'PENDING' then 'BOOKING_PENDING'
    when was - '{devicesNeeded,deviceTypePreference,deviceWishes,requesterId}'::text[] <> is_now - '{devicesNeeded,deviceTypePreference,deviceWishes,requesterId}'::text[] then 'BOOKING_CHANGED'
  end::notification_type
$function$;

CREATE OR REPLACE FUNCTION public.told_to_requester(was jsonb, is_now jsonb)
 RETURNS notification_type
 LANGUAGE sql
 STABLE
AS $function$
  select case
    -- A new one in their name: a date of their series that was put back.
    when was is null then 'BOOKING_CHANGED'
    when was->>'status' = is_now->>'status' then case when is_now->>'status' in ('PENDING', 'ROOM_ASSIGNED', 'CONFIRMED') then 'BOOKING_CHANGED' end
    when is_now->>'status' = 'REJECTED' then 'BOOKING_REJECTED'
    when is_now->>'status' = 'CANCELLED' then 'BOOKING_CANCELLED'
    when is_now->>'status' = 'COMPLETED' then null
    when was->>'status' in ('REJECTED', 'CANCELLED', 'COMPLETED') then 'BOOKING_CHANGED'
    when is_now->>'status' = 'PENDING' and was->>'roomId' is not null then 'BOOKING_DISPLACED'
    when was->>'roomId' is null and is_now->>'roomId' is not null then 'ROOM_ASSIGNED'
    when is_now->>'status' = 'CONFIRMED' then 'BOOKING_CONFIRMED'
    else 'BOOKING_CHANGED'
  end::notification_type
$function$;

CREATE OR REPLACE FUNCTION public.use_personal_token(token_hash bytea, moment timestamp with time zone)
 RETURNS TABLE(token_id uuid, user_id uuid, expires_at timestamp with time zone)
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  update personal_tokens t set last_used_at = moment
    where t.hash = token_hash and t.revoked_at is null and t.expires_at > moment and (t.last_used_at is null or t.last_used_at <= moment - interval '1 minute');
  return query select t.id, t.user_id, t.expires_at from personal_tokens t where t.hash = token_hash and t.revoked_at is null and t.expires_at > moment;
end $function$;

CREATE OR REPLACE FUNCTION public.visible_text(given text)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
AS $function$
  select regexp_replace(given, '[\u00ad\u2800\U00016fe4\U0001d159\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufff8\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]', '', 'g')
$function$;

CREATE OR REPLACE FUNCTION public.void_links_made_in(session_ids uuid[], moment timestamp with time zone)
 RETURNS void
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  update password_links set void_at = moment where made_in_session_id = any (session_ids) and used_at is null and void_at is null
$function$;

CREATE OR REPLACE FUNCTION public.void_links_of_the_weaker()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  update password_links l set void_at = now()
    where l.used_at is null and l.void_at is null and l.created_by_id is not null
      and ((tg_op <> 'DELETE' and l.user_id = new.user_id) or (tg_op <> 'INSERT' and l.created_by_id = old.user_id))
      and not person_may_manage(l.created_by_id, l.user_id);
  return null;
end $function$;

CREATE OR REPLACE FUNCTION public.watched_users()
 RETURNS uuid[]
 LANGUAGE sql
 STABLE PARALLEL SAFE
AS $function$
  select string_to_array(nullif(current_setting('app.watched', true), ''), ',')::uuid[]
$function$;

CREATE OR REPLACE FUNCTION public.weight_of(kind notification_type)
 RETURNS integer
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
AS $function$
  select array_position(array['BOOKING_REJECTED', 'BOOKING_DISPLACED', 'BOOKING_CANCELLED', 'ROOM_ASSIGNED', 'BOOKING_CHANGED',
    'BOOKING_CONFIRMED', 'BOOKING_PENDING', 'DEVICE_REQUEST', 'DAILY_SUMMARY']::notification_type[], kind)
$function$;

CREATE OR REPLACE FUNCTION public.withdraw_notifications(of_xid xid8)
 RETURNS integer
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare
  gone uuid[];
begin
  perform set_config('app.takes_back', 'on', true);
  with withdrawn as (
    update notifications n set withdrawn_at = clock_timestamp() from told_acts a
    -- A number of a transaction may come again where the database was put back elsewhere.
    where a.xid = of_xid and a.created_at > clock_timestamp() - interval '2 minutes' and n.cause_id = a.id
      and n.withdrawn_at is null and n.actor_id = nullif(current_setting('app.actor', true), '')::uuid
    returning n.id
  )
  select coalesce(array_agg(id), '{}') into gone from withdrawn;
  perform graphile_worker.remove_job('mail ' || id) from unnest(gone) id;
  return cardinality(gone);
end $function$;

CREATE OR REPLACE FUNCTION public.write_device_requests(b bookings)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  with wishes as (select * from jsonb_to_recordset(b.device_wishes) w (id uuid, kind device_kind, "categoryId" uuid, quantity integer, note text)),
  dropped as (
    select q.id, exists (select from device_assignments a where a.request_id = q.id) as was_served
    from device_requests q where q.booking_id = b.id and q.withdrawn_at is null and q.id not in (select w.id from wishes w)
  ),
  gone as (delete from device_requests q using dropped d where q.id = d.id and not d.was_served returning q.id),
  withdrawn as (update device_requests q set withdrawn_at = b.updated_at from dropped d where q.id = d.id and d.was_served returning q.id),
  changed as (
    update device_requests q set kind = w.kind, category_id = w."categoryId", quantity = w.quantity, note = w.note, withdrawn_at = null
    from wishes w where q.id = w.id and q.booking_id = b.id
      and (q.kind, q.category_id, q.quantity, q.note, q.withdrawn_at) is distinct from (w.kind, w."categoryId", w.quantity, w.note, null)
      and (select count(*) from gone) + (select count(*) from withdrawn) >= 0
    returning q.id
  )
  insert into device_requests (id, tenant_id, booking_id, kind, category_id, quantity, note)
  select w.id, b.tenant_id, b.id, w.kind, w."categoryId", w.quantity, w.note from wishes w
  where (select count(*) from gone) + (select count(*) from withdrawn) + (select count(*) from changed) >= 0
    and not exists (select from device_requests q where q.id = w.id and q.booking_id = b.id);
end $function$;


-- triggers

CREATE TRIGGER audit_log_is_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON audit_log FOR EACH STATEMENT EXECUTE FUNCTION refuse_to_rewrite();
alter table audit_log enable always trigger audit_log_is_append_only;

CREATE TRIGGER add_up_device_wishes BEFORE INSERT OR UPDATE ON bookings FOR EACH ROW EXECUTE FUNCTION add_up_device_wishes();
alter table bookings enable always trigger add_up_device_wishes;

CREATE TRIGGER free_rooms_of_deleted_booking BEFORE DELETE ON bookings FOR EACH ROW EXECUTE FUNCTION keep_room_occupancies();
alter table bookings enable always trigger free_rooms_of_deleted_booking;

CREATE TRIGGER give_devices_back BEFORE DELETE ON bookings FOR EACH ROW EXECUTE FUNCTION give_devices_back();
alter table bookings enable always trigger give_devices_back;

CREATE TRIGGER hold_requester_again AFTER UPDATE OF status ON bookings FOR EACH ROW WHEN (current_user_id() IS NOT NULL AND (new.status = ANY (ARRAY['PENDING'::booking_status, 'ROOM_ASSIGNED'::booking_status, 'CONFIRMED'::booking_status])) AND (old.status <> ALL (ARRAY['PENDING'::booking_status, 'ROOM_ASSIGNED'::booking_status, 'CONFIRMED'::booking_status]))) EXECUTE FUNCTION hold_requester_again();
alter table bookings enable always trigger hold_requester_again;

CREATE TRIGGER hold_requesters AFTER INSERT ON bookings REFERENCING NEW TABLE AS made FOR EACH STATEMENT EXECUTE FUNCTION hold_requesters();
alter table bookings enable always trigger hold_requesters;

CREATE TRIGGER keep_booking_search AFTER INSERT OR UPDATE OF starts_at, ends_at, status, room_id, requester_id, client_name, client_contact_person, client_email, client_phone ON bookings FOR EACH ROW EXECUTE FUNCTION keep_booking_search();
alter table bookings enable always trigger keep_booking_search;

CREATE TRIGGER keep_booking_version BEFORE INSERT OR UPDATE ON bookings FOR EACH ROW EXECUTE FUNCTION keep_booking_version();
alter table bookings enable always trigger keep_booking_version;

CREATE TRIGGER keep_room_occupancies AFTER INSERT OR UPDATE ON bookings FOR EACH ROW EXECUTE FUNCTION keep_room_occupancies();
alter table bookings enable always trigger keep_room_occupancies;

CREATE TRIGGER keep_undo_step AFTER INSERT OR UPDATE ON bookings FOR EACH ROW EXECUTE FUNCTION keep_undo_step();
alter table bookings enable always trigger keep_undo_step;

CREATE TRIGGER move_devices_along AFTER INSERT OR UPDATE ON bookings FOR EACH ROW EXECUTE FUNCTION move_devices_along();
alter table bookings enable always trigger move_devices_along;

CREATE TRIGGER name_requester BEFORE INSERT ON bookings FOR EACH ROW EXECUTE FUNCTION name_requester();
alter table bookings enable always trigger name_requester;

CREATE TRIGGER note_changed_bookings AFTER UPDATE ON bookings REFERENCING OLD TABLE AS been NEW TABLE AS become FOR EACH STATEMENT EXECUTE FUNCTION note_changed_bookings();
alter table bookings enable always trigger note_changed_bookings;

CREATE TRIGGER note_new_bookings AFTER INSERT ON bookings REFERENCING NEW TABLE AS become FOR EACH STATEMENT EXECUTE FUNCTION note_changed_bookings();
alter table bookings enable always trigger note_new_bookings;

CREATE TRIGGER pass_on_booking AFTER UPDATE OF requester_id ON bookings FOR EACH ROW WHEN (old.requester_id IS DISTINCT FROM new.requester_id) EXECUTE FUNCTION pass_on_booking();
alter table bookings enable always trigger pass_on_booking;

CREATE TRIGGER record_change AFTER INSERT OR DELETE OR UPDATE ON bookings FOR EACH ROW EXECUTE FUNCTION record_change('Booking', '{id}', '{device_wishes,updated_at}', '{}');
alter table bookings enable always trigger record_change;

CREATE TRIGGER refuse_inactive_room AFTER INSERT OR UPDATE ON bookings FOR EACH ROW EXECUTE FUNCTION refuse_inactive_room();
alter table bookings enable always trigger refuse_inactive_room;

CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON bookings FOR EACH STATEMENT EXECUTE FUNCTION refuse_truncate();
alter table bookings enable always trigger refuse_truncate;

CREATE CONSTRAINT TRIGGER tell_of_changed_bookings AFTER INSERT ON changed_bookings DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION tell_of_changed_bookings();
alter table changed_bookings enable always trigger tell_of_changed_bookings;

CREATE TRIGGER free_rooms_of_deleted_closure BEFORE DELETE ON closures FOR EACH ROW EXECUTE FUNCTION keep_closure_occupancies();
alter table closures enable always trigger free_rooms_of_deleted_closure;

CREATE TRIGGER keep_closure_occupancies AFTER INSERT OR UPDATE ON closures FOR EACH ROW EXECUTE FUNCTION keep_closure_occupancies();
alter table closures enable always trigger keep_closure_occupancies;

CREATE TRIGGER keep_closure_version BEFORE INSERT OR UPDATE ON closures FOR EACH ROW EXECUTE FUNCTION keep_closure_version();
alter table closures enable always trigger keep_closure_version;

CREATE TRIGGER record_change AFTER INSERT OR DELETE OR UPDATE ON closures FOR EACH ROW EXECUTE FUNCTION record_change('Closure', '{id}', '{updated_at}', '{}');
alter table closures enable always trigger record_change;

CREATE TRIGGER refuse_inactive_room AFTER INSERT OR UPDATE ON closures FOR EACH ROW EXECUTE FUNCTION refuse_inactive_room();
alter table closures enable always trigger refuse_inactive_room;

CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON closures FOR EACH STATEMENT EXECUTE FUNCTION refuse_truncate();
alter table closures enable always trigger refuse_truncate;

CREATE TRIGGER count_open_devices AFTER UPDATE ON device_assignments FOR EACH ROW EXECUTE FUNCTION count_open_devices();
alter table device_assignments enable always trigger count_open_devices;

CREATE TRIGGER keep_device_assignment BEFORE INSERT OR UPDATE ON device_assignments FOR EACH ROW EXECUTE FUNCTION keep_device_assignment();
alter table device_assignments enable always trigger keep_device_assignment;

CREATE TRIGGER keep_device_occupancies AFTER INSERT OR DELETE OR UPDATE ON device_assignments FOR EACH ROW EXECUTE FUNCTION keep_device_occupancies();
alter table device_assignments enable always trigger keep_device_occupancies;

CREATE TRIGGER record_change AFTER INSERT OR DELETE OR UPDATE ON device_assignments FOR EACH ROW EXECUTE FUNCTION record_change('DeviceAssignment', '{id}', '{version,updated_at}', '{}');
alter table device_assignments enable always trigger record_change;

CREATE TRIGGER refuse_delete BEFORE DELETE ON device_assignments FOR EACH STATEMENT WHEN (pg_trigger_depth() = 0) EXECUTE FUNCTION refuse_delete();
alter table device_assignments enable always trigger refuse_delete;

CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON device_assignments FOR EACH STATEMENT EXECUTE FUNCTION refuse_truncate();
alter table device_assignments enable always trigger refuse_truncate;

CREATE TRIGGER keep_device_category BEFORE INSERT OR UPDATE ON device_categories FOR EACH ROW EXECUTE FUNCTION keep_device_category();
alter table device_categories enable always trigger keep_device_category;

CREATE TRIGGER record_change AFTER INSERT OR DELETE OR UPDATE ON device_categories FOR EACH ROW EXECUTE FUNCTION record_change('DeviceCategory', '{id}', '{version,updated_at}', '{}');
alter table device_categories enable always trigger record_change;

CREATE TRIGGER refuse_outside_writes BEFORE INSERT OR DELETE OR UPDATE OR TRUNCATE ON device_demands FOR EACH STATEMENT WHEN (pg_trigger_depth() = 0) EXECUTE FUNCTION refuse_outside_writes();
alter table device_demands enable always trigger refuse_outside_writes;

CREATE TRIGGER keep_downtime BEFORE INSERT OR UPDATE ON device_downtimes FOR EACH ROW EXECUTE FUNCTION keep_downtime();
alter table device_downtimes enable always trigger keep_downtime;

CREATE TRIGGER keep_downtime_occupancies AFTER INSERT OR UPDATE ON device_downtimes FOR EACH ROW EXECUTE FUNCTION keep_downtime_occupancies();
alter table device_downtimes enable always trigger keep_downtime_occupancies;

CREATE TRIGGER record_change AFTER INSERT OR DELETE OR UPDATE ON device_downtimes FOR EACH ROW EXECUTE FUNCTION record_change('DeviceDowntime', '{id}', '{version,updated_at}', '{}');
alter table device_downtimes enable always trigger record_change;

CREATE TRIGGER refuse_delete BEFORE DELETE ON device_downtimes FOR EACH STATEMENT WHEN (pg_trigger_depth() = 0) EXECUTE FUNCTION refuse_delete();
alter table device_downtimes enable always trigger refuse_delete;

CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON device_downtimes FOR EACH STATEMENT EXECUTE FUNCTION refuse_truncate();
alter table device_downtimes enable always trigger refuse_truncate;

CREATE TRIGGER refuse_outside_writes BEFORE INSERT OR DELETE OR UPDATE OR TRUNCATE ON device_moves FOR EACH STATEMENT WHEN (pg_trigger_depth() = 0) EXECUTE FUNCTION refuse_outside_writes();
alter table device_moves enable always trigger refuse_outside_writes;

CREATE TRIGGER refuse_device_overlap AFTER INSERT OR UPDATE ON device_occupancies FOR EACH ROW EXECUTE FUNCTION refuse_device_overlap();
alter table device_occupancies enable replica trigger refuse_device_overlap;

CREATE TRIGGER refuse_outside_writes BEFORE INSERT OR DELETE OR UPDATE OR TRUNCATE ON device_occupancies FOR EACH STATEMENT WHEN (pg_trigger_depth() = 0) EXECUTE FUNCTION refuse_outside_writes();
alter table device_occupancies enable always trigger refuse_outside_writes;

CREATE TRIGGER keep_device_request BEFORE INSERT OR UPDATE ON device_requests FOR EACH ROW EXECUTE FUNCTION keep_device_request();
alter table device_requests enable always trigger keep_device_request;

CREATE TRIGGER keep_devices_needed AFTER INSERT OR DELETE OR UPDATE ON device_requests FOR EACH ROW EXECUTE FUNCTION keep_devices_needed();
alter table device_requests enable always trigger keep_devices_needed;

CREATE TRIGGER record_change AFTER INSERT OR DELETE OR UPDATE ON device_requests FOR EACH ROW EXECUTE FUNCTION record_change('DeviceRequest', '{id}', '{version,updated_at}', '{}');
alter table device_requests enable always trigger record_change;

CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON device_requests FOR EACH STATEMENT EXECUTE FUNCTION refuse_truncate();
alter table device_requests enable always trigger refuse_truncate;

CREATE TRIGGER keep_device_version BEFORE INSERT OR UPDATE ON devices FOR EACH ROW EXECUTE FUNCTION keep_device_version();
alter table devices enable always trigger keep_device_version;

CREATE TRIGGER keep_planned_device_active BEFORE UPDATE OF retired_at ON devices FOR EACH ROW WHEN (old.retired_at IS NULL AND new.retired_at IS NOT NULL) EXECUTE FUNCTION keep_planned_device_active();
alter table devices enable always trigger keep_planned_device_active;

CREATE TRIGGER keep_rented_in_device_away AFTER INSERT ON devices FOR EACH ROW WHEN (new.goes_back_on IS NOT NULL) EXECUTE FUNCTION keep_rented_in_device_away();
alter table devices enable always trigger keep_rented_in_device_away;

CREATE TRIGGER keep_rented_in_device_away_later AFTER UPDATE OF goes_back_on ON devices FOR EACH ROW WHEN (old.goes_back_on IS DISTINCT FROM new.goes_back_on) EXECUTE FUNCTION keep_rented_in_device_away();
alter table devices enable always trigger keep_rented_in_device_away_later;

CREATE TRIGGER record_change AFTER INSERT OR DELETE OR UPDATE ON devices FOR EACH ROW EXECUTE FUNCTION record_change('Device', '{id}', '{version,updated_at}', '{office_account,anydesk_id}');
alter table devices enable always trigger record_change;

CREATE TRIGGER refuse_delete BEFORE DELETE ON devices FOR EACH STATEMENT WHEN (pg_trigger_depth() = 0) EXECUTE FUNCTION refuse_delete();
alter table devices enable always trigger refuse_delete;

CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON devices FOR EACH STATEMENT EXECUTE FUNCTION refuse_truncate();
alter table devices enable always trigger refuse_truncate;

CREATE TRIGGER tell_of_device AFTER INSERT OR UPDATE ON devices FOR EACH ROW EXECUTE FUNCTION tell_of_device();
alter table devices enable always trigger tell_of_device;

CREATE TRIGGER keep_facility_version BEFORE DELETE OR UPDATE ON facility_settings FOR EACH ROW EXECUTE FUNCTION keep_facility_version();
alter table facility_settings enable always trigger keep_facility_version;

CREATE TRIGGER know_zone BEFORE INSERT OR UPDATE ON facility_settings FOR EACH ROW EXECUTE FUNCTION know_zone();
alter table facility_settings enable always trigger know_zone;

CREATE TRIGGER move_days_of_return AFTER UPDATE ON facility_settings FOR EACH ROW WHEN (new.days_end_in <> old.days_end_in) EXECUTE FUNCTION move_days_of_return();
alter table facility_settings enable always trigger move_days_of_return;

CREATE TRIGGER record_change AFTER INSERT OR DELETE OR UPDATE ON facility_settings FOR EACH ROW EXECUTE FUNCTION record_change('Facility', '{id}', '{version,updated_at}', '{}');
alter table facility_settings enable always trigger record_change;

CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON facility_settings FOR EACH STATEMENT EXECUTE FUNCTION refuse_truncate();
alter table facility_settings enable always trigger refuse_truncate;

CREATE TRIGGER tell_of_facility AFTER UPDATE ON facility_settings FOR EACH ROW EXECUTE FUNCTION tell_of_facility();
alter table facility_settings enable always trigger tell_of_facility;

CREATE TRIGGER record_change AFTER INSERT OR DELETE OR UPDATE ON left_out_dates FOR EACH ROW EXECUTE FUNCTION record_change('Series', '{series_id}', '{updated_at}', '{}');
alter table left_out_dates enable always trigger record_change;

CREATE TRIGGER record_change AFTER INSERT OR DELETE OR UPDATE ON mail_rhythms FOR EACH ROW EXECUTE FUNCTION record_change('MailRhythm', '{user_id}', '{updated_at}', '{}');
alter table mail_rhythms enable always trigger record_change;

CREATE TRIGGER record_change AFTER INSERT OR DELETE OR UPDATE ON notification_preferences FOR EACH ROW EXECUTE FUNCTION record_change('NotificationPreference', '{user_id}', '{updated_at}', '{}');
alter table notification_preferences enable always trigger record_change;

CREATE TRIGGER tell_of_notifications AFTER INSERT ON notifications REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION tell_of_notifications();
alter table notifications enable always trigger tell_of_notifications;

CREATE TRIGGER tell_of_read_marks AFTER UPDATE ON notifications REFERENCING OLD TABLE AS unmarked NEW TABLE AS marked FOR EACH STATEMENT EXECUTE FUNCTION tell_of_read_marks();
alter table notifications enable always trigger tell_of_read_marks;

CREATE TRIGGER need_an_open_account BEFORE INSERT ON password_links FOR EACH ROW EXECUTE FUNCTION need_an_open_account();
alter table password_links enable always trigger need_an_open_account;

CREATE TRIGGER keep_tokens_few BEFORE INSERT ON personal_tokens FOR EACH ROW EXECUTE FUNCTION keep_tokens_few();
alter table personal_tokens enable always trigger keep_tokens_few;

CREATE TRIGGER need_an_open_account BEFORE INSERT ON personal_tokens FOR EACH ROW EXECUTE FUNCTION need_an_open_account();
alter table personal_tokens enable always trigger need_an_open_account;

CREATE TRIGGER record_change AFTER INSERT OR DELETE OR UPDATE ON personal_tokens FOR EACH ROW EXECUTE FUNCTION record_change('PersonalToken', '{id}', '{last_used_at,updated_at}', '{}');
alter table personal_tokens enable always trigger record_change;

CREATE TRIGGER keep_rental BEFORE INSERT OR UPDATE ON rentals FOR EACH ROW EXECUTE FUNCTION keep_rental();
alter table rentals enable always trigger keep_rental;

CREATE TRIGGER keep_rental_days AFTER INSERT OR UPDATE ON rentals FOR EACH ROW EXECUTE FUNCTION keep_rental_days();
alter table rentals enable always trigger keep_rental_days;

CREATE TRIGGER record_change AFTER INSERT OR DELETE OR UPDATE ON rentals FOR EACH ROW EXECUTE FUNCTION record_change('Rental', '{id}', '{version,sequence,updated_at}', '{}');
alter table rentals enable always trigger record_change;

CREATE TRIGGER refuse_delete BEFORE DELETE ON rentals FOR EACH STATEMENT WHEN (pg_trigger_depth() = 0) EXECUTE FUNCTION refuse_delete();
alter table rentals enable always trigger refuse_delete;

CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON rentals FOR EACH STATEMENT EXECUTE FUNCTION refuse_truncate();
alter table rentals enable always trigger refuse_truncate;

CREATE TRIGGER keep_an_administrator AFTER UPDATE ON role_grants REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION keep_an_administrator();
alter table role_grants enable always trigger keep_an_administrator;

CREATE TRIGGER keep_an_administrator_left AFTER DELETE ON role_grants REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION keep_an_administrator();
alter table role_grants enable always trigger keep_an_administrator_left;

CREATE TRIGGER record_change AFTER INSERT OR DELETE OR UPDATE ON role_grants FOR EACH ROW EXECUTE FUNCTION record_change('RoleGrant', '{user_id}', '{updated_at}', '{}');
alter table role_grants enable always trigger record_change;

CREATE TRIGGER void_links_of_the_weaker AFTER INSERT OR DELETE OR UPDATE ON role_grants FOR EACH ROW EXECUTE FUNCTION void_links_of_the_weaker();
alter table role_grants enable always trigger void_links_of_the_weaker;

CREATE TRIGGER keep_an_administrator AFTER UPDATE ON role_permissions REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION keep_an_administrator();
alter table role_permissions enable always trigger keep_an_administrator;

CREATE TRIGGER keep_an_administrator_left AFTER DELETE ON role_permissions REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION keep_an_administrator();
alter table role_permissions enable always trigger keep_an_administrator_left;

CREATE TRIGGER record_change AFTER INSERT OR DELETE OR UPDATE ON role_permissions FOR EACH ROW EXECUTE FUNCTION record_change('RolePermission', '{role_name}', '{updated_at}', '{}');
alter table role_permissions enable always trigger record_change;

CREATE TRIGGER record_change AFTER INSERT OR DELETE OR UPDATE ON roles FOR EACH ROW EXECUTE FUNCTION record_change('Role', '{name}', '{updated_at}', '{}');
alter table roles enable always trigger record_change;

CREATE TRIGGER refuse_outside_writes BEFORE INSERT OR DELETE OR UPDATE OR TRUNCATE ON room_leaves FOR EACH STATEMENT WHEN (pg_trigger_depth() = 0) EXECUTE FUNCTION refuse_outside_writes();
alter table room_leaves enable always trigger refuse_outside_writes;

CREATE TRIGGER refuse_outside_writes BEFORE INSERT OR DELETE OR UPDATE OR TRUNCATE ON room_occupancies FOR EACH STATEMENT WHEN (pg_trigger_depth() = 0) EXECUTE FUNCTION refuse_outside_writes();
alter table room_occupancies enable always trigger refuse_outside_writes;

CREATE TRIGGER refuse_overlap AFTER INSERT OR UPDATE ON room_occupancies FOR EACH ROW EXECUTE FUNCTION refuse_overlap();
alter table room_occupancies enable replica trigger refuse_overlap;

CREATE TRIGGER keep_room_leaves AFTER INSERT OR DELETE OR UPDATE ON room_parts FOR EACH ROW EXECUTE FUNCTION keep_room_leaves();
alter table room_parts enable always trigger keep_room_leaves;

CREATE TRIGGER record_change AFTER INSERT OR DELETE OR UPDATE ON room_parts FOR EACH ROW EXECUTE FUNCTION record_change('RoomPart', '{room_id}', '{updated_at}', '{}');
alter table room_parts enable always trigger record_change;

CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON room_parts FOR EACH STATEMENT EXECUTE FUNCTION refuse_truncate();
alter table room_parts enable always trigger refuse_truncate;

CREATE TRIGGER keep_room_leaves AFTER INSERT ON rooms FOR EACH ROW EXECUTE FUNCTION keep_room_leaves();
alter table rooms enable always trigger keep_room_leaves;

CREATE TRIGGER keep_room_version BEFORE INSERT OR UPDATE ON rooms FOR EACH ROW EXECUTE FUNCTION keep_room_version();
alter table rooms enable always trigger keep_room_version;

CREATE TRIGGER keep_taken_room_active BEFORE UPDATE OF active ON rooms FOR EACH ROW WHEN (old.active AND NOT new.active) EXECUTE FUNCTION keep_taken_room_active();
alter table rooms enable always trigger keep_taken_room_active;

CREATE TRIGGER record_change AFTER INSERT OR DELETE OR UPDATE ON rooms FOR EACH ROW EXECUTE FUNCTION record_change('Room', '{id}', '{updated_at}', '{}');
alter table rooms enable always trigger record_change;

CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON rooms FOR EACH STATEMENT EXECUTE FUNCTION refuse_truncate();
alter table rooms enable always trigger refuse_truncate;

CREATE TRIGGER tell_of_room AFTER INSERT OR DELETE OR UPDATE ON rooms FOR EACH ROW EXECUTE FUNCTION tell_of_room();
alter table rooms enable always trigger tell_of_room;

CREATE TRIGGER name_requester BEFORE INSERT ON series FOR EACH ROW EXECUTE FUNCTION name_requester();
alter table series enable always trigger name_requester;

CREATE TRIGGER record_change AFTER INSERT OR DELETE OR UPDATE ON series FOR EACH ROW EXECUTE FUNCTION record_change('Series', '{id}', '{updated_at}', '{}');
alter table series enable always trigger record_change;

CREATE TRIGGER need_an_open_account BEFORE INSERT ON sessions FOR EACH ROW EXECUTE FUNCTION need_an_open_account();
alter table sessions enable always trigger need_an_open_account;

CREATE TRIGGER record_change AFTER INSERT OR DELETE OR UPDATE ON tenants FOR EACH ROW EXECUTE FUNCTION record_change('Tenant', '{id}', '{updated_at}', '{}');
alter table tenants enable always trigger record_change;

CREATE TRIGGER keep_an_administrator AFTER UPDATE ON users REFERENCING OLD TABLE AS gone NEW TABLE AS come FOR EACH STATEMENT EXECUTE FUNCTION keep_an_administrator();
alter table users enable always trigger keep_an_administrator;

CREATE TRIGGER record_change AFTER INSERT OR DELETE OR UPDATE ON users FOR EACH ROW EXECUTE FUNCTION record_change('User', '{id}', '{last_sign_in_at,updated_at}', '{}');
alter table users enable always trigger record_change;

CREATE TRIGGER settle_open_bookings AFTER UPDATE OF active ON users FOR EACH ROW WHEN (old.active AND NOT new.active) EXECUTE FUNCTION settle_open_bookings();
alter table users enable always trigger settle_open_bookings;

CREATE TRIGGER take_access_away AFTER UPDATE OF active, email ON users FOR EACH ROW EXECUTE FUNCTION take_access_away();
alter table users enable always trigger take_access_away;


-- row security
-- A table that is not listed has none.

alter table assignment_undo_steps enable row level security, force row level security;
alter table audit_log enable row level security, force row level security;
alter table booking_search enable row level security, force row level security;
alter table bookings enable row level security, force row level security;
alter table changed_bookings enable row level security, force row level security;
alter table creation_keys enable row level security, force row level security;
alter table device_assignments enable row level security, force row level security;
alter table device_requests enable row level security, force row level security;
alter table domain_events enable row level security, force row level security;
alter table domain_events_default enable row level security, force row level security;
alter table handovers enable row level security, force row level security;
alter table idempotency_keys enable row level security, force row level security;
alter table left_out_dates enable row level security, force row level security;
alter table mail_rhythms enable row level security, force row level security;
alter table notification_items enable row level security, force row level security;
alter table notification_preferences enable row level security, force row level security;
alter table notifications enable row level security, force row level security;
alter table password_links enable row level security, force row level security;
alter table personal_tokens enable row level security, force row level security;
alter table refresh_tokens enable row level security, force row level security;
alter table rentals enable row level security, force row level security;
alter table role_grants enable row level security, force row level security;
alter table series enable row level security, force row level security;
alter table sessions enable row level security, force row level security;
alter table tenants enable row level security, force row level security;
alter table told_acts enable row level security, force row level security;
alter table undo_steps enable row level security, force row level security;
alter table users enable row level security, force row level security;


-- policies

create policy own_steps on assignment_undo_steps for select to colab_app
  using ((tenant_id = ANY ((( SELECT current_tenants() AS current_tenants))::uuid[])) AND actor = current_user_id());

create policy owner_maintains on assignment_undo_steps to owner
  using (true)
  with check (true);

create policy auditors_read on audit_log for select to colab_app
  using ((( SELECT audits_facility() AS audits_facility) OR (tenant_id = ANY ((( SELECT audited_tenants() AS audited_tenants))::uuid[]))) AND (tenant_id IS NULL OR (tenant_id = ANY ((( SELECT current_tenants() AS current_tenants))::uuid[]))) AND (tenant_ids IS NULL OR tenant_ids <@ (( SELECT current_tenants() AS current_tenants))));

create policy owner_maintains on audit_log to owner
  using (true)
  with check (true);

create policy own_tenants on booking_search for select to colab_app
  using (tenant_id = ANY ((( SELECT current_tenants() AS current_tenants))::uuid[]));

create policy owner_maintains on booking_search to owner
  using (true)
  with check (true);

create policy own_tenants on bookings to colab_app
  using (tenant_id = ANY ((( SELECT current_tenants() AS current_tenants))::uuid[]))
  with check (tenant_id = ANY ((( SELECT current_tenants() AS current_tenants))::uuid[]));

create policy owner_maintains on bookings to owner
  using (true)
  with check (true);

create policy owner_maintains on changed_bookings to owner
  using (true)
  with check (true);

create policy old_keys_are_dropped on creation_keys for delete to colab_app
  using (created_at < (now() - '24:00:00'::interval));

create policy old_keys_are_seen on creation_keys for select to colab_app
  using (created_at < (now() - '24:00:00'::interval));

create policy own_keys on creation_keys to colab_app
  using (user_id = current_user_id())
  with check (user_id = current_user_id());

create policy owner_maintains on creation_keys to owner
  using (true)
  with check (true);

create policy own_tenants on device_assignments to colab_app
  using (tenant_id = ANY ((( SELECT current_tenants() AS current_tenants))::uuid[]))
  with check (tenant_id = ANY ((( SELECT current_tenants() AS current_tenants))::uuid[]));

create policy owner_maintains on device_assignments to owner
  using (true)
  with check (true);

create policy own_tenants on device_requests to colab_app
  using (tenant_id = ANY ((( SELECT current_tenants() AS current_tenants))::uuid[]))
  with check (tenant_id = ANY ((( SELECT current_tenants() AS current_tenants))::uuid[]));

create policy owner_maintains on device_requests to owner
  using (true)
  with check (true);

create policy device_events_need_their_right on domain_events as restrictive for select to colab_app
  using (tenant_id IS NOT NULL OR type <> 'device_changed'::text OR ( SELECT current_user_may('device:read'::text, NULL::uuid) AS current_user_may));

create policy facility_events on domain_events for select to colab_app
  using (tenant_id IS NULL);

create policy no_wake_up_calls on domain_events as restrictive for select to colab_app
  using (recipients = '{}'::uuid[]);

create policy own_tenants on domain_events for select to colab_app
  using (tenant_id = ANY ((( SELECT current_tenants() AS current_tenants))::uuid[]));

create policy owner_maintains on domain_events to owner
  using (true)
  with check (true);

create policy reader_follows on domain_events for select to colab_events
  using (true);

create policy own_tenants on domain_events_default for select to colab_app
  using (tenant_id = ANY ((( SELECT current_tenants() AS current_tenants))::uuid[]));

create policy owner_maintains on domain_events_default to owner
  using (true)
  with check (true);

create policy own_tenants on handovers for select to colab_app
  using (tenant_id = ANY ((( SELECT current_tenants() AS current_tenants))::uuid[]));

create policy owner_maintains on handovers to owner
  using (true)
  with check (true);

create policy old_keys_are_dropped on idempotency_keys for delete to colab_app
  using ((tenant_id = ANY ((( SELECT current_tenants() AS current_tenants))::uuid[])) AND created_at < (now() - '24:00:00'::interval));

create policy old_keys_are_seen on idempotency_keys for select to colab_app
  using ((tenant_id = ANY ((( SELECT current_tenants() AS current_tenants))::uuid[])) AND created_at < (now() - '24:00:00'::interval));

create policy own_tenants on idempotency_keys to colab_app
  using ((tenant_id = ANY ((( SELECT current_tenants() AS current_tenants))::uuid[])) AND user_id = current_user_id())
  with check ((tenant_id = ANY ((( SELECT current_tenants() AS current_tenants))::uuid[])) AND user_id = current_user_id());

create policy owner_maintains on idempotency_keys to owner
  using (true)
  with check (true);

create policy own_tenants on left_out_dates to colab_app
  using (tenant_id = ANY ((( SELECT current_tenants() AS current_tenants))::uuid[]))
  with check (tenant_id = ANY ((( SELECT current_tenants() AS current_tenants))::uuid[]));

create policy owner_maintains on left_out_dates to owner
  using (true)
  with check (true);

create policy own_rhythm on mail_rhythms to colab_app
  using (user_id = current_user_id())
  with check (user_id = current_user_id());

create policy owner_maintains on mail_rhythms to owner
  using (true)
  with check (true);

create policy own_items on notification_items for select to colab_app
  using ((tenant_id = ANY ((( SELECT current_tenants() AS current_tenants))::uuid[])) AND ((( SELECT current_user_id() AS current_user_id)) = ANY (((told_to || also_told_to) || mailed_to))));

create policy owner_maintains on notification_items to owner
  using (true)
  with check (true);

create policy own_preferences on notification_preferences to colab_app
  using (user_id = current_user_id())
  with check (user_id = current_user_id());

create policy owner_maintains on notification_preferences to owner
  using (true)
  with check (true);

create policy own_notifications on notifications to colab_app
  using (recipient_id = current_user_id() AND (tenant_ids && (( SELECT current_tenants() AS current_tenants)) OR tenant_ids = '{}'::uuid[] AND ( SELECT all_books_are_open() AS all_books_are_open)))
  with check (recipient_id = current_user_id() AND (tenant_ids && (( SELECT current_tenants() AS current_tenants)) OR tenant_ids = '{}'::uuid[] AND ( SELECT all_books_are_open() AS all_books_are_open)));

create policy owner_maintains on notifications to owner
  using (true)
  with check (true);

create policy links_are_found on password_links for select to colab_app
  using (true);

create policy old_links_are_dropped on password_links for delete to colab_app
  using (expires_at < (now() - '30 days'::interval));

create policy own_or_managed on password_links for insert to colab_app
  with check (user_id = current_user_id() OR current_user_may_manage(user_id));

create policy own_or_managed_change on password_links for update to colab_app
  using (user_id = current_user_id() OR current_user_may_manage(user_id))
  with check (user_id = current_user_id() OR current_user_may_manage(user_id));

create policy owner_maintains on password_links to owner
  using (true)
  with check (true);

create policy own_tokens on personal_tokens to colab_app
  using (user_id = current_user_id())
  with check (user_id = current_user_id());

create policy owner_maintains on personal_tokens to owner
  using (true)
  with check (true);

create policy revoked_by_managers on personal_tokens for update to colab_app
  using (current_user_may_manage(user_id))
  with check (current_user_may_manage(user_id));

create policy seen_by_managers on personal_tokens for select to colab_app
  using (( SELECT current_user_may('user:manage'::text, NULL::uuid) AS current_user_may));

create policy watched_tokens on personal_tokens for select to colab_app
  using ((user_id IN ( SELECT unnest(watched_users()) AS unnest)));

create policy first_of_own_session on refresh_tokens for insert to colab_app
  with check ((EXISTS ( SELECT
   FROM sessions s
  WHERE s.id = refresh_tokens.session_id AND s.user_id = current_user_id())));

create policy owner_maintains on refresh_tokens to owner
  using (true)
  with check (true);

create policy own_tenants on rentals to colab_app
  using (tenant_id = ANY ((( SELECT current_tenants() AS current_tenants))::uuid[]))
  with check (tenant_id = ANY ((( SELECT current_tenants() AS current_tenants))::uuid[]));

create policy owner_maintains on rentals to owner
  using (true)
  with check (true);

create policy granted_by_managers on role_grants for insert to colab_app
  with check (current_user_may('user:manage'::text, tenant_id) AND current_user_covers(role_name, tenant_id) AND (EXISTS ( SELECT
   FROM roles r
  WHERE r.name = role_grants.role_name AND (r.scope = 'TENANT'::role_scope) = (role_grants.tenant_id IS NOT NULL))));

create policy own_grants on role_grants for select to colab_app
  using (user_id = current_user_id());

create policy owner_maintains on role_grants to owner
  using (true)
  with check (true);

create policy revoked_by_managers on role_grants for delete to colab_app
  using (current_user_may('user:manage'::text, tenant_id) AND current_user_covers(role_name, tenant_id));

create policy seen_by_managers on role_grants for select to colab_app
  using (( SELECT current_user_may('user:manage'::text, NULL::uuid) AS current_user_may));

create policy watched_grants on role_grants for select to colab_app
  using ((user_id IN ( SELECT unnest(watched_users()) AS unnest)));

create policy own_tenants on series to colab_app
  using (tenant_id = ANY ((( SELECT current_tenants() AS current_tenants))::uuid[]))
  with check (tenant_id = ANY ((( SELECT current_tenants() AS current_tenants))::uuid[]));

create policy owner_maintains on series to owner
  using (true)
  with check (true);

create policy own_sessions on sessions to colab_app
  using (user_id = current_user_id())
  with check (user_id = current_user_id());

create policy owner_maintains on sessions to owner
  using (true)
  with check (true);

create policy watched_sessions on sessions for select to colab_app
  using ((user_id IN ( SELECT unnest(watched_users()) AS unnest)));

create policy managers_found on tenants for insert to colab_app
  with check (( SELECT current_user_may('tenant:manage'::text, NULL::uuid) AS current_user_may));

create policy managers_rename on tenants for update to colab_app
  using (( SELECT current_user_may('tenant:manage'::text, NULL::uuid) AS current_user_may))
  with check (( SELECT current_user_may('tenant:manage'::text, NULL::uuid) AS current_user_may));

create policy names_are_read on tenants for select to colab_app, colab_events
  using (true);

create policy owner_maintains on tenants to owner
  using (true)
  with check (true);

create policy acts_are_joined on told_acts for select to colab_app
  using (true);

create policy owner_maintains on told_acts to owner
  using (true)
  with check (true);

create policy own_steps on undo_steps for select to colab_app
  using ((tenant_id = ANY ((( SELECT current_tenants() AS current_tenants))::uuid[])) AND actor = current_user_id());

create policy owner_maintains on undo_steps to owner
  using (true)
  with check (true);

create policy managers_change on users for update to colab_app
  using (current_user_may_manage(id))
  with check (current_user_may_manage(id));

create policy managers_invite on users for insert to colab_app
  with check (( SELECT current_user_may('user:manage'::text, NULL::uuid) AS current_user_may));

create policy names_are_read on users for select to colab_app
  using (true);

create policy owner_maintains on users to owner
  using (true)
  with check (true);


-- grants
-- Not listed is what PostgreSQL does by itself: a table is for its owner alone, a function for everybody.

grant select on assignment_undo_steps to colab_app;
revoke update, delete, truncate on audit_log from owner;
grant select on audit_log to colab_app;
grant select, insert, update on bookings to colab_app;
grant select, insert, update, delete on closures to colab_app;
grant select, insert, delete on creation_keys to colab_app;
grant select, insert, update on device_assignments to colab_app;
grant select, insert, update on device_categories to colab_app;
grant select on device_demands to colab_app;
grant select, insert, update on device_downtimes to colab_app;
grant select on device_moves to colab_app;
grant select on device_occupancies to colab_app;
grant select, insert, update, delete on device_requests to colab_app;
grant select, insert, update on devices to colab_app;
grant select on domain_events to colab_app;
grant select on domain_events to colab_events;
grant select on event_epochs to colab_events;
grant select on facility_settings to colab_app;
grant update (name, address, time_zone, currency, locale, week_starts_on, opening_hours, usual_from, usual_until, book_years_ahead, zone_at_start) on facility_settings to colab_app;
grant select on handovers to colab_app;
grant select, insert, update, delete on idempotency_keys to colab_app;
grant select, insert, update, delete on left_out_dates to colab_app;
grant select, insert on mail_rhythms to colab_app;
grant update (rhythm, time_zone) on mail_rhythms to colab_app;
grant select on notification_items to colab_app;
grant select, insert on notification_preferences to colab_app;
grant update (in_app, by_mail) on notification_preferences to colab_app;
grant select on notifications to colab_app;
grant update (read_at, mailed_at) on notifications to colab_app;
grant select, insert, delete on password_links to colab_app;
grant update (used_at, void_at, mailed_at, mail_failed_at) on password_links to colab_app;
grant select, insert on personal_tokens to colab_app;
grant update (revoked_at) on personal_tokens to colab_app;
grant insert on refresh_tokens to colab_app;
grant select, insert, update on rentals to colab_app;
grant select, delete on role_grants to colab_app;
grant insert (user_id, role_name, tenant_id) on role_grants to colab_app;
grant select on role_permissions to colab_app;
grant select on roles to colab_app;
grant select on room_leaves to colab_app;
grant select on room_leaves to colab_events;
grant select on room_occupancies to colab_app;
grant select, insert, delete on room_parts to colab_app;
grant select on rooms to colab_app;
grant insert (id, name, capacity, "position", long_term, setup_minutes, teardown_minutes, equipment), update (name, capacity, "position", active, long_term, setup_minutes, teardown_minutes, equipment) on rooms to colab_app;
grant select, insert on sealed_keys to colab_app;
grant select, insert, update on series to colab_app;
grant select, insert on sessions to colab_app;
grant update (ended_at) on sessions to colab_app;
grant select on set_up_uses to colab_app;
grant select, insert, update, delete on sign_in_tries to colab_app;
grant select on tenants to colab_app;
grant insert (code, name), update (code, name) on tenants to colab_app;
grant select on tenants to colab_events;
grant select on told_acts to colab_app;
grant select on undo_steps to colab_app;
grant select on users to colab_app;
grant insert (username, display_name, email), update (display_name, active, email) on users to colab_app;
revoke execute on function add_mail_jobs(notifications[]) from public;
revoke execute on function add_up_device_wishes() from public;
revoke execute on function audited_tenants() from public;
grant execute on function audited_tenants() to colab_app;
revoke execute on function audits_facility() from public;
grant execute on function audits_facility() to colab_app;
revoke execute on function begin_event_epoch(uuid,text) from public;
grant execute on function begin_event_epoch(uuid,text) to colab_events;
revoke execute on function confirm_served_booking(uuid) from public;
revoke execute on function count_open_bookings(uuid) from public;
grant execute on function count_open_bookings(uuid) to colab_app;
revoke execute on function count_open_devices() from public;
revoke execute on function current_user_covers(text,uuid) from public;
grant execute on function current_user_covers(text,uuid) to colab_app;
revoke execute on function current_user_may(text,uuid) from public;
grant execute on function current_user_may(text,uuid) to colab_app;
revoke execute on function current_user_may_manage(uuid) from public;
grant execute on function current_user_may_manage(uuid) to colab_app;
revoke execute on function device_changes(timestamp with time zone,timestamp with time zone,timestamp with time zone,uuid,uuid) from public;
grant execute on function device_changes(timestamp with time zone,timestamp with time zone,timestamp with time zone,uuid,uuid) to colab_app;
revoke execute on function device_states(uuid[],timestamp with time zone) from public;
grant execute on function device_states(uuid[],timestamp with time zone) to colab_app;
revoke execute on function device_totals(timestamp with time zone,timestamp with time zone,timestamp with time zone,uuid) from public;
grant execute on function device_totals(timestamp with time zone,timestamp with time zone,timestamp with time zone,uuid) to colab_app;
revoke execute on function device_wishes_of(uuid) from public;
revoke execute on function devices_open_of(uuid) from public;
revoke execute on function devices_standing_on(uuid[]) from public;
grant execute on function devices_standing_on(uuid[]) to colab_app;
revoke execute on function end_own_session(uuid,uuid,timestamp with time zone) from public;
grant execute on function end_own_session(uuid,uuid,timestamp with time zone) to colab_app;
revoke execute on function end_sessions(uuid,uuid,boolean,timestamp with time zone) from public;
grant execute on function end_sessions(uuid,uuid,boolean,timestamp with time zone) to colab_app;
revoke execute on function find_bookers(uuid,text,integer,uuid) from public;
grant execute on function find_bookers(uuid,text,integer,uuid) to colab_app;
revoke execute on function find_bookings(text,uuid[],uuid[],timestamp with time zone,timestamp with time zone,booking_status[],uuid[],uuid,timestamp with time zone,uuid,boolean,integer) from public;
grant execute on function find_bookings(text,uuid[],uuid[],timestamp with time zone,timestamp with time zone,booking_status[],uuid[],uuid,timestamp with time zone,uuid,boolean,integer) to colab_app;
revoke execute on function forget_old_notifications(timestamp with time zone) from public;
grant execute on function forget_old_notifications(timestamp with time zone) to colab_app;
revoke execute on function forget_old_tokens(timestamp with time zone) from public;
grant execute on function forget_old_tokens(timestamp with time zone) to colab_app;
revoke execute on function forget_undo_steps() from public;
grant execute on function forget_undo_steps() to colab_app;
revoke execute on function give_devices_back() from public;
revoke execute on function guard_domain_event_day(text) from public;
revoke execute on function hold_own_access(text,uuid,timestamp with time zone) from public;
grant execute on function hold_own_access(text,uuid,timestamp with time zone) to colab_app;
revoke execute on function hold_own_password(text) from public;
grant execute on function hold_own_password(text) to colab_app;
revoke execute on function hold_person(uuid) from public;
grant execute on function hold_person(uuid) to colab_app;
revoke execute on function hold_requester(uuid,uuid,booking_kind) from public;
revoke execute on function hold_requester_again() from public;
revoke execute on function hold_requesters() from public;
revoke execute on function hold_walls(uuid[]) from public;
revoke execute on function keep_an_administrator() from public;
revoke execute on function keep_audit_of(regclass,text,text[],text[],text[]) from public;
revoke execute on function keep_booking_search() from public;
revoke execute on function keep_closure_occupancies() from public;
revoke execute on function keep_device_assignment() from public;
revoke execute on function keep_device_category() from public;
revoke execute on function keep_device_occupancies() from public;
revoke execute on function keep_device_request() from public;
revoke execute on function keep_devices_needed() from public;
revoke execute on function keep_domain_event_days(integer,integer) from public;
grant execute on function keep_domain_event_days(integer,integer) to colab_events;
revoke execute on function keep_downtime() from public;
revoke execute on function keep_downtime_occupancies() from public;
revoke execute on function keep_planned_device_active() from public;
revoke execute on function keep_rental() from public;
revoke execute on function keep_rental_days() from public;
revoke execute on function keep_rented_in_device_away() from public;
revoke execute on function keep_room_leaves() from public;
revoke execute on function keep_room_occupancies() from public;
revoke execute on function keep_taken_room_active() from public;
revoke execute on function keep_tokens_few() from public;
revoke execute on function keep_undo_step() from public;
revoke execute on function last_devices_of_client(uuid) from public;
grant execute on function last_devices_of_client(uuid) to colab_app;
revoke execute on function may_book(uuid,uuid) from public;
revoke execute on function may_lend(uuid,uuid) from public;
revoke execute on function move_days_of_return() from public;
revoke execute on function move_devices_along() from public;
revoke execute on function must_be_handed_out_at(device_assignments,timestamp with time zone) from public;
revoke execute on function must_suit(device_assignments) from public;
revoke execute on function need_an_open_account() from public;
revoke execute on function new_booking_reference() from public;
grant execute on function new_booking_reference() to colab_app;
revoke execute on function note_changed_bookings() from public;
revoke execute on function note_device_event(text,uuid,uuid,integer,uuid) from public;
revoke execute on function note_device_move(device_move_kind,timestamp with time zone,uuid,uuid,uuid,uuid,uuid,jsonb,text) from public;
revoke execute on function note_own_sign_in(timestamp with time zone) from public;
grant execute on function note_own_sign_in(timestamp with time zone) to colab_app;
revoke execute on function notify_people(notification_type,text,uuid[],jsonb) from public;
revoke execute on function pass_on_booking() from public;
revoke execute on function people_who_may(text,uuid) from public;
revoke execute on function permuted(bigint,bytea,integer) from public;
revoke execute on function person_may(uuid,text,uuid) from public;
revoke execute on function person_may_manage(uuid,uuid) from public;
revoke execute on function pickable_devices(timestamp with time zone,timestamp with time zone,timestamp with time zone,device_kind,uuid) from public;
grant execute on function pickable_devices(timestamp with time zone,timestamp with time zone,timestamp with time zone,device_kind,uuid) to colab_app;
revoke execute on function record_audit(text,audit_result,text,text,text,text,integer,text,uuid,text,text,text,uuid[],uuid[]) from public;
grant execute on function record_audit(text,audit_result,text,text,text,text,integer,text,uuid,text,text,text,uuid[],uuid[]) to colab_app;
revoke execute on function record_change() from public;
revoke execute on function refuse_delete() from public;
revoke execute on function refuse_device_overlap() from public;
revoke execute on function refuse_inactive_room() from public;
revoke execute on function refuse_outside_writes() from public;
revoke execute on function refuse_overlap() from public;
revoke execute on function refuse_to_rewrite() from public;
revoke execute on function renew_booking_search(uuid,integer) from public;
grant execute on function renew_booking_search(uuid,integer) to colab_app;
revoke execute on function restore_assignments(xid8) from public;
grant execute on function restore_assignments(xid8) to colab_app;
revoke execute on function room_taken_after(uuid,timestamp with time zone) from public;
grant execute on function room_taken_after(uuid,timestamp with time zone) to colab_app;
revoke execute on function room_was_taken(uuid) from public;
grant execute on function room_was_taken(uuid) to colab_app;
revoke execute on function rotate_refresh_token(bytea,bytea,timestamp with time zone,text,text) from public;
grant execute on function rotate_refresh_token(bytea,bytea,timestamp with time zone,text,text) to colab_app;
revoke execute on function sees_all_undo_steps(xid8) from public;
grant execute on function sees_all_undo_steps(xid8) to colab_app;
revoke execute on function session_of_refresh_token(bytea) from public;
grant execute on function session_of_refresh_token(bytea) to colab_app;
revoke execute on function set_device_demands(uuid[]) from public;
revoke execute on function set_device_occupancies(uuid[]) from public;
revoke execute on function set_own_password(text,text) from public;
grant execute on function set_own_password(text,text) to colab_app;
revoke execute on function set_up_administrator(integer,text,text,text) from public;
grant execute on function set_up_administrator(integer,text,text,text) to colab_app;
revoke execute on function settle_open_bookings() from public;
revoke execute on function some_room_is_inactive(uuid[]) from public;
revoke execute on function somebody_administers() from public;
grant execute on function somebody_administers() to colab_app;
revoke execute on function standing_on(uuid) from public;
revoke execute on function summarize_day(date,text) from public;
grant execute on function summarize_day(date,text) to colab_app;
revoke execute on function take_access_away() from public;
revoke execute on function tell_of_changed_bookings() from public;
revoke execute on function tell_of_device() from public;
revoke execute on function tell_of_facility() from public;
revoke execute on function tell_of_notifications() from public;
revoke execute on function tell_of_read_marks() from public;
revoke execute on function tell_of_room() from public;
revoke execute on function use_personal_token(bytea,timestamp with time zone) from public;
grant execute on function use_personal_token(bytea,timestamp with time zone) to colab_app;
revoke execute on function void_links_made_in(uuid[],timestamp with time zone) from public;
revoke execute on function void_links_of_the_weaker() from public;
revoke execute on function withdraw_notifications(xid8) from public;
grant execute on function withdraw_notifications(xid8) to colab_app;
revoke execute on function write_device_requests(bookings) from public;
