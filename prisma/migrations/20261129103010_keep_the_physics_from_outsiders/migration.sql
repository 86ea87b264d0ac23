-- Why: what is taken follows from bookings and closures, but its owner could delete an occupancy in psql, and the room was
-- booked once more. And a superuser whose session_replication_role is replica could store an overlap: a deferrable
-- constraint is checked by a trigger of PostgreSQL's own, which such a session does not fire.
-- Locks: room_occupancies and room_leaves, for a moment.
-- Undo: drop the triggers refuse_outside_writes and refuse_overlap, and their functions.

-- Whoever writes here does not come from a trigger, and so not from those that keep these tables. A restore of the data
-- alone disables triggers anyway (pg_restore --disable-triggers); a whole one makes them after the data.
create function refuse_outside_writes() returns trigger language plpgsql set search_path = public, pg_temp as $$
begin
  raise exception using errcode = 'restrict_violation', constraint = 'physics_follows_from_bookings',
    message = format('this violates constraint "physics_follows_from_bookings": %s is kept by triggers', tg_table_name),
    hint = case tg_table_name when 'room_leaves' then 'Change room_parts instead.' else 'Change the booking or the closure instead.' end
      || format(' To mend what npm run verify found: alter table %s disable trigger refuse_outside_writes, and afterwards enable always trigger refuse_outside_writes.', tg_table_name);
end $$;
create trigger refuse_outside_writes before insert or update or delete or truncate on room_occupancies
  for each statement when (pg_trigger_depth() = 0) execute function refuse_outside_writes();
create trigger refuse_outside_writes before insert or update or delete or truncate on room_leaves
  for each statement when (pg_trigger_depth() = 0) execute function refuse_outside_writes();
alter table room_occupancies enable always trigger refuse_outside_writes;
alter table room_leaves enable always trigger refuse_outside_writes;

-- In place of the constraint's own trigger, and only where that is silent. Under the locks of the leaves, which are taken
-- before a row is written here; an older snapshot would not see what others have written since.
create function refuse_overlap() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
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
end $$;
revoke execute on function refuse_outside_writes(), refuse_overlap() from public;
create trigger refuse_overlap after insert or update on room_occupancies for each row execute function refuse_overlap();
alter table room_occupancies enable replica trigger refuse_overlap;
