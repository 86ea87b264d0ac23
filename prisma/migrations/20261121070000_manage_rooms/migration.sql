-- Why: rooms are added, renamed, put in another order and taken out of use while everybody works, so they get a version,
-- equipment and events; and a room that is no longer booked cannot be taken by any path. Who may do it was granted from
-- the start: room:manage.
-- Locks: rooms, for as long as it takes to write each of them once; writers of bookings wait for that.
-- Undo: drop the triggers, functions, columns and the type made here; restore keep_room_leaves from guard_the_physics, and
-- the unique indexes on rooms (name) and rooms (position).

-- 1. What a room is -------------------------------------------------------------------------------------------------

-- In the order in which it is shown.
create type room_equipment as enum ('PROJECTOR', 'SCREEN', 'VIDEO_CONFERENCE', 'SOUND', 'WHITEBOARD', 'FLIP_CHART', 'WIRED_NETWORK',
  'POWER_AT_SEATS', 'BACKUP_POWER', 'AIR_CONDITIONING', 'STEP_FREE_ACCESS');

alter table rooms
  add column version integer not null default 1,
  add column equipment room_equipment[] not null default '{}',
  add constraint room_fits_in_a_building check (capacity <= 5000),
  add constraint room_positions_count_from_one check (position >= 1);

-- "Success", "success " and "SUCCESS" are one room to people. By an expression, and the places by an exclusion, because
-- foreign keys lock what a plain unique index holds: renaming and moving rooms would wait for every booking under way.
create unique index one_room_of_a_name on rooms (lower(regexp_replace(btrim(name), '\s+', ' ', 'g')));
drop index rooms_name_key;
-- Checked when a statement ends: rooms change places within it.
alter table rooms add constraint one_room_in_a_place exclude using btree (position with =) deferrable initially immediate;
drop index rooms_position_key;

create function keep_room_version() returns trigger language plpgsql set search_path = public, pg_temp as $$
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
end $$;
create trigger keep_room_version before insert or update on rooms for each row execute function keep_room_version();

-- Whoever shapes the list of rooms does so alone: places are counted, and names compared.
create function lock_room_list() returns void language sql as $$
  select pg_advisory_xact_lock(hashtextextended('rooms', 5))
$$;

-- 2. What stands in a room ------------------------------------------------------------------------------------------

-- What is booked as this very room and ends after a moment: one occupancy each, whichever division's it is. Occupancies
-- say nothing of anybody's books.
create function room_taken_after(room uuid, moment timestamptz) returns table (occupancy_id uuid, taken_from timestamptz)
language sql stable security definer set search_path = public, pg_temp as $$
  select distinct on (b.id) o.id, lower(o.period) from bookings b join room_occupancies o on o.booking_id = b.id
  where b.room_id = room and upper(o.period) > moment order by b.id, o.room_id
$$;

-- Whether anything ever stood in a room, or in one that it is a part of.
create function room_was_taken(room uuid) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
  with recursive above (id) as (
    select room
    union
    select p.room_id from room_parts p join above a on p.part_id = a.id
  )
  select exists (select from bookings b join above a on a.id = b.room_id where occupies(b.status))
    or exists (select from closures c where c.room_ids && (select array_agg(id) from above))
$$;

-- As guard_the_physics made it, but for three things. What must not have been taken is the room whose parts change: that
-- its parts are booked by themselves is no reason against a new room over them. A circle of rooms is refused also where
-- some of them have other parts besides. And the room's version tells of the change.
create or replace function keep_room_leaves() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare
  wholes uuid[];
  changed uuid[];
begin
  if tg_table_name = 'rooms' then
    insert into room_leaves (room_id, leaf_id) values (new.id, new.id);
    return null;
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
end $$;

-- 3. A room that is no longer booked --------------------------------------------------------------------------------

-- It goes when nothing lies ahead in it. The lock is the one that every booking of it takes, and what is read after it
-- is new: of a booking and a deactivation in the same moment one sees the other. An older snapshot would see neither.
create function keep_taken_room_active() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
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
end $$;
create trigger keep_taken_room_active before update of active on rooms for each row when (old.active and not new.active)
  execute function keep_taken_room_active();

-- Whether one of these rooms is out of use, asked under their locks.
create function some_room_is_inactive(room_ids uuid[]) returns boolean language plpgsql volatile set search_path = public, pg_temp as $$
begin
  if current_setting('transaction_isolation') <> 'read committed' then
    -- A room that has changed since the snapshot is a serialization failure, and not overlooked.
    perform from rooms where id = any (room_ids) order by id for share;
  end if;
  return exists (select from rooms where id = any (room_ids) and not active);
end $$;

-- After keep_room_occupancies and keep_closure_occupancies, whose locks are held by now. What stood there already may
-- stay, grow shorter and be completed.
create function refuse_inactive_room() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
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
end $$;
create trigger refuse_inactive_room after insert or update on bookings for each row execute function refuse_inactive_room();
create trigger refuse_inactive_room after insert or update on closures for each row execute function refuse_inactive_room();

-- 4. What everybody is told -----------------------------------------------------------------------------------------

create function tell_of_room() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
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
end $$;
create trigger tell_of_room after insert or update or delete on rooms for each row execute function tell_of_room();
create trigger refuse_truncate before truncate on rooms execute function refuse_truncate();

alter table rooms enable always trigger keep_room_version;
alter table rooms enable always trigger keep_taken_room_active;
alter table rooms enable always trigger tell_of_room;
alter table rooms enable always trigger refuse_truncate;
alter table bookings enable always trigger refuse_inactive_room;
alter table closures enable always trigger refuse_inactive_room;

-- 5. Who writes -----------------------------------------------------------------------------------------------------

grant insert (name, capacity, position, long_term, setup_minutes, teardown_minutes, equipment),
  update (name, capacity, position, long_term, setup_minutes, teardown_minutes, equipment, active) on rooms to colab_app;
grant insert, delete on room_parts to colab_app;
revoke execute on function keep_taken_room_active(), some_room_is_inactive(uuid[]), refuse_inactive_room(), tell_of_room(),
  room_taken_after(uuid, timestamptz), room_was_taken(uuid) from public;
grant execute on function room_taken_after(uuid, timestamptz), room_was_taken(uuid) to colab_app;
