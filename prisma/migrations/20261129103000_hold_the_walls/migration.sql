-- Why: a transaction with an older snapshot (repeatable read, serializable) booked a room by the parts it had then, and
-- changed the parts of a room that had been booked since. Both left one leaf taken twice, or a booking in the wrong ones.
-- And a booking that waited while the parts changed did not lock the new ones, so they could change again under it.
-- Locks: nothing that is in use; functions only.
-- Undo: restore lock_in_order and keep_room_occupancies from guard_the_physics, keep_closure_occupancies from close_rooms
-- and keep_room_leaves from manage_rooms; drop hold_walls.

-- As guard_the_physics made it, but that what was locked is looked up again: what a room is made of may have changed while
-- this one waited. Those come out of order, so a dead-lock is possible, found within 150 ms, and tried again by the servers.
create or replace function lock_in_order(booking_ids uuid[], room_ids uuid[]) returns void language plpgsql as $$
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
end $$;

-- Asked under the locks of these rooms. Each change of parts writes the leaves of a room anew, so in an older snapshot the
-- rows of then are gone: a serialization failure (40001), and nothing is overlooked. Read committed sees those of now.
create function hold_walls(room_ids uuid[]) returns void language plpgsql set search_path = public, pg_temp as $$
begin
  if current_setting('transaction_isolation') <> 'read committed' then
    perform from room_leaves where room_id = any (room_ids) order by room_id, leaf_id for share;
  end if;
end $$;
revoke execute on function hold_walls(uuid[]) from public;

-- As guard_the_physics made it, but for hold_walls.
create or replace function keep_room_occupancies() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
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

-- As close_rooms made it, but for hold_walls.
create or replace function keep_closure_occupancies() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
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
end $$;

-- As manage_rooms made it, but that parts change in read committed alone: an older snapshot does not see the booking that
-- took the room since.
create or replace function keep_room_leaves() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
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
end $$;
