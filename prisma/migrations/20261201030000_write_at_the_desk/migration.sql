-- Why: the server writes devices and categories from now on. Whoever lends a device over the counter asks for the booking
-- that this makes, and holds no booking:create. What the desk undoes is put back as it was, so nothing is confirmed by it.
-- Locks: nothing that is in use; the trigger on device_categories is made again.
-- Undo: revoke what is granted here, drop may_lend, and make the functions and the trigger as they were.

grant insert, update on devices, device_categories to colab_app;

drop trigger record_change on device_categories;
select keep_audit_of('device_categories', 'DeviceCategory', ignored => '{version}');

create function may_lend(person uuid, tenant uuid) returns boolean language sql stable security definer set search_path = public, pg_temp as $$
  select exists (select from users where id = person and active) and exists (
    select from role_grants g join role_permissions p using (role_name)
    where g.user_id = person and (g.tenant_id is null or g.tenant_id = tenant) and covers_right(p.permission, 'device:lend'))
$$;

drop function hold_requester(uuid, uuid);
create function hold_requester(person uuid, tenant uuid, booked booking_kind) returns void language plpgsql set search_path = public, pg_temp as $$
begin
  -- Waits for who shuts the account or takes a role away at this moment, and makes them wait: they look for open bookings after that.
  perform from users where id = person for share;
  perform from role_grants where user_id = person order by id for share;
  if not (may_book(person, tenant) or (booked = 'DEVICES_ONLY' and may_lend(person, tenant))) then
    raise exception using errcode = 'restrict_violation', constraint = 'requester_may_book',
      message = 'this violates constraint "requester_may_book": the requester may not book for this division';
  end if;
end $$;

create or replace function hold_requester_again() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform hold_requester(new.requester_id, new.tenant_id, new.kind);
  return null;
end $$;

create or replace function hold_requesters() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
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
end $$;

-- By itself, at the moment when nothing is wanted any more and something was given. An undo puts back what was.
create or replace function confirm_served_booking(booking uuid) returns void language sql security definer set search_path = public, pg_temp as $$
  update bookings b set status = 'CONFIRMED'
  where b.id = booking and (b.status = 'ROOM_ASSIGNED' or (b.kind = 'DEVICES_ONLY' and b.status = 'PENDING'))
    and coalesce(current_setting('app.cause', true), '') not in ('undoBookingChange', 'undoDeviceMove')
    and not exists (select from device_demands d join device_requests q on q.id = d.request_id where q.booking_id = b.id)
    and exists (select from device_assignments a where a.booking_id = b.id and a.released_at is null and a.taken_away_at is null)
$$;

revoke execute on function may_lend(uuid, uuid), hold_requester(uuid, uuid, booking_kind) from public;
