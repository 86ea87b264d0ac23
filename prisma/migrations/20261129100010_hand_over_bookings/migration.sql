-- Why: a booking is handed over to a person who may book for its division, and its history says from whom to whom. An account
-- with open bookings is shut only once they are handed over, or where it was said that they stay: otherwise clients wait for
-- a person who is no longer there.
-- Locks: bookings and users for a moment; nothing is rewritten.
-- Undo: drop the triggers pass_on_booking and settle_open_bookings, the functions made here and the table handovers.

create table handovers (
  booking_id uuid not null,
  -- The version that the change made.
  version integer not null,
  tenant_id uuid not null,
  from_id uuid not null references users on update cascade,
  to_id uuid not null references users on update cascade,
  primary key (booking_id, version),
  constraint handover_is_of_its_tenant foreign key (tenant_id, booking_id) references bookings (tenant_id, id) on update cascade on delete cascade
);
create index handovers_tenant_id_booking_id_idx on handovers (tenant_id, booking_id);
alter table handovers enable row level security, force row level security;
create policy owner_maintains on handovers to current_user using (true) with check (true);
create policy own_tenants on handovers for select to colab_app using (tenant_id = any ((select current_tenants())::uuid[]));
grant select on handovers to colab_app;

-- An open account, with the right to book for this division and to see its bookings in full: as createBookings asks it.
create function may_book(person uuid, tenant uuid) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
  select exists (select from users where id = person and active) and not exists (
    select from unnest(array['booking:create', 'booking:read']) needed (asked)
    where not exists (
      select from role_grants g join role_permissions p using (role_name)
      where g.user_id = person and (g.tenant_id is null or g.tenant_id = tenant) and covers_right(p.permission, needed.asked)))
$$;

-- Those who may book for a division, or whether `person` is one of them. For who has its books open, and for those who manage
-- people: others are not to know.
create function find_bookers(tenant uuid, search text, most integer, person uuid default null) returns setof uuid
language sql stable security definer set search_path = public, pg_temp as $$
  select u.id from users u
  where (tenant = any (current_tenants()) or current_user_may('user:manage', null)) and (person is null or u.id = person)
    -- First those who could be meant at all: there may be thousands of others.
    and u.id in (select g.user_id from role_grants g where (g.tenant_id is null or g.tenant_id = tenant)
      and g.role_name in (select p.role_name from role_permissions p where covers_right(p.permission, 'booking:create')))
    and may_book(u.id, tenant)
    and not exists (select from unnest(string_to_array(search_words(regexp_replace(left(search, 200), '\s+', E'\n', 'g')), ' ')) word where position(word in search_words(u.display_name || ' ' || u.username)) = 0)
  order by lower(u.display_name), u.id limit most
$$;

-- Also of a division whose books are closed to who asks: how many, and no more.
create function count_open_bookings(person uuid) returns table (tenant_id uuid, bookings integer, series integer)
language sql stable security definer set search_path = public, pg_temp as $$
  select b.tenant_id, count(*)::int, count(distinct s.id)::int
  from bookings b left join series s on s.id = b.series_id
  where b.requester_id = person and b.status in ('PENDING', 'ROOM_ASSIGNED', 'CONFIRMED') and current_user_may('user:manage', null)
  group by b.tenant_id
$$;

create function pass_on_booking() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
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
end $$;
create trigger pass_on_booking after update of requester_id on bookings for each row
  when (old.requester_id is distinct from new.requester_id) execute function pass_on_booking();
alter table bookings enable always trigger pass_on_booking;

create function settle_open_bookings() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  -- The owner of the database, who writes in nobody's name, shuts what they want.
  if current_user_id() is not null and current_setting('app.leaves_bookings', true) is distinct from 'yes'
    and exists (select from bookings where requester_id = new.id and status in ('PENDING', 'ROOM_ASSIGNED', 'CONFIRMED')) then
    raise exception using errcode = 'restrict_violation', constraint = 'open_bookings_are_settled',
      message = 'this violates constraint "open_bookings_are_settled": the account has open bookings';
  end if;
  return null;
end $$;
create trigger settle_open_bookings after update of active on users for each row
  when (old.active and not new.active) execute function settle_open_bookings();
alter table users enable always trigger settle_open_bookings;

revoke execute on function may_book(uuid, uuid), find_bookers(uuid, text, integer, uuid), count_open_bookings(uuid), pass_on_booking(), settle_open_bookings() from public;
grant execute on function find_bookers(uuid, text, integer, uuid), count_open_bookings(uuid) to colab_app;
