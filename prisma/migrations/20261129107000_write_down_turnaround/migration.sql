-- Why: an event held what was taken, setup and teardown included, and not how much of it they were. A history then told a
-- change of the setup alone as another time, and told a client's hours as those of the room.
-- Locks: domain_events for a moment, and its rows of bookings that are still there: what is kept is 30 days at most.
-- Undo: restore keep_room_occupancies from hold_the_walls; drop the four columns.

alter table domain_events
  add column setup_before integer,
  add column teardown_before integer,
  add column setup_after integer,
  add column teardown_after integer;
comment on column domain_events.setup_before is 'Minutes of what was taken before; null for what is no booking.';

-- What it was at the time nobody knows any more: what it is now is right for all but those that were given another.
update domain_events e set
  setup_before = case when e.taken_from_before is not null then b.setup_minutes end,
  teardown_before = case when e.taken_from_before is not null then b.teardown_minutes end,
  setup_after = case when e.taken_from_after is not null then b.setup_minutes end,
  teardown_after = case when e.taken_from_after is not null then b.teardown_minutes end
from bookings b where b.id = e.subject;

-- As hold_the_walls made it, but that setup and teardown are written down.
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
end $$;
