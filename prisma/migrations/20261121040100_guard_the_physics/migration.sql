-- Why: what is taken follows from the bookings by triggers, whoever writes them: a form, a job, or psql.
-- Locks: nothing that is in use.
-- Undo: drop the triggers and functions; room_occupancies and domain_events then stand still.

-- One order of locks for everybody: bookings, then leaf rooms, each sorted. They are taken before anything is written,
-- because a constraint alone dead-locks, and because a transaction that only waits then holds no transaction id.
create function lock_in_order(booking_ids uuid[], room_ids uuid[]) returns void language plpgsql as $$
declare key bigint;
begin
  for key in select distinct uuid_hash_extended(id, 1) from unnest(booking_ids) id order by 1 loop
    perform pg_advisory_xact_lock(key);
  end loop;
  for key in select distinct uuid_hash_extended(l.leaf_id, 2) from room_leaves l where l.room_id = any (room_ids) order by 1 loop
    perform pg_advisory_xact_lock(key);
  end loop;
end $$;

create function occupies(status booking_status) returns boolean language sql immutable parallel safe as $$
  select status in ('ROOM_ASSIGNED', 'CONFIRMED', 'COMPLETED')
$$;

-- Half-open, setup and teardown included: ends at 12:00 and starts at 12:00 do not meet.
create function taken_period(starts_at timestamptz, ends_at timestamptz, setup_minutes integer, teardown_minutes integer)
returns tstzrange language sql stable parallel safe as $$
  select tstzrange(starts_at - make_interval(mins => setup_minutes), ends_at + make_interval(mins => teardown_minutes), '[)')
$$;

-- 1. Versions: every change of a booking counts, and only a change does.
create function keep_booking_version() returns trigger language plpgsql set search_path = public, pg_temp as $$
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
end $$;

create trigger keep_booking_version before insert or update on bookings
  for each row execute function keep_booking_version();

-- 2. Occupancies, and the event that tells of the change.
create function name_booking_event(was bookings, is_now bookings, moved boolean) returns text language sql stable as $$
  select case
    when was.id is null then 'booking_created'
    when is_now.id is null then 'booking_deleted'
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
$$;

create function keep_room_occupancies() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
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
    occupancies_removed, occupancies_added, actor, cause, reason
  ) values (
    coalesce(is_now.tenant_id, was.tenant_id), name_booking_event(was, is_now, moved), coalesce(is_now.id, was.id),
    coalesce(is_now.version, was.version + 1), was.status, is_now.status,
    lower(taken_was), upper(taken_was), lower(taken_is), upper(taken_is), room_was, room_is, removed, added,
    nullif(current_setting('app.actor', true), '')::uuid, nullif(current_setting('app.cause', true), ''),
    nullif(current_setting('app.reason', true), '')
  );
  return case when tg_op = 'DELETE' then old end;
end $$;

create trigger keep_room_occupancies after insert or update on bookings
  for each row execute function keep_room_occupancies();
-- Before: the foreign key of the occupancies would refuse the delete otherwise.
create trigger free_rooms_of_deleted_booking before delete on bookings
  for each row execute function keep_room_occupancies();

create function refuse_truncate() returns trigger language plpgsql as $$
begin
  raise exception '% is kept row by row: delete rows instead', tg_table_name using errcode = 'feature_not_supported';
end $$;
create trigger refuse_truncate before truncate on bookings execute function refuse_truncate();

-- 3. Rooms and their folded walls.
create function keep_room_leaves() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare changed uuid[];
begin
  if tg_table_name = 'rooms' then
    insert into room_leaves (room_id, leaf_id) values (new.id, new.id);
    return null;
  end if;
  changed := case tg_op
    when 'INSERT' then array[new.room_id, new.part_id]
    when 'DELETE' then array[old.room_id, old.part_id]
    else array[new.room_id, new.part_id, old.room_id, old.part_id]
  end;
  -- Everything above the changed rooms, itself included: what any of them is made of may change.
  with recursive above (id) as (
    select unnest(changed)
    union
    select p.room_id from room_parts p join above a on p.part_id = a.id
  )
  select array_agg(id) into changed from above;
  perform lock_in_order('{}', changed);
  if exists (select from room_occupancies o join room_leaves l on l.leaf_id = o.room_id where l.room_id = any (changed)) then
    raise exception using errcode = 'restrict_violation', constraint = 'parts_stay_while_taken',
      message = 'the parts of a room cannot change while it is taken';
  end if;

  delete from room_leaves where room_id = any (changed);
  insert into room_leaves (room_id, leaf_id)
  with recursive below (room_id, id, depth) as (
    select r, r, 0 from unnest(changed) r
    union
    select b.room_id, p.part_id, b.depth + 1 from below b join room_parts p on p.room_id = b.id where b.depth < 20
  )
  select distinct b.room_id, b.id from below b where not exists (select from room_parts p where p.room_id = b.id);
  if exists (select from unnest(changed) r where not exists (select from room_leaves l where l.room_id = r)) then
    raise exception using errcode = 'check_violation', constraint = 'no_room_is_its_own_part', message = 'a room cannot be a part of itself';
  end if;
  return null;
end $$;

create trigger keep_room_leaves after insert on rooms for each row execute function keep_room_leaves();
create trigger keep_room_leaves after insert or update or delete on room_parts for each row execute function keep_room_leaves();
create trigger refuse_truncate before truncate on room_parts execute function refuse_truncate();

-- A session may switch ordinary triggers off (session_replication_role); these stay on.
alter table bookings enable always trigger keep_booking_version;
alter table bookings enable always trigger keep_room_occupancies;
alter table bookings enable always trigger free_rooms_of_deleted_booking;
alter table bookings enable always trigger refuse_truncate;
alter table rooms enable always trigger keep_room_leaves;
alter table room_parts enable always trigger keep_room_leaves;
alter table room_parts enable always trigger refuse_truncate;

-- 4. Days of events: made ahead, dropped when they are older than what is kept. The default partition catches what
-- falls outside, so a server that slept for a month loses nothing.
create function keep_domain_event_days(days_ahead integer, days_kept integer) returns void
language plpgsql security definer set search_path = public, pg_temp as $$
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
      execute format('alter table %I enable row level security, force row level security', name);
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
end $$;
