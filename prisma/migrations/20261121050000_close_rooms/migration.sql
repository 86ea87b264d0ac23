-- Why: rooms are closed for maintenance and holidays, and what closes a room takes it as a booking does: the same
-- constraint refuses both, whoever writes.
-- Locks: room_occupancies and domain_events for a moment; no row is rewritten.
-- Undo: delete from closures; drop the table and the column closure_id, set booking_id and tenant_id not null again.

-- A closure is the facility's, not a division's: everybody may know of it, and why.
create table closures (
  id uuid primary key default gen_random_uuid(),
  version integer not null default 1,
  -- Rooms as people name them; their leaves are what is taken. An array, so that one row is one change and one event.
  room_ids uuid[] not null,
  starts_at timestamptz(3) not null,
  ends_at timestamptz(3) not null,
  reason text not null,
  created_by_id uuid not null references users on update cascade,
  created_at timestamptz(3) not null default now(),
  constraint closure_names_its_rooms check (cardinality(room_ids) between 1 and 5000 and array_position(room_ids, null) is null),
  constraint closure_starts_before_it_ends check (starts_at < ends_at),
  constraint closure_is_finite check (isfinite(starts_at) and isfinite(ends_at)),
  constraint closure_lasts_at_most_366_days check (ends_at - starts_at <= interval '366 days'),
  constraint closure_gives_its_reason check (length(btrim(reason)) between 1 and 200)
);

alter table room_occupancies alter column booking_id drop not null;
alter table room_occupancies add column closure_id uuid references closures on update cascade;
alter table room_occupancies add constraint occupancy_has_one_cause check (num_nonnulls(booking_id, closure_id) = 1);
create index room_occupancies_closure_id_idx on room_occupancies (closure_id);

create function keep_closure_version() returns trigger language plpgsql set search_path = public, pg_temp as $$
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
end $$;
create trigger keep_closure_version before insert or update on closures for each row execute function keep_closure_version();

-- Any change takes the rooms anew: the new ids tell every window, also of a closure whose reason alone is another.
create function keep_closure_occupancies() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
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
revoke execute on function keep_closure_occupancies() from public;

create trigger keep_closure_occupancies after insert or update on closures
  for each row execute function keep_closure_occupancies();
-- Before: the foreign key of the occupancies would refuse the delete otherwise.
create trigger free_rooms_of_deleted_closure before delete on closures
  for each row execute function keep_closure_occupancies();
create trigger refuse_truncate before truncate on closures execute function refuse_truncate();
alter table closures enable always trigger keep_closure_version;
alter table closures enable always trigger keep_closure_occupancies;
alter table closures enable always trigger free_rooms_of_deleted_closure;
alter table closures enable always trigger refuse_truncate;

-- Events of closures have no tenant, and are everybody's.
alter table domain_events alter column tenant_id drop not null;
create policy facility_events on domain_events for select to colab_app using (tenant_id is null);

grant select, insert, update, delete on closures to colab_app;
