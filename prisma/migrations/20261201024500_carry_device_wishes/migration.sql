-- Why: what a booking wants in detail, several requests or one for a category, is changed in one act: one version, one line of
-- its history, one notice, one undo. So its row carries the list of its requests, which stay the truth; the number of devices
-- and the preference are the sum of the list. Whoever writes a request writes the list along, and whoever writes the list or
-- the two columns writes the requests along.
-- Locks: bookings, for as long as each is rewritten once; a million bookings take about a minute.
-- Undo: make keep_devices_needed, move_devices_along, told_facts, devices_wanted, told_to_placers and tell_of_changed_bookings again as they were,
-- the trigger record_change of bookings as well, and drop the functions, the trigger and the column that are made here.

create function device_wishes_of(booking uuid) returns jsonb language sql stable security definer set search_path = public, pg_temp as $$
  select coalesce(jsonb_agg(jsonb_build_object('id', id, 'kind', kind, 'categoryId', category_id, 'quantity', quantity, 'note', note) order by id), '[]')
  from device_requests where booking_id = booking and withdrawn_at is null
$$;

-- Computed by rewriting the table, not by an update: no trigger runs, so no booking gets a new version, an event or a notice.
alter table bookings add column device_wishes jsonb;
alter table bookings alter column device_wishes type jsonb using device_wishes_of(id);
alter table bookings alter column device_wishes set default '[]', alter column device_wishes set not null;
comment on column bookings.device_wishes is 'Its device requests that are not withdrawn: id, kind or categoryId or neither, quantity, note. Kept equal to device_requests by triggers.';

-- Sorts before keep_booking_version, which compares the whole row. The list counts where it changes, else the two columns.
create function add_up_device_wishes() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare
  wanted_kind constant device_kind := case new.device_type_preference when 'LAPTOPS' then 'LAPTOP' when 'DESKTOPS' then 'DESKTOP' end;
  listed jsonb := '[]';
  preference device_type_preference;
begin
  if tg_op = 'UPDATE' then listed := old.device_wishes; end if;
  if new.device_wishes = listed then
    if tg_op = 'UPDATE' and (new.devices_needed, new.device_type_preference) is not distinct from (old.devices_needed, old.device_type_preference) then
      return new;
    end if;
    if new.devices_needed <= 0 and listed = '[]' then
      return new; -- nothing is wanted, and what somebody would rather have stays as it is
    end if;
    if jsonb_array_length(listed) > 1 or listed -> 0 ->> 'categoryId' is not null then
      raise exception using errcode = 'check_violation', constraint = 'devices_are_requested_in_detail',
        message = 'this violates constraint "devices_are_requested_in_detail": change the device requests instead';
    end if;
    new.device_wishes := case when new.devices_needed = 0 then '[]' else jsonb_build_array(
      coalesce(listed -> 0, jsonb_build_object('id', gen_random_uuid(), 'categoryId', null, 'note', null))
      || jsonb_build_object('kind', wanted_kind, 'quantity', new.devices_needed)) end;
    return new;
  end if;

  select coalesce(sum(w.quantity), 0), case when bool_and(coalesce(coalesce(w.kind, c.kind) = 'LAPTOP', false)) then 'LAPTOPS'
      when bool_and(coalesce(coalesce(w.kind, c.kind) = 'DESKTOP', false)) then 'DESKTOPS' else 'ANY' end,
    coalesce(jsonb_agg(jsonb_build_object('id', w.id, 'kind', w.kind, 'categoryId', w."categoryId", 'quantity', w.quantity, 'note', w.note) order by w.id), '[]')
  into new.devices_needed, preference, new.device_wishes
  from (select coalesce(r.id, gen_random_uuid()) as id, r.kind, r."categoryId", r.quantity, r.note
    from jsonb_to_recordset(new.device_wishes) r (id uuid, kind device_kind, "categoryId" uuid, quantity integer, note text)) w
  left join device_categories c on c.id = w."categoryId";
  if new.devices_needed > 0 then new.device_type_preference := preference; end if;
  return new;
end $$;
create trigger add_up_device_wishes before insert or update on bookings for each row execute function add_up_device_wishes();
alter table bookings enable always trigger add_up_device_wishes;

-- In one statement, so that its triggers see the list as a whole; in this order, as one wish may leave what another one takes.
create function write_device_requests(b bookings) returns void language plpgsql security definer set search_path = public, pg_temp as $$
begin
  with wishes as (select * from jsonb_to_recordset(b.device_wishes) w (id uuid, kind device_kind, "categoryId" uuid, quantity integer, note text)),
  dropped as (
    select q.id, exists (select from device_assignments a where a.request_id = q.id) as was_served
    from device_requests q where q.booking_id = b.id and q.withdrawn_at is null and q.id not in (select w.id from wishes w)
  ),
  gone as (delete from device_requests q using dropped d where q.id = d.id and not d.was_served returning q.id),
  withdrawn as (update device_requests q set withdrawn_at = b.updated_at from dropped d where q.id = d.id and d.was_served returning q.id),
  changed as (
    update device_requests q set kind = w.kind, category_id = w."categoryId", quantity = w.quantity, note = w.note, withdrawn_at = null
    from wishes w where q.id = w.id and q.booking_id = b.id
      and (q.kind, q.category_id, q.quantity, q.note, q.withdrawn_at) is distinct from (w.kind, w."categoryId", w.quantity, w.note, null)
      and (select count(*) from gone) + (select count(*) from withdrawn) >= 0
    returning q.id
  )
  insert into device_requests (id, tenant_id, booking_id, kind, category_id, quantity, note)
  select w.id, b.tenant_id, b.id, w.kind, w."categoryId", w.quantity, w.note from wishes w
  where (select count(*) from gone) + (select count(*) from withdrawn) + (select count(*) from changed) >= 0
    and not exists (select from device_requests q where q.id = w.id and q.booking_id = b.id);
end $$;

create or replace function keep_devices_needed() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare
  was device_requests; -- all null for an insert
  is_now device_requests; -- all null for a delete
  booking uuid;
  standing integer;
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
    update bookings b set device_wishes = w.list from (select device_wishes_of(booking) as list) w where b.id = booking and b.device_wishes <> w.list;
    -- Of all of them: several may change at once, and nothing is confirmed while one of them is open.
    perform set_device_demands(array(select id from device_requests where booking_id = booking order by id));
    perform note_device_move('WISHED', is_now.withdrawn_at, request => coalesce(is_now.id, was.id),
      wish_before => case when was.id is not null then jsonb_build_object('kind', was.kind, 'categoryId', was.category_id, 'quantity', was.quantity, 'note', was.note,
        'withdrawnAt', was.withdrawn_at) end);
    perform confirm_served_booking(booking);
  end if;
  perform note_device_event('device_request_changed', coalesce(is_now.tenant_id, was.tenant_id), coalesce(is_now.id, was.id), coalesce(is_now.version, was.version + 1), booking);
  return null;
end $$;

create or replace function move_devices_along() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare
  open_statuses constant booking_status[] := '{PENDING,ROOM_ASSIGNED,CONFIRMED}';
  ended_statuses constant booking_status[] := '{REJECTED,CANCELLED}';
  moved uuid[];
begin
  if tg_op = 'INSERT' then
    if new.device_wishes <> '[]' then perform write_device_requests(new); end if;
    return null;
  end if;
  if old.version = new.version then
    return null; -- nothing changed
  end if;

  -- What a request has just written into the list says the same as the requests do.
  if old.device_wishes <> new.device_wishes and new.device_wishes <> device_wishes_of(new.id) then
    -- The first change of a transaction says how it was before, and a confirmation that follows from this is the second.
    insert into changed_bookings (booking_id, before) values (new.id, told_facts(old)) on conflict do nothing;
    perform write_device_requests(new);
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

-- Of notes, which may name a client, nobody is told; of models only that they differ.
create or replace function told_facts(b bookings) returns jsonb language sql stable as $$
  select jsonb_build_object('status', b.status, 'startsAt', b.starts_at, 'endsAt', b.ends_at, 'roomId', b.room_id, 'requestedRoomId', b.requested_room_id,
    'numLearners', b.num_learners, 'numFacilitators', b.num_facilitators, 'coffeeTeaStation', b.coffee_tea_station, 'morningCatering', b.morning_catering,
    'lunchCatering', b.lunch_catering, 'cateringNotes', md5(b.catering_notes), 'stationeryNeeded', b.stationery_needed, 'waterBottles', b.water_bottles,
    'devicesNeeded', b.devices_needed, 'deviceTypePreference', b.device_type_preference, 'requesterId', b.requester_id,
    'deviceWishes', (select md5(jsonb_agg(w - '{id,note}'::text[] order by w - '{id,note}'::text[])::text) from jsonb_array_elements(b.device_wishes) w))
$$;
create or replace function devices_wanted(facts jsonb) returns jsonb language sql stable as $$
  select case when facts->>'status' in ('PENDING', 'ROOM_ASSIGNED', 'CONFIRMED') and (facts->>'devicesNeeded')::int > 0 then
    jsonb_build_array(facts->'devicesNeeded', facts->'deviceTypePreference', facts->'startsAt', facts->'endsAt', facts->'deviceWishes') end
$$;
create or replace function told_to_placers(was jsonb, is_now jsonb) returns notification_type language sql stable as $$
  select case
    when is_now->>'status' <> 'PENDING' then null
    when was->>'status' is distinct from 'PENDING' then 'BOOKING_PENDING'
    when was - '{devicesNeeded,deviceTypePreference,deviceWishes,requesterId}'::text[] <> is_now - '{devicesNeeded,deviceTypePreference,deviceWishes,requesterId}'::text[] then 'BOOKING_CHANGED'
  end::notification_type
$$;

-- Requests stand in the audit trail themselves.
drop trigger record_change on bookings;
select keep_audit_of('bookings', 'Booking', ignored => '{device_wishes}');

revoke execute on function device_wishes_of(uuid), add_up_device_wishes(), write_device_requests(bookings) from public;
