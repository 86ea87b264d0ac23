-- Why: people are told once of an act, however many bookings it covers, with what was before and after. What one transaction
-- did to bookings is looked at as a whole when it commits: each recipient gets one line, and at most one mail. An act that is
-- undone takes its lines back. Who wants one mail an hour or a day gets that instead.
-- Locks: bookings and notifications for a moment, and notifications while their bookings are written down elsewhere.
-- Undo: create notify_of_booking, notify_people, mailed_unless_told, summarize_day, tell_of_read_marks,
-- forget_old_notifications and the policy own_notifications again as 20261121071000_notify_people has them, with the columns
-- dropped here filled from notification_items; drop the tables and functions made here.

-- 1. What is kept ---------------------------------------------------------------------------------------------------

-- What one transaction did, or what a day brought: told once to each recipient.
create table told_acts (
  id uuid primary key default gen_random_uuid(),
  -- Of the transaction: how an undo finds what it takes back.
  xid xid8,
  created_at timestamptz(3) not null default clock_timestamp()
);
create index told_acts_xid_idx on told_acts (xid);

-- One booking of an act. Holds no word about a client: what it shows is read from the booking, by whoever may still see that.
create table notification_items (
  act_id uuid not null references told_acts on delete cascade,
  booking_id uuid not null,
  tenant_id uuid not null,
  type notification_type not null,
  -- Whose line lists the booking as this.
  told_to uuid[] not null,
  -- Whose line lists the booking as something that matters more to them.
  also_told_to uuid[] not null default '{}',
  mailed_to uuid[] not null default '{}',
  starts_at timestamptz(3) not null,
  -- The room that was given, lost or wished for.
  room_id uuid references rooms on update cascade on delete set null,
  reason text,
  -- Day and hours, rooms, people, catering, supplies, devices and status: null where the booking is new, or this was not kept.
  before jsonb,
  after jsonb,
  primary key (act_id, booking_id, type),
  constraint notification_items_booking_fkey foreign key (tenant_id, booking_id) references bookings (tenant_id, id) on update cascade on delete cascade
);
create index notification_items_tenant_id_booking_id_idx on notification_items (tenant_id, booking_id);

insert into told_acts (id, created_at) select cause_id, min(created_at) from notifications group by cause_id;
insert into notification_items (act_id, booking_id, tenant_id, type, told_to, mailed_to, starts_at, room_id, reason)
select n.cause_id, n.booking_id, n.tenant_id, n.type, coalesce(array_agg(n.recipient_id) filter (where n.in_app), '{}'),
  array_agg(n.recipient_id), min(b.starts_at), min(n.room_id::text)::uuid, min(n.reason)
from notifications n join bookings b on b.id = n.booking_id where n.booking_id is not null group by 1, 2, 3, 4;

drop policy own_notifications on notifications;
alter table notifications
  add column tenant_ids uuid[] not null default '{}',
  -- The mail of several lines in which this one goes.
  add column digest_at timestamptz(3),
  -- Taken back by an undo: nobody sees it any more.
  add column withdrawn_at timestamptz(3);
update notifications set tenant_ids = array[tenant_id] where tenant_id is not null;
alter table notifications
  drop constraint notifications_of_bookings_name_their_books,
  drop column booking_id, drop column tenant_id, drop column room_id, drop column reason,
  add constraint notifications_cause_id_fkey foreign key (cause_id) references told_acts on delete cascade;
comment on column notifications.tenant_ids is 'Whose books it is from; empty for what concerns the whole facility.';
comment on column notifications.type is 'Of its bookings, what matters most; what is shown follows from those that are still open to its recipient.';
drop index unread_notifications;
create index unread_notifications on notifications (recipient_id) where read_at is null and withdrawn_at is null;
create index notifications_recipient_id_digest_at_idx on notifications (recipient_id, digest_at);

create type mail_rhythm as enum ('AT_ONCE', 'HOURLY', 'DAILY');

create table mail_rhythms (
  user_id uuid primary key references users on update cascade on delete cascade,
  rhythm mail_rhythm not null,
  -- Of the facility: an hour and a day begin there.
  time_zone text not null
);

-- The bookings that the transaction under way has changed, as they were before it: gone again when it commits, so that no
-- row of this table is ever seen by another transaction, or has to outlive a crash.
create unlogged table changed_bookings (
  booking_id uuid primary key,
  xid xid8 not null default pg_current_xact_id(),
  before jsonb
);
create index changed_bookings_xid_idx on changed_bookings (xid);

-- 2. Who is told, and how -------------------------------------------------------------------------------------------

-- Bad news does not wait until somebody looks in; the rest is a bell.
create or replace function mailed_unless_told(kind notification_type) returns boolean language sql immutable parallel safe as $$
  select kind in ('BOOKING_REJECTED', 'BOOKING_DISPLACED', 'BOOKING_CHANGED')
$$;

-- What matters more comes first: in the words of a line, and in its list.
create function weight_of(kind notification_type) returns integer language sql immutable parallel safe as $$
  select array_position(array['BOOKING_REJECTED', 'BOOKING_DISPLACED', 'BOOKING_CANCELLED', 'ROOM_ASSIGNED', 'BOOKING_CHANGED',
    'BOOKING_CONFIRMED', 'BOOKING_PENDING', 'DEVICE_REQUEST', 'DAILY_SUMMARY']::notification_type[], kind)
$$;

-- When the next mail of several lines goes: with the full hour, or at seven in the morning. Null for who gets each by itself.
create function next_digest(rhythm mail_rhythm, zone text, moment timestamptz) returns timestamptz language sql stable as $$
  select case rhythm
    when 'HOURLY' then date_trunc('hour', moment, zone) + interval '1 hour'
    when 'DAILY' then (select min(at) from (
      select (((moment at time zone zone)::date + days) + time '07:00') at time zone zone as at from unnest(array[0, 1]) days) mornings where at > moment)
  end
$$;

-- For how long a mail waits: an act can be undone for 30 seconds, and an undo that has begun by then has committed within 15.
create function mail_waits() returns interval language sql immutable parallel safe as $$ select interval '45 seconds' $$;

create function add_mail_job(line notifications) returns void language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if line.digest_at is null then
    perform graphile_worker.add_job('mailNotification', json_build_object('id', line.id, 'recipientId', line.recipient_id),
      run_at := clock_timestamp() + mail_waits(), job_key := 'mail ' || line.id);
  else
    perform graphile_worker.add_job('mailDigest', json_build_object('recipientId', line.recipient_id, 'due', line.digest_at),
      run_at := line.digest_at, job_key := 'digest ' || line.recipient_id || ' ' || extract(epoch from line.digest_at)::bigint);
  end if;
end $$;

drop function notify_people(notification_type, text, uuid[], bookings, uuid, text, jsonb);

-- What concerns the whole facility: one line a recipient, once a cause.
create function notify_people(kind notification_type, of_cause text, recipients uuid[], figures jsonb) returns void
language plpgsql security definer set search_path = public, pg_temp as $$
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
  select count(add_mail_job(notifications)) into jobs from written join wanted on wanted.id = (written.notifications).recipient_id where wanted.by_mail;
  delete from told_acts where id = act and not exists (select from notifications where cause_id = act);
end $$;

-- 3. Bookings -------------------------------------------------------------------------------------------------------

-- What people are told of a booking. Of the client's wishes only whether they are still the same, and of this nothing is kept.
create function told_facts(b bookings) returns jsonb language sql stable as $$
  select jsonb_build_object('status', b.status, 'startsAt', b.starts_at, 'endsAt', b.ends_at, 'roomId', b.room_id, 'requestedRoomId', b.requested_room_id,
    'numLearners', b.num_learners, 'numFacilitators', b.num_facilitators, 'coffeeTeaStation', b.coffee_tea_station, 'morningCatering', b.morning_catering,
    'lunchCatering', b.lunch_catering, 'cateringNotes', md5(b.catering_notes), 'stationeryNeeded', b.stationery_needed, 'waterBottles', b.water_bottles,
    'devicesNeeded', b.devices_needed, 'deviceTypePreference', b.device_type_preference, 'requesterId', b.requester_id)
$$;

create function note_changed_bookings() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if tg_op = 'INSERT' then
    insert into changed_bookings (booking_id) select id from become on conflict do nothing;
  else
    -- The first change of a transaction says how it was before.
    insert into changed_bookings (booking_id, before)
    select was.id, told_facts(was) from been was join become on become.id = was.id where become.version <> was.version on conflict do nothing;
  end if;
  return null;
end $$;

drop trigger notify_of_booking on bookings;
drop function notify_of_booking();
create trigger note_new_bookings after insert on bookings referencing new table as become for each statement execute function note_changed_bookings();
create trigger note_changed_bookings after update on bookings referencing old table as been new table as become for each statement execute function note_changed_bookings();
alter table bookings enable always trigger note_new_bookings;
alter table bookings enable always trigger note_changed_bookings;

-- What became of one booking, for who asked for it; null for what they need not be told.
create function told_to_requester(was jsonb, is_now jsonb) returns notification_type language sql stable as $$
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
$$;

-- For those who place bookings, while it waits for a room. Devices are no matter of theirs, and neither is who asks.
create function told_to_placers(was jsonb, is_now jsonb) returns notification_type language sql stable as $$
  select case
    when is_now->>'status' <> 'PENDING' then null
    when was->>'status' is distinct from 'PENDING' then 'BOOKING_PENDING'
    when was - '{devicesNeeded,deviceTypePreference,requesterId}'::text[] <> is_now - '{devicesNeeded,deviceTypePreference,requesterId}'::text[] then 'BOOKING_CHANGED'
  end::notification_type
$$;

-- The devices that a booking wants, and when; null where it wants none.
create function devices_wanted(facts jsonb) returns jsonb language sql stable as $$
  select case when facts->>'status' in ('PENDING', 'ROOM_ASSIGNED', 'CONFIRMED') and (facts->>'devicesNeeded')::int > 0 then
    jsonb_build_array(facts->'devicesNeeded', facts->'deviceTypePreference', facts->'startsAt', facts->'endsAt') end
$$;

-- Looks at all that a transaction did to bookings, when it commits: one line a recipient.
create function tell_of_changed_bookings() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
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

  with noted as (delete from changed_bookings where xid = new.xid returning booking_id, before),
  changes as materialized (
    select b.id, b.tenant_id, b.kind, b.starts_at, b.requester_id, b.status_reason, noted.before, told_facts(b) as after
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
      where c.after->>'status' <> 'COMPLETED' and devices_wanted(c.before) is distinct from devices_wanted(c.after)
    ) told
    where told.type is not null and c.before is distinct from c.after
  ),
  audiences as materialized (
    select tenant_id, permission, people_who_may(permission, tenant_id) as people
    from (select distinct tenant_id, permission from events where permission is not null) asked
  ),
  wanted as materialized (
    select e.id, e.tenant_id, e.starts_at, e.type, r.id as recipient_id, bool_or(coalesce(p.in_app, true)) as in_app,
      -- Bookings that wait change often: those who place them ask for these mails, or have none.
      bool_or(coalesce(p.by_mail, mailed_unless_told(e.type) and e.permission is null) and u.email is not null) as by_mail
    from events e left join audiences a on a.tenant_id = e.tenant_id and a.permission = e.permission
      cross join lateral unnest(coalesce(a.people, array[e.person])) r (id)
      join users u on u.id = r.id
      left join notification_preferences p on p.user_id = r.id and p.type = e.type
    -- Nobody is told of their own deed.
    where u.active and u.id is distinct from doer
    group by 1, 2, 3, 4, 5
  ),
  ranked as materialized (
    select *, in_app and row_number() over (partition by recipient_id, id, in_app order by weight_of(type)) = 1 as is_first from wanted where in_app or by_mail
  ),
  acted as (insert into told_acts (id, xid) select act, new.xid where exists (select from ranked)),
  facts as (select distinct on (id, type) id, type, status_reason, before, after from events),
  listed as (
    insert into notification_items (act_id, booking_id, tenant_id, type, told_to, also_told_to, mailed_to, starts_at, room_id, reason, before, after)
    select act, r.id, r.tenant_id, r.type,
      coalesce(array_agg(r.recipient_id) filter (where is_first), '{}'), coalesce(array_agg(r.recipient_id) filter (where in_app and not is_first), '{}'),
      coalesce(array_agg(r.recipient_id) filter (where by_mail), '{}'), r.starts_at,
      (case r.type when 'BOOKING_PENDING' then f.after->>'requestedRoomId' when 'BOOKING_DISPLACED' then f.before->>'roomId'
        when 'BOOKING_CANCELLED' then f.before->>'roomId' when 'ROOM_ASSIGNED' then f.after->>'roomId' end)::uuid,
      case when r.type in ('BOOKING_REJECTED', 'BOOKING_DISPLACED', 'BOOKING_CANCELLED') then f.status_reason end,
      f.before - 'cateringNotes',
      f.after - 'cateringNotes' || jsonb_build_object('cateringNotesChanged', f.before is not null and f.before->'cateringNotes' <> f.after->'cateringNotes')
    from ranked r join facts f on f.id = r.id and f.type = r.type
    group by r.id, r.tenant_id, r.type, r.starts_at, f.status_reason, f.before, f.after
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
  select count(add_mail_job(notifications)) into jobs from written join lines on lines.recipient_id = (written.notifications).recipient_id where lines.by_mail;
  return null;
end $$;
create constraint trigger tell_of_changed_bookings after insert on changed_bookings deferrable initially deferred
  for each row execute function tell_of_changed_bookings();
alter table changed_bookings enable always trigger tell_of_changed_bookings;

-- Takes back what a transaction of the same person had told, a moment ago, when its changes are undone: in the transaction of
-- the undo, which then tells nothing. How many lines are gone.
create function withdraw_notifications(of_xid xid8) returns integer language plpgsql security definer set search_path = public, pg_temp as $$
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
end $$;

-- 4. Each morning, live, and forgetting -----------------------------------------------------------------------------

create or replace function summarize_day(day date, zone text) returns integer language plpgsql security definer set search_path = public, pg_temp as $$
declare
  day_starts constant timestamptz := day::timestamp at time zone zone;
  day_ends constant timestamptz := (day + 1)::timestamp at time zone zone;
  of_cause constant text := 'DAILY_SUMMARY ' || day;
  recipients uuid[];
begin
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
end $$;

create or replace function tell_of_read_marks() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  insert into domain_events (type, subject, version, recipients)
  select distinct 'notifications_read', n.recipient_id, 1, array[n.recipient_id]
  from marked n join unmarked o using (id) where n.read_at is distinct from o.read_at and n.in_app;
  insert into domain_events (type, subject, version, recipients)
  select 'notifications_withdrawn', n.cause_id, 1, array_agg(n.recipient_id order by n.recipient_id)
  from marked n join unmarked o using (id) where n.withdrawn_at is distinct from o.withdrawn_at and n.in_app group by n.cause_id;
  return null;
end $$;

-- Read ones are kept for 90 days, withdrawn ones until every reader of the events has passed them. A handful at a time: a long
-- transaction would hold up every reader of the events.
create or replace function forget_old_notifications(moment timestamptz) returns integer
language plpgsql security definer set search_path = public, pg_temp as $$
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
end $$;
create index notifications_withdrawn_at_idx on notifications (withdrawn_at);

-- 5. Who sees and does what -----------------------------------------------------------------------------------------

create policy own_notifications on notifications to colab_app
  using (recipient_id = current_user_id() and (tenant_ids && (select current_tenants()) or (tenant_ids = '{}' and (select all_books_are_open()))))
  with check (recipient_id = current_user_id() and (tenant_ids && (select current_tenants()) or (tenant_ids = '{}' and (select all_books_are_open()))));

alter table told_acts enable row level security, force row level security;
create policy owner_maintains on told_acts to current_user using (true) with check (true);
create policy acts_are_joined on told_acts for select to colab_app using (true);
grant select on told_acts to colab_app;

alter table notification_items enable row level security, force row level security;
create policy owner_maintains on notification_items to current_user using (true) with check (true);
create policy own_items on notification_items for select to colab_app
  using (tenant_id = any ((select current_tenants())::uuid[]) and (select current_user_id()) = any (told_to || also_told_to || mailed_to));
grant select on notification_items to colab_app;

alter table mail_rhythms enable row level security, force row level security;
create policy owner_maintains on mail_rhythms to current_user using (true) with check (true);
create policy own_rhythm on mail_rhythms to colab_app using (user_id = current_user_id()) with check (user_id = current_user_id());
grant select, insert, update (rhythm, time_zone) on mail_rhythms to colab_app;
select keep_audit_of('mail_rhythms', 'MailRhythm', '{user_id}');

alter table changed_bookings enable row level security, force row level security;
create policy owner_maintains on changed_bookings to current_user using (true) with check (true);

revoke execute on function add_mail_job(notifications), notify_people(notification_type, text, uuid[], jsonb), note_changed_bookings(),
  tell_of_changed_bookings(), withdraw_notifications(xid8) from public;
grant execute on function withdraw_notifications(xid8) to colab_app;
