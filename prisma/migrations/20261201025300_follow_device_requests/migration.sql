-- Why: a calendar shows how many of its devices a booking has, and follows what meets its window: an event of a device request
-- or of a rental says when and where its booking is. And a request that an undo makes again counts on from where it was.
-- Locks: nothing.
-- Undo: make note_device_event and keep_device_request again as in 20261130120100_guard_devices.

create or replace function note_device_event(type text, tenant uuid, subject uuid, version integer, booking uuid) returns void
language sql security definer set search_path = public, pg_temp as $$
  insert into domain_events (type, tenant_id, subject, version, booking_id, taken_from_after, taken_to_after, room_after, actor, cause, reason)
  select note_device_event.type, tenant, note_device_event.subject, note_device_event.version, booking, lower(taken.period), upper(taken.period),
    case when occupies(b.status) then b.room_id end, current_actor(), nullif(current_setting('app.cause', true), ''), nullif(current_setting('app.reason', true), '')
  from (values (booking)) of_booking (id) left join bookings b using (id)
    left join lateral (select taken_period(b.starts_at, b.ends_at, b.setup_minutes, b.teardown_minutes) as period where b.id is not null) taken on true
$$;

create or replace function keep_device_request() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if tg_op = 'INSERT' then
    new.version := 1;
    if exists (select from device_moves where request_id = new.id) then
      new.version := (select coalesce(max(version), 0) + 1 from domain_events where subject = new.id);
    end if;
    perform lock_in_order(array[new.booking_id], '{}');
    return new;
  end if;
  if (new.id, new.tenant_id, new.booking_id) is distinct from (old.id, old.tenant_id, old.booking_id) then
    raise exception using errcode = 'check_violation', constraint = 'device_request_keeps_its_booking', message = 'a device request stays with its booking';
  end if;
  if (new.kind, new.category_id, new.quantity, new.withdrawn_at) is distinct from (old.kind, old.category_id, old.quantity, old.withdrawn_at) then
    perform lock_in_order(array[new.booking_id], '{}');
  end if;
  -- A write of the version alone counts as well: it says that something was given or taken.
  new.version := old.version + case when new is distinct from old then 1 else 0 end;
  return new;
end $$;
