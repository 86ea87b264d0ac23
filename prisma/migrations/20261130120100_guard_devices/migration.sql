-- Why: which devices are taken, and what is still promised, follows from assignments, downtimes, requests and bookings by
-- triggers, whoever writes them: the desk, a booking that moves, or psql.
-- Locks: nothing that is in use. lock_in_order is made anew, with devices after rooms.
-- Undo: drop the triggers and functions, and make lock_in_order again as in 20261129103000_hold_the_walls.

-- 1. One order of locks: bookings, leaf rooms, devices, each sorted.
-- Definer: assignments of other divisions count as well.
create function devices_standing_on(booking_ids uuid[]) returns setof uuid language sql stable security definer set search_path = public, pg_temp as $$
  select distinct device_id from device_assignments where booking_id = any (booking_ids) and released_at is null
$$;
revoke execute on function devices_standing_on(uuid[]) from public;
grant execute on function devices_standing_on(uuid[]) to colab_app;

drop function lock_in_order(uuid[], uuid[]);
create function lock_in_order(booking_ids uuid[], room_ids uuid[], device_ids uuid[] default '{}') returns void language plpgsql as $$
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
  -- Whoever changes the devices of a booking holds its lock: from here on this set stands still.
  for key in select distinct uuid_hash_extended(id, 7) from (select unnest(device_ids) union select devices_standing_on(booking_ids)) d (id) order by 1 loop
    perform pg_advisory_xact_lock(key);
  end loop;
end $$;

-- What is counted under a lock must be read after it.
create function need_newest_rows() returns void language plpgsql set search_path = public, pg_temp as $$
begin
  if current_setting('transaction_isolation') <> 'read committed' then
    raise exception using errcode = 'feature_not_supported', message = 'devices are given out in a transaction that is read committed';
  end if;
end $$;

-- 2. What takes a device, and for how long.
-- Names with their schema instead of a search path: functions with one are not taken into the statement that calls them.
create function facility_zone() returns text language sql stable parallel safe as $$
  select coalesce((select value from public.facility_settings where name = 'timeZone'), 'Africa/Johannesburg')
$$;
create function end_of_day(day date) returns timestamptz language sql stable parallel safe as $$
  select (day + 1)::timestamp at time zone public.facility_zone()
$$;

-- The end of the booking; under a rental the end of the day of return, if that is later. Given only until then: that.
create function assignment_due(a device_assignments, ends_at timestamptz, due_on date) returns timestamptz language sql stable as $$
  select least(greatest(ends_at, case when due_on is not null then public.end_of_day(due_on) end), a.not_after)
$$;

-- Half-open, without setup and teardown: these are the room's. Null where it takes nothing.
create function assignment_period(a device_assignments, b bookings, due_on date) returns tstzrange language plpgsql stable set search_path = public, pg_temp as $$
declare
  taken_from constant timestamptz := least(greatest(b.starts_at, a.not_before), a.handed_out_at);
  taken_to constant timestamptz := least(assignment_due(a, b.ends_at, due_on), a.returned_at);
begin
  if a.released_at is not null or (a.handed_out_at is null and b.status in ('REJECTED', 'CANCELLED')) then
    return null;
  end if;
  return case when taken_from < taken_to then tstzrange(taken_from, taken_to, '[)') end;
end $$;

-- Recomputes what these assignments take, and gives back those that take something else now.
create function set_device_occupancies(assignment_ids uuid[]) returns uuid[] language plpgsql security definer set search_path = public, pg_temp as $$
declare changed uuid[];
begin
  select coalesce(array_agg(a.id), '{}') into changed
  from device_assignments a join bookings b on b.id = a.booking_id left join rentals r on r.id = a.rental_id left join device_occupancies o on o.assignment_id = a.id
  where a.id = any (assignment_ids) and o.period is distinct from assignment_period(a, b, r.due_on);
  delete from device_occupancies where assignment_id = any (changed);
  insert into device_occupancies (device_id, category_id, assignment_id, period)
  select a.device_id, d.category_id, a.id, p.period
  from device_assignments a join devices d on d.id = a.device_id join bookings b on b.id = a.booking_id left join rentals r on r.id = a.rental_id
    cross join lateral (select assignment_period(a, b, r.due_on) as period) p
  where a.id = any (changed) and p.period is not null order by a.device_id;
  return changed;
end $$;

-- What counts as given: a device that came back early in good order was given, one that was taken away was not.
create function standing_on(request uuid) returns integer language sql stable security definer set search_path = public, pg_temp as $$
  select count(*)::integer from device_assignments where request_id = request and released_at is null and taken_away_at is null
$$;

-- A wish that somebody wrote past the checks of the API may name a day that is none.
create function return_day(off_site jsonb) returns date language sql stable as $$
  select case when pg_input_is_valid(off_site ->> 'returnOn', 'date') then (off_site ->> 'returnOn')::date end
$$;
-- The newest rental says until when devices are away, and before there is one, the wish.
create function booking_return_day(b bookings) returns date language sql stable set search_path = public, pg_temp as $$
  select coalesce((select r.due_on from rentals r where r.booking_id = b.id order by r.sequence desc limit 1), return_day(b.off_site))
$$;

create function set_device_demands(request_ids uuid[]) returns void language plpgsql security definer set search_path = public, pg_temp as $$
begin
  delete from device_demands where request_id = any (request_ids);
  insert into device_demands (request_id, kind, category_id, quantity, period)
  select q.id, q.kind, q.category_id, q.quantity - s.standing, tstzrange(b.starts_at, greatest(b.ends_at, end_of_day(booking_return_day(b))), '[)')
  from device_requests q join bookings b on b.id = q.booking_id cross join lateral (select standing_on(q.id) as standing) s
  where q.id = any (request_ids) and q.withdrawn_at is null and q.quantity > s.standing and b.status in ('PENDING', 'ROOM_ASSIGNED', 'CONFIRMED');
end $$;

-- By itself, at the moment when nothing is wanted any more and something was given. An undo puts back what was.
create function confirm_served_booking(booking uuid) returns void language sql security definer set search_path = public, pg_temp as $$
  update bookings b set status = 'CONFIRMED'
  where b.id = booking and (b.status = 'ROOM_ASSIGNED' or (b.kind = 'DEVICES_ONLY' and b.status = 'PENDING'))
    and current_setting('app.cause', true) is distinct from 'undoBookingChange'
    and not exists (select from device_demands d join device_requests q on q.id = d.request_id where q.booking_id = b.id)
    and exists (select from device_assignments a where a.booking_id = b.id and a.released_at is null and a.taken_away_at is null)
$$;

-- 3. What is written down of each change.
create function note_device_move(kind device_move_kind, moment timestamptz, device uuid default null, request uuid default null, assignment uuid default null,
  rental uuid default null, downtime uuid default null, wish_before jsonb default null, serial_before text default null)
returns void language sql security definer set search_path = public, pg_temp as $$
  insert into device_moves (kind, at, device_id, request_id, assignment_id, rental_id, downtime_id, wish_before, serial_before, actor, cause, reason, undoes)
  select case when undone.id is null then note_device_move.kind else 'UNDONE' end, coalesce(moment, clock_timestamp()), device, request, assignment, rental, downtime,
    note_device_move.wish_before, note_device_move.serial_before,
    nullif(current_setting('app.actor', true), '')::uuid, nullif(current_setting('app.cause', true), ''), nullif(current_setting('app.reason', true), ''), undone.id
  from (select nullif(current_setting('app.undoes', true), '')::uuid as id) undone
$$;

create function note_device_event(type text, tenant uuid, subject uuid, version integer, booking uuid) returns void
language sql security definer set search_path = public, pg_temp as $$
  insert into domain_events (type, tenant_id, subject, version, booking_id, actor, cause, reason)
  values (note_device_event.type, tenant, note_device_event.subject, note_device_event.version, booking, nullif(current_setting('app.actor', true), '')::uuid,
    nullif(current_setting('app.cause', true), ''), nullif(current_setting('app.reason', true), ''))
$$;

create function current_actor() returns uuid language sql stable as $$
  select nullif(current_setting('app.actor', true), '')::uuid
$$;

-- 4. Requests: the sum of them stands on the booking, what is open of them among the demands.
create function keep_device_request() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if tg_op = 'INSERT' then
    new.version := 1;
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
create trigger keep_device_request before insert or update on device_requests for each row execute function keep_device_request();

create function keep_devices_needed() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare
  was device_requests; -- all null for an insert
  is_now device_requests; -- all null for a delete
  booking uuid;
  standing integer;
  needed integer;
  preference device_type_preference;
begin
  if tg_op <> 'INSERT' then was := old; end if;
  if tg_op <> 'DELETE' then is_now := new; end if;
  if tg_op = 'UPDATE' and was.version = is_now.version then
    return null; -- nothing changed
  end if;
  booking := coalesce(is_now.booking_id, was.booking_id);
  if tg_op <> 'UPDATE' or (was.kind, was.category_id, was.quantity, was.note, was.withdrawn_at) is distinct from (is_now.kind, is_now.category_id, is_now.quantity, is_now.note, is_now.withdrawn_at) then
    if tg_op = 'DELETE' then perform lock_in_order(array[booking], '{}'); end if;
    if tg_op = 'UPDATE' then
      standing := standing_on(is_now.id);
      if standing > (case when is_now.withdrawn_at is null then is_now.quantity else 0 end) then
        raise exception using errcode = 'check_violation', constraint = 'no_more_than_requested',
          message = format('this violates constraint "no_more_than_requested": %s devices stand on this request', standing);
      end if;
      if (was.kind, was.category_id) is distinct from (is_now.kind, is_now.category_id) and exists (
        select from device_assignments a join devices d on d.id = a.device_id join device_categories c on c.id = d.category_id
        where a.request_id = is_now.id and a.released_at is null and a.taken_away_at is null
          and not (coalesce(is_now.category_id = c.id, true) and coalesce(is_now.kind = c.kind, true))) then
        raise exception using errcode = 'check_violation', constraint = 'device_fits_its_request',
          message = 'this violates constraint "device_fits_its_request": devices that stand on this request would not fit it';
      end if;
    end if;
    select coalesce(sum(q.quantity), 0), case when bool_and(coalesce(coalesce(q.kind, c.kind) = 'LAPTOP', false)) then 'LAPTOPS'
      when bool_and(coalesce(coalesce(q.kind, c.kind) = 'DESKTOP', false)) then 'DESKTOPS' else 'ANY' end
    into needed, preference
    from device_requests q left join device_categories c on c.id = q.category_id where q.booking_id = booking and q.withdrawn_at is null;
    -- Where nothing is wanted, what somebody would rather have stays as it is.
    update bookings b set devices_needed = needed, device_type_preference = case when needed = 0 then b.device_type_preference else preference end
    where b.id = booking and (b.devices_needed <> needed or (needed > 0 and b.device_type_preference <> preference));
    if tg_op <> 'DELETE' then perform set_device_demands(array[is_now.id]); end if;
    perform note_device_move('WISHED', is_now.withdrawn_at, request => coalesce(is_now.id, was.id),
      wish_before => case when was.id is not null then jsonb_build_object('kind', was.kind, 'categoryId', was.category_id, 'quantity', was.quantity, 'note', was.note,
        'withdrawnAt', was.withdrawn_at) end);
    perform confirm_served_booking(booking);
  end if;
  perform note_device_event('device_request_changed', coalesce(is_now.tenant_id, was.tenant_id), coalesce(is_now.id, was.id), coalesce(is_now.version, was.version + 1), booking);
  return null;
end $$;
create trigger keep_devices_needed after insert or update or delete on device_requests for each row execute function keep_devices_needed();

-- 5. Assignments.
create function keep_device_assignment() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare due timestamptz;
begin
  if tg_op = 'UPDATE' then
    if new is not distinct from old then
      return new;
    end if;
    if (new.id, new.tenant_id, new.booking_id, new.request_id, new.device_id) is distinct from (old.id, old.tenant_id, old.booking_id, old.request_id, old.device_id) then
      raise exception using errcode = 'check_violation', constraint = 'assignment_keeps_its_device', message = 'an assignment keeps its device and its request';
    end if;
  end if;
  perform need_newest_rows();
  perform lock_in_order(array[new.booking_id], '{}', array[new.device_id]);
  new.version := case when tg_op = 'INSERT' then 1 else old.version + 1 end;
  if new.returned_at is null then
    new.condition := null;
    new.taken_away_at := null;
  elsif (tg_op = 'INSERT' or old.returned_at is null) and new.condition in ('DAMAGED', 'LOST') and new.taken_away_at is null then
    -- Not in good order and before its due: the request wants another one.
    select assignment_due(new, b.ends_at, r.due_on) into due
    from bookings b left join rentals r on r.id = new.rental_id where b.id = new.booking_id and b.status in ('PENDING', 'ROOM_ASSIGNED', 'CONFIRMED');
    if new.returned_at < due then new.taken_away_at := new.returned_at; end if;
  end if;
  new.assigned_by := case when tg_op = 'INSERT' then coalesce(new.assigned_by, current_actor()) else old.assigned_by end;
  new.handed_out_by := case when new.handed_out_at is not null then coalesce(new.handed_out_by, current_actor()) end;
  new.returned_by := case when new.returned_at is not null then coalesce(new.returned_by, current_actor()) end;
  new.released_by := case when new.released_at is not null then coalesce(new.released_by, current_actor()) end;
  new.taken_away_by := case when new.taken_away_at is not null then coalesce(new.taken_away_by, current_actor()) end;
  return new;
end $$;
create trigger keep_device_assignment before insert or update on device_assignments for each row execute function keep_device_assignment();

create function must_suit(a device_assignments) returns void language plpgsql security definer set search_path = public, pg_temp as $$
declare
  wish device_requests;
  category device_categories;
begin
  select * into wish from device_requests where id = a.request_id;
  select c.* into category from devices d join device_categories c on c.id = d.category_id where d.id = a.device_id;
  if a.returned_at is null and exists (select from devices where id = a.device_id and retired_at is not null) then
    raise exception using errcode = 'restrict_violation', constraint = 'retired_devices_stay_free',
      message = 'this violates constraint "retired_devices_stay_free": the device is retired';
  end if;
  if not (coalesce(wish.category_id = category.id, true) and coalesce(wish.kind = category.kind, true)) then
    raise exception using errcode = 'check_violation', constraint = 'device_fits_its_request',
      message = 'this violates constraint "device_fits_its_request": the device is not what is wanted';
  end if;
  if wish.withdrawn_at is not null or standing_on(wish.id) > wish.quantity then
    raise exception using errcode = 'check_violation', constraint = 'no_more_than_requested',
      message = 'this violates constraint "no_more_than_requested": so many are not wanted';
  end if;
end $$;

create function must_be_handed_out_at(a device_assignments, moment timestamptz) returns void language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if exists (select from devices where id = a.device_id and retired_at is not null) then
    raise exception using errcode = 'restrict_violation', constraint = 'retired_devices_stay_free',
      message = 'this violates constraint "retired_devices_stay_free": the device is retired';
  end if;
  if exists (select from device_downtimes t where t.device_id = a.device_id and t.starts_at <= moment and coalesce(t.ended_at > moment, true)) then
    raise exception using errcode = 'restrict_violation', constraint = 'devices_in_maintenance_stay_in',
      message = 'this violates constraint "devices_in_maintenance_stay_in": the device is in maintenance, lost or away';
  end if;
end $$;

create function keep_device_occupancies() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare
  was device_assignments; -- all null for an insert
  stood boolean;
  stands boolean;
begin
  if tg_op = 'DELETE' then
    if old.released_at is null and old.returned_at is null then
      perform note_device_move('RELEASED', null, old.device_id, old.request_id, old.id, old.rental_id);
    end if;
    update devices set version = version + 1 where id = old.device_id;
    return null;
  end if;
  if tg_op = 'UPDATE' then
    if old.version = new.version then
      return null; -- nothing changed
    end if;
    was := old;
  end if;
  stood := was.id is not null and was.released_at is null and was.taken_away_at is null;
  stands := new.released_at is null and new.taken_away_at is null;
  if stands and not stood then perform must_suit(new); end if;
  if new.handed_out_at is not null and new.returned_at is null and (was.handed_out_at is null or was.returned_at is not null) then
    perform must_be_handed_out_at(new, coalesce(was.returned_at, new.handed_out_at));
  end if;
  if new.handed_out_at is not null and was.handed_out_at is null and not exists (
    select from bookings b left join rentals r on r.id = new.rental_id
    where b.id = new.booking_id and new.handed_out_at < assignment_due(new, b.ends_at, r.due_on)
      and (b.status in ('ROOM_ASSIGNED', 'CONFIRMED') or (b.kind = 'DEVICES_ONLY' and b.status = 'PENDING'))) then
    raise exception using errcode = 'restrict_violation', constraint = 'handed_out_while_it_stands',
      message = 'this violates constraint "handed_out_while_it_stands": the booking is not open, or its devices are due back';
  end if;

  perform set_device_occupancies(array[new.id]);
  perform set_device_demands(array[new.request_id]);
  update device_requests set version = version + 1 where id = new.request_id;
  update devices set version = version + 1 where id = new.device_id;
  perform note_device_move(move.kind, move.moment, new.device_id, new.request_id, new.id, new.rental_id)
  from (values
    (1, was.id is null, 'ASSIGNED'::device_move_kind, new.not_before),
    (2, was.released_at is null and new.released_at is not null, 'RELEASED', new.released_at),
    (3, was.handed_out_at is null and new.handed_out_at is not null, 'HANDED_OUT', new.handed_out_at),
    (4, was.returned_at is null and new.returned_at is not null, 'RETURNED', new.returned_at),
    (5, was.id is not null and (was.not_before, was.not_after, was.rental_id) is distinct from (new.not_before, new.not_after, new.rental_id), 'MOVED', null),
    (6, (was.released_at is not null and new.released_at is null) or (was.returned_at is not null and new.returned_at is null)
      or (was.handed_out_at is not null and new.handed_out_at is null), 'UNDONE', null)
  ) move (place, applies, kind, moment) where move.applies;
  if stands and not stood then perform confirm_served_booking(new.booking_id); end if;
  return null;
end $$;
create trigger keep_device_occupancies after insert or update or delete on device_assignments for each row execute function keep_device_occupancies();

-- 6. Bookings. Fires by name after keep_room_occupancies: rooms are locked before devices.
create function move_devices_along() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare
  wanted_kind constant device_kind := case new.device_type_preference when 'LAPTOPS' then 'LAPTOP' when 'DESKTOPS' then 'DESKTOP' end;
  open_statuses constant booking_status[] := '{PENDING,ROOM_ASSIGNED,CONFIRMED}';
  ended_statuses constant booking_status[] := '{REJECTED,CANCELLED}';
  wishes device_requests[];
  needed integer;
  kinds device_kind[];
  moved uuid[];
begin
  if tg_op = 'INSERT' then
    if new.devices_needed > 0 then
      insert into device_requests (tenant_id, booking_id, kind, quantity) values (new.tenant_id, new.id, wanted_kind, new.devices_needed);
    end if;
    return null;
  end if;
  if old.version = new.version then
    return null; -- nothing changed
  end if;

  if (old.devices_needed, old.device_type_preference) is distinct from (new.devices_needed, new.device_type_preference) then
    wishes := array(select q from device_requests q where q.booking_id = new.id and q.withdrawn_at is null);
    select coalesce(sum(q.quantity), 0), array_agg(distinct coalesce(q.kind, c.kind)) into needed, kinds from unnest(wishes) q left join device_categories c on c.id = q.category_id;
    -- What the requests themselves have just written says the same as they do.
    if new.devices_needed <> needed or (needed > 0 and array[wanted_kind] is distinct from case when cardinality(kinds) = 1 then kinds else array[null::device_kind] end) then
      if cardinality(wishes) > 1 or (wishes[1]).category_id is not null then
        raise exception using errcode = 'check_violation', constraint = 'devices_are_requested_in_detail',
          message = 'this violates constraint "devices_are_requested_in_detail": change the device requests instead';
      end if;
      -- The first change of a transaction says how it was before, and a confirmation that follows from this is the second.
      insert into changed_bookings (booking_id, before) values (new.id, told_facts(old)) on conflict do nothing;
      if new.devices_needed = 0 then
        delete from device_requests q where q.id = (wishes[1]).id and not exists (select from device_assignments a where a.request_id = q.id);
        if not found then update device_requests set withdrawn_at = new.updated_at where id = (wishes[1]).id; end if;
      elsif cardinality(wishes) = 1 then
        update device_requests set quantity = new.devices_needed, kind = wanted_kind where id = (wishes[1]).id;
      else
        insert into device_requests (tenant_id, booking_id, kind, quantity) values (new.tenant_id, new.id, wanted_kind, new.devices_needed);
      end if;
    end if;
  end if;

  if (old.starts_at, old.ends_at, old.off_site, old.status = any (open_statuses), old.status = any (ended_statuses))
    is not distinct from (new.starts_at, new.ends_at, new.off_site, new.status = any (open_statuses), new.status = any (ended_statuses))
    or not exists (select from device_requests where booking_id = new.id) then
    return null;
  end if;
  perform need_newest_rows();
  perform lock_in_order(array[new.id], '{}');
  if old.starts_at <> new.starts_at then
    update device_assignments set not_after = null where booking_id = new.id and not_after is not null;
  end if;
  moved := set_device_occupancies(array(select id from device_assignments where booking_id = new.id and released_at is null));
  perform note_device_move('MOVED', null, a.device_id, a.request_id, a.id, a.rental_id) from device_assignments a where a.id = any (moved);
  perform set_device_demands(array(select id from device_requests where booking_id = new.id));
  return null;
end $$;
create trigger move_devices_along after insert or update on bookings for each row execute function move_devices_along();

-- Before: the foreign keys would refuse the delete otherwise. Requests and rentals go with the booking.
create function give_devices_back() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if not exists (select from device_requests where booking_id = old.id) then
    return old;
  end if;
  perform need_newest_rows();
  perform lock_in_order(array[old.id], '{}');
  if exists (select from device_assignments where booking_id = old.id and handed_out_at is not null and returned_at is null) then
    raise exception using errcode = 'restrict_violation', constraint = 'bookings_with_devices_out_stay',
      message = 'this violates constraint "bookings_with_devices_out_stay": devices of this booking are out';
  end if;
  delete from device_occupancies where assignment_id in (select id from device_assignments where booking_id = old.id);
  delete from device_assignments where booking_id = old.id;
  return old;
end $$;
create trigger give_devices_back before delete on bookings for each row execute function give_devices_back();

-- 7. Rentals.
create function keep_rental() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if tg_op = 'UPDATE' and (new.id, new.tenant_id, new.booking_id) is distinct from (old.id, old.tenant_id, old.booking_id) then
    raise exception using errcode = 'check_violation', constraint = 'rental_keeps_its_booking', message = 'a rental stays with its booking';
  end if;
  perform need_newest_rows();
  perform lock_in_order(array[new.booking_id], '{}');
  new.version := case when tg_op = 'INSERT' then 1 when new is distinct from old then old.version + 1 else old.version end;
  return new;
end $$;
create trigger keep_rental before insert or update on rentals for each row execute function keep_rental();

create function keep_rental_days() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare moved uuid[];
begin
  if tg_op = 'UPDATE' and old.version = new.version then
    return null; -- nothing changed
  end if;
  if tg_op = 'INSERT' or old.due_on <> new.due_on then
    moved := set_device_occupancies(array(select id from device_assignments where rental_id = new.id and released_at is null));
    perform note_device_move('MOVED', null, a.device_id, a.request_id, a.id, a.rental_id) from device_assignments a where a.id = any (moved);
    perform set_device_demands(array(select id from device_requests where booking_id = new.booking_id));
  end if;
  perform note_device_move('RENTED', null, rental => new.id);
  perform note_device_event('rental_changed', new.tenant_id, new.id, new.version, new.booking_id);
  return null;
end $$;
create trigger keep_rental_days after insert or update on rentals for each row execute function keep_rental_days();

-- 8. Downtimes.
create function keep_downtime() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if tg_op = 'UPDATE' and (new.id, new.device_id, new.starts_at, new.made_at) is distinct from (old.id, old.device_id, old.starts_at, old.made_at) then
    raise exception using errcode = 'check_violation', constraint = 'downtime_keeps_its_beginning', message = 'a downtime keeps its device and its beginning';
  end if;
  perform need_newest_rows();
  perform lock_in_order('{}', '{}', array[new.device_id]);
  new.version := case when tg_op = 'INSERT' then 1 when new is distinct from old then old.version + 1 else old.version end;
  new.made_by := case when tg_op = 'INSERT' then coalesce(new.made_by, current_actor()) else old.made_by end;
  new.ended_by := case when new.ended_at is not null then coalesce(new.ended_by, current_actor()) end;
  return new;
end $$;
create trigger keep_downtime before insert or update on device_downtimes for each row execute function keep_downtime();

create function keep_downtime_occupancies() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare
  ended_before timestamptz;
  ends constant timestamptz := least(new.expected_end, new.ended_at);
begin
  if tg_op = 'UPDATE' then
    if old.version = new.version then
      return null; -- nothing changed
    end if;
    ended_before := old.ended_at;
  end if;
  -- Whether it has begun is a question of the moment in which it is made, or goes on.
  if new.ended_at is null and (tg_op = 'INSERT' or ended_before is not null) and new.starts_at <= greatest(new.made_at, ended_before)
    and exists (select from device_assignments where device_id = new.device_id and handed_out_at is not null and returned_at is null) then
    raise exception using errcode = 'restrict_violation', constraint = 'no_downtime_in_a_hand',
      message = 'this violates constraint "no_downtime_in_a_hand": the device comes back first';
  end if;
  delete from device_occupancies where downtime_id = new.id;
  if ends is null or ends > new.starts_at then
    insert into device_occupancies (device_id, category_id, downtime_id, period)
    select new.device_id, d.category_id, new.id, tstzrange(new.starts_at, ends, '[)') from devices d where d.id = new.device_id;
  end if;
  update devices set version = version + 1 where id = new.device_id;
  perform note_device_move(case when tg_op = 'INSERT' then 'DOWNTIME_BEGAN' when ended_before is null and new.ended_at is not null then 'DOWNTIME_ENDED' else 'DOWNTIME_CHANGED' end::device_move_kind,
    case when tg_op = 'INSERT' then new.made_at when ended_before is null then new.ended_at end, new.device_id, downtime => new.id);
  return null;
end $$;
create trigger keep_downtime_occupancies after insert or update on device_downtimes for each row execute function keep_downtime_occupancies();

-- 9. Devices and categories.
create function keep_device_version() returns trigger language plpgsql set search_path = public, pg_temp as $$
begin
  if tg_op = 'INSERT' then
    new.version := 1;
    return new;
  end if;
  if new.id <> old.id then
    raise exception using errcode = 'check_violation', constraint = 'device_keeps_its_identity', message = 'a device keeps its id';
  end if;
  -- A write of the version alone counts as well: it says that the device was given, taken or put aside.
  new.version := old.version + case when new is distinct from old then 1 else 0 end;
  return new;
end $$;
create trigger keep_device_version before insert or update on devices for each row execute function keep_device_version();

create function keep_planned_device_active() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform need_newest_rows();
  perform lock_in_order('{}', '{}', array[new.id]);
  if exists (select from device_occupancies where device_id = new.id and assignment_id is not null and upper(period) > new.retired_at)
    or exists (select from device_assignments where device_id = new.id and handed_out_at is not null and returned_at is null) then
    raise exception using errcode = 'restrict_violation', constraint = 'planned_devices_stay_active',
      message = 'this violates constraint "planned_devices_stay_active": the device is planned or out';
  end if;
  return new;
end $$;
create trigger keep_planned_device_active before update of retired_at on devices
  for each row when (old.retired_at is null and new.retired_at is not null) execute function keep_planned_device_active();

create function tell_of_device() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if tg_op = 'UPDATE' and old.version = new.version then
    return null; -- nothing changed
  end if;
  if tg_op = 'UPDATE' and old.category_id <> new.category_id then
    update device_occupancies set category_id = new.category_id where device_id = new.id;
  end if;
  if tg_op = 'INSERT' then
    perform note_device_move('ADDED', null, new.id);
  elsif to_jsonb(old) - 'version' <> to_jsonb(new) - 'version' then
    perform note_device_move(case when old.retired_at is null and new.retired_at is not null then 'RETIRED'
      when old.retired_at is not null and new.retired_at is null then 'REACTIVATED' else 'CHANGED' end::device_move_kind,
      case when old.retired_at is null then new.retired_at end, new.id, serial_before => nullif(old.serial_number, new.serial_number));
  end if;
  perform note_device_event('device_changed', null, new.id, new.version, null);
  return null;
end $$;
create trigger tell_of_device after insert or update on devices for each row execute function tell_of_device();

-- A machine that is rented in is away from the day after its last one, so no plan outlives it.
create function keep_rented_in_device_away() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if tg_op = 'UPDATE' and old.goes_back_on is not null then
    -- What ends where it begins takes nothing.
    update device_downtimes set ended_at = starts_at where device_id = new.id and kind = 'AWAY' and starts_at = end_of_day(old.goes_back_on) and ended_at is null;
  end if;
  if new.goes_back_on is not null then
    insert into device_downtimes (device_id, kind, starts_at) values (new.id, 'AWAY', end_of_day(new.goes_back_on));
  end if;
  return null;
end $$;
create trigger keep_rented_in_device_away after insert on devices for each row when (new.goes_back_on is not null) execute function keep_rented_in_device_away();
create trigger keep_rented_in_device_away_later after update of goes_back_on on devices
  for each row when (old.goes_back_on is distinct from new.goes_back_on) execute function keep_rented_in_device_away();

create function keep_device_category() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if tg_op = 'INSERT' then
    new.version := 1;
    return new;
  end if;
  if new.kind <> old.kind and (exists (select from devices where category_id = old.id) or exists (select from device_requests where category_id = old.id)) then
    raise exception using errcode = 'restrict_violation', constraint = 'categories_in_use_keep_their_kind',
      message = 'this violates constraint "categories_in_use_keep_their_kind": it has devices, or somebody wants them';
  end if;
  new.version := old.version + case when new is distinct from old then 1 else 0 end;
  return new;
end $$;
create trigger keep_device_category before insert or update on device_categories for each row execute function keep_device_category();

-- 10. What was promised until now, and what nobody writes by hand from now on.
select set_device_demands(array(select id from device_requests));

create or replace function refuse_outside_writes() returns trigger language plpgsql set search_path = public, pg_temp as $$
begin
  raise exception using errcode = 'restrict_violation', constraint = 'physics_follows_from_bookings',
    message = format('this violates constraint "physics_follows_from_bookings": %s is kept by triggers', tg_table_name),
    hint = case tg_table_name when 'room_leaves' then 'Change room_parts instead.'
        when 'device_occupancies' then 'Change the assignment, the downtime or the booking instead.'
        when 'device_demands' then 'Change the device request or the booking instead.'
        when 'device_moves' then 'What happened stays written down.'
        else 'Change the booking or the closure instead.' end
      || format(' To mend what npm run verify found: alter table %s disable trigger refuse_outside_writes, and afterwards enable always trigger refuse_outside_writes.', tg_table_name);
end $$;
create trigger refuse_outside_writes before insert or update or delete or truncate on device_occupancies
  for each statement when (pg_trigger_depth() = 0) execute function refuse_outside_writes();
create trigger refuse_outside_writes before insert or update or delete or truncate on device_demands
  for each statement when (pg_trigger_depth() = 0) execute function refuse_outside_writes();
create trigger refuse_outside_writes before insert or update or delete or truncate on device_moves
  for each statement when (pg_trigger_depth() = 0) execute function refuse_outside_writes();

-- In place of the constraint's own trigger where a session has silenced it, as refuse_overlap for rooms.
create function refuse_device_overlap() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform need_newest_rows();
  if exists (select from device_occupancies o where o.device_id = new.device_id and o.period && new.period and o.id <> new.id) then
    raise exception using errcode = 'exclusion_violation', constraint = 'no_overlapping_device_assignments',
      message = 'conflicting key value violates exclusion constraint "no_overlapping_device_assignments"';
  end if;
  return null;
end $$;
create trigger refuse_device_overlap after insert or update on device_occupancies for each row execute function refuse_device_overlap();

-- Devices are retired, downtimes end, assignments are released or returned; what a booking took with it, only its deletion takes away.
create function refuse_delete() returns trigger language plpgsql set search_path = public, pg_temp as $$
begin
  raise exception using errcode = 'restrict_violation', constraint = 'devices_keep_their_history',
    message = format('this violates constraint "devices_keep_their_history": no row of %s is deleted', tg_table_name);
end $$;
create trigger refuse_delete before delete on devices for each statement when (pg_trigger_depth() = 0) execute function refuse_delete();
create trigger refuse_delete before delete on device_downtimes for each statement when (pg_trigger_depth() = 0) execute function refuse_delete();
create trigger refuse_delete before delete on device_assignments for each statement when (pg_trigger_depth() = 0) execute function refuse_delete();
create trigger refuse_delete before delete on rentals for each statement when (pg_trigger_depth() = 0) execute function refuse_delete();
create trigger refuse_truncate before truncate on devices execute function refuse_truncate();
create trigger refuse_truncate before truncate on device_requests execute function refuse_truncate();
create trigger refuse_truncate before truncate on rentals execute function refuse_truncate();
create trigger refuse_truncate before truncate on device_assignments execute function refuse_truncate();
create trigger refuse_truncate before truncate on device_downtimes execute function refuse_truncate();

-- No session switches these off.
do $$
declare guard record;
begin
  for guard in
    select tgrelid::regclass as guarded, tgname from pg_trigger
    where not tgisinternal and (tgrelid in ('device_categories'::regclass, 'devices'::regclass, 'device_requests'::regclass, 'rentals'::regclass, 'device_assignments'::regclass,
      'device_downtimes'::regclass, 'device_occupancies'::regclass, 'device_demands'::regclass, 'device_moves'::regclass)
      or tgrelid = 'bookings'::regclass and tgname in ('move_devices_along', 'give_devices_back'))
  loop
    execute format('alter table %s enable %s trigger %I', guard.guarded, case when guard.tgname = 'refuse_device_overlap' then 'replica' else 'always' end, guard.tgname);
  end loop;
end $$;

select keep_audit_of('devices', 'Device', ignored => '{version}', secret => '{office_account,anydesk_id}');
select keep_audit_of('device_requests', 'DeviceRequest', ignored => '{version}');
select keep_audit_of('rentals', 'Rental', ignored => '{version,sequence}');
select keep_audit_of('device_assignments', 'DeviceAssignment', ignored => '{version}');
select keep_audit_of('device_downtimes', 'DeviceDowntime', ignored => '{version}');

revoke execute on function set_device_occupancies(uuid[]), standing_on(uuid), set_device_demands(uuid[]), confirm_served_booking(uuid),
  note_device_move(device_move_kind, timestamptz, uuid, uuid, uuid, uuid, uuid, jsonb, text), note_device_event(text, uuid, uuid, integer, uuid),
  keep_device_request(), keep_devices_needed(), keep_device_assignment(), must_suit(device_assignments), must_be_handed_out_at(device_assignments, timestamptz),
  keep_device_occupancies(), move_devices_along(), give_devices_back(), keep_rental(), keep_rental_days(), keep_downtime(), keep_downtime_occupancies(),
  keep_planned_device_active(), tell_of_device(), keep_rented_in_device_away(), keep_device_category(), refuse_device_overlap(), refuse_delete(), refuse_outside_writes() from public;
