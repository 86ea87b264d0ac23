-- Why: people are told what concerns them, in the transaction that brings it about: whoever writes, a form, a job or
-- psql, the triggers notify; a rollback leaves nothing. Each recipient has a row and a read mark of their own, once a
-- cause. Mail waits in the job queue, which is written in the same transaction.
-- Locks: bookings, role_grants and domain_events for a moment; no row is rewritten.
-- Undo: drop the trigger on bookings, both tables, the functions made here and the types; drop the policy
-- no_wake_up_calls and the column recipients; drop schema graphile_worker cascade, and the role colab_jobs.

-- Works off the job queue, and may nothing else. The server gives it a password at start, or makes the role named by
-- JOBS_DATABASE_URL a member; the queue's own tables are made by graphile-worker as the owner, at start.
do $$
begin
  if not exists (select from pg_roles where rolname = 'colab_jobs') then
    create role colab_jobs nologin nosuperuser nobypassrls;
  end if;
exception when duplicate_object or unique_violation then
  null; -- another server made it at the same moment
end $$;

create type notification_type as enum (
  'BOOKING_PENDING', 'ROOM_ASSIGNED', 'BOOKING_REJECTED', 'BOOKING_DISPLACED', 'BOOKING_CANCELLED', 'DEVICE_REQUEST', 'DAILY_SUMMARY');

-- Holds no word about a client: what it shows is read from the booking, by whoever may still see that.
create table notifications (
  id uuid primary key default gen_random_uuid(),
  recipient_id uuid not null references users on update cascade on delete cascade,
  type notification_type not null,
  -- What brought it about, such as a version of a booking: told once to each.
  cause text not null,
  -- Shared by all who are told of the same; the domain event that wakes them names it.
  cause_id uuid not null,
  -- Whose books it is from; null for what concerns the whole facility.
  tenant_id uuid references tenants on update cascade,
  booking_id uuid,
  -- The room that was given, or lost.
  room_id uuid references rooms on update cascade on delete cascade,
  actor_id uuid references users on update cascade on delete set null,
  reason text,
  -- The figures of a day.
  facts jsonb,
  -- False for what goes by mail alone.
  in_app boolean not null default true,
  created_at timestamptz(3) not null default clock_timestamp(),
  read_at timestamptz(3),
  mailed_at timestamptz(3),
  constraint notified_once_for_a_cause unique (cause, recipient_id),
  constraint notifications_of_bookings_name_their_books check ((booking_id is null) = (tenant_id is null)),
  constraint notifications_booking_fkey foreign key (tenant_id, booking_id) references bookings (tenant_id, id) on update cascade on delete cascade
);
create index notifications_recipient_id_created_at_id_idx on notifications (recipient_id, created_at, id);
create index unread_notifications on notifications (recipient_id) where read_at is null;
create index notifications_cause_id_idx on notifications (cause_id);
create index notifications_tenant_id_booking_id_idx on notifications (tenant_id, booking_id);
create index notifications_read_at_idx on notifications (read_at);

-- Only what somebody changed; the rest is as usual_ways has it.
create table notification_preferences (
  user_id uuid not null references users on update cascade on delete cascade,
  type notification_type not null,
  in_app boolean not null,
  by_mail boolean not null,
  primary key (user_id, type)
);

-- 1. Who is told, and how -------------------------------------------------------------------------------------------

-- Bad news does not wait until somebody looks in; the rest is a bell.
create function mailed_unless_told(kind notification_type) returns boolean language sql immutable parallel safe as $$
  select kind in ('BOOKING_REJECTED', 'BOOKING_DISPLACED')
$$;

create index role_grants_role_name_idx on role_grants (role_name);

-- Everybody who may do this in the books of a tenant, or in all of them where it is null, and may read notifications and
-- the bookings they are about. By right, never by the name of a role.
create function people_who_may(asked text, tenant uuid) returns uuid[]
language sql stable security definer set search_path = public, pg_temp as $$
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
$$;

-- One row a recipient, as they want to be told; those who want a mail get a job as well, half a minute on: as long as the
-- change can be undone.
create function notify_people(
  kind notification_type, of_cause text, recipients uuid[], about bookings, room uuid, because text, figures jsonb
) returns void language plpgsql security definer set search_path = public, pg_temp as $$
declare
  shared constant uuid := gen_random_uuid();
  doer constant uuid := nullif(current_setting('app.actor', true), '')::uuid;
  mailed record;
begin
  for mailed in
    with wanted as (
      select u.id, coalesce(p.in_app, true) as in_app, coalesce(p.by_mail, mailed_unless_told(kind)) and u.email is not null as by_mail
      from users u left join notification_preferences p on p.user_id = u.id and p.type = kind
      -- Nobody is told of their own deed.
      where u.id = any (recipients) and u.active and u.id is distinct from doer
    ),
    written as (
      insert into notifications (recipient_id, type, cause, cause_id, tenant_id, booking_id, room_id, actor_id, reason, facts, in_app)
      select id, kind, of_cause, shared, about.tenant_id, about.id, room, (select u.id from users u where u.id = doer), because, figures, in_app
      from wanted where in_app or by_mail order by wanted.id
      on conflict on constraint notified_once_for_a_cause do nothing
      returning id, recipient_id
    )
    select written.id, written.recipient_id from written join wanted on wanted.id = written.recipient_id where wanted.by_mail
  loop
    perform graphile_worker.add_job('mailNotification', json_build_object('id', mailed.id, 'recipientId', mailed.recipient_id),
      run_at := clock_timestamp() + interval '30 seconds', job_key := 'mail ' || mailed.id);
  end loop;
end $$;

-- 2. Bookings -------------------------------------------------------------------------------------------------------

create function notify_of_booking() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare
  was bookings; -- all null for an insert
  change constant text := new.id || ' v' || new.version;
  is_open constant boolean := new.status in ('PENDING', 'ROOM_ASSIGNED', 'CONFIRMED');
begin
  if tg_op = 'UPDATE' then
    was := old;
    if was.version = new.version then
      return null; -- nothing changed
    end if;
  end if;

  if new.status is distinct from was.status then
    -- A booking of devices alone waits for devices, not for a room.
    if new.status = 'PENDING' and new.kind = 'ROOM' then
      perform notify_people('BOOKING_PENDING', 'BOOKING_PENDING ' || change, people_who_may('room:assign', new.tenant_id), new, new.requested_room_id, null, null);
    end if;
    if was.id is not null then
      if was.room_id is null and new.room_id is not null then
        perform notify_people('ROOM_ASSIGNED', 'ROOM_ASSIGNED ' || change, array[new.created_by_id], new, new.room_id, null, null);
      elsif was.room_id is not null and new.status = 'PENDING' then
        perform notify_people('BOOKING_DISPLACED', 'BOOKING_DISPLACED ' || change, array[new.created_by_id], new, was.room_id, new.status_reason, null);
      elsif new.status = 'REJECTED' then
        perform notify_people('BOOKING_REJECTED', 'BOOKING_REJECTED ' || change, array[new.created_by_id], new, null, new.status_reason, null);
      elsif new.status = 'CANCELLED' then
        perform notify_people('BOOKING_CANCELLED', 'BOOKING_CANCELLED ' || change, array[new.created_by_id], new, was.room_id, new.status_reason, null);
      end if;
    end if;
  end if;
  if is_open and new.devices_needed > coalesce(was.devices_needed, 0) then
    perform notify_people('DEVICE_REQUEST', 'DEVICE_REQUEST ' || change, people_who_may('device:assign', new.tenant_id), new, null, null, null);
  end if;
  return null;
end $$;

create trigger notify_of_booking after insert or update on bookings for each row execute function notify_of_booking();
alter table bookings enable always trigger notify_of_booking;

-- 3. Each morning ---------------------------------------------------------------------------------------------------

-- The figures of a day for those who place bookings or plan devices for the whole house, once a day a person. How many
-- were told.
create function summarize_day(day date, zone text) returns integer language plpgsql security definer set search_path = public, pg_temp as $$
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
  perform notify_people('DAILY_SUMMARY', of_cause, recipients, null, null, null, jsonb_build_object(
    'date', day,
    'bookings', (select count(*) from bookings b where b.status in ('ROOM_ASSIGNED', 'CONFIRMED') and b.starts_at < day_ends and b.ends_at > day_starts),
    'waiting', (select count(*) from bookings b where b.status = 'PENDING' and b.ends_at > day_starts),
    'overdue', (select count(*) from bookings b where b.status = 'PENDING' and b.starts_at < day_starts),
    'roomsClosed', (select count(distinct o.room_id) from room_occupancies o where o.closure_id is not null and o.period && tstzrange(day_starts, day_ends)),
    'devicesWanted', (select coalesce(sum(b.devices_needed), 0) from bookings b where b.status in ('PENDING', 'ROOM_ASSIGNED', 'CONFIRMED') and b.starts_at < day_ends and b.ends_at > day_starts)));
  return (select count(*) from notifications n where n.cause = of_cause and n.recipient_id = any (recipients));
end $$;

-- 4. Live -----------------------------------------------------------------------------------------------------------

-- Whom an event wakes. It is not part of what happened to bookings, so the log for tools leaves it out.
alter table domain_events add column recipients uuid[] not null default '{}';
create policy no_wake_up_calls on domain_events as restrictive for select to colab_app using (recipients = '{}');

create function tell_of_notifications() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  insert into domain_events (type, subject, version, recipients)
  select 'notification_written', cause_id, 1, array_agg(recipient_id order by recipient_id) from written where in_app group by cause_id;
  return null;
end $$;
create trigger tell_of_notifications after insert on notifications referencing new table as written
  for each statement execute function tell_of_notifications();

create function tell_of_read_marks() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  insert into domain_events (type, subject, version, recipients)
  select distinct 'notifications_read', n.recipient_id, 1, array[n.recipient_id]
  from marked n join unmarked o using (id) where n.read_at is distinct from o.read_at and n.in_app;
  return null;
end $$;
create trigger tell_of_read_marks after update on notifications referencing old table as unmarked new table as marked
  for each statement execute function tell_of_read_marks();
alter table notifications enable always trigger tell_of_notifications;
alter table notifications enable always trigger tell_of_read_marks;

-- 5. Who sees and does what -----------------------------------------------------------------------------------------

-- One's own, from books that are still open to one. What concerns the whole facility adds up the books of all divisions:
-- it is for those to whom all of them are open.
create function all_books_are_open() returns boolean language sql stable parallel safe set search_path = public, pg_temp as $$
  select not exists (select from tenants where id <> all (coalesce(current_tenants(), '{}')))
$$;
alter table notifications enable row level security, force row level security;
create policy owner_maintains on notifications to current_user using (true) with check (true);
create policy own_notifications on notifications to colab_app
  using (recipient_id = current_user_id() and (tenant_id = any ((select current_tenants())::uuid[]) or (tenant_id is null and (select all_books_are_open()))))
  with check (recipient_id = current_user_id() and (tenant_id = any ((select current_tenants())::uuid[]) or (tenant_id is null and (select all_books_are_open()))));
grant select, update (read_at, mailed_at) on notifications to colab_app;

alter table notification_preferences enable row level security, force row level security;
create policy owner_maintains on notification_preferences to current_user using (true) with check (true);
create policy own_preferences on notification_preferences to colab_app using (user_id = current_user_id()) with check (user_id = current_user_id());
grant select, insert, update (in_app, by_mail) on notification_preferences to colab_app;
select keep_audit_of('notification_preferences', 'NotificationPreference', '{user_id}');

-- Read ones are kept for 90 days. A handful at a time: a long transaction would hold up every reader of the events.
create function forget_old_notifications(moment timestamptz) returns integer
language plpgsql security definer set search_path = public, pg_temp as $$
declare gone integer;
begin
  delete from notifications where id in (select id from notifications where read_at < least(moment, clock_timestamp()) - interval '90 days' limit 5000);
  get diagnostics gone = row_count;
  return gone;
end $$;

revoke execute on function people_who_may(text, uuid), notify_people(notification_type, text, uuid[], bookings, uuid, text, jsonb), notify_of_booking(),
  summarize_day(date, text), tell_of_notifications(), tell_of_read_marks(), forget_old_notifications(timestamptz) from public;
grant execute on function summarize_day(date, text), forget_old_notifications(timestamptz) to colab_app;
