-- Why: what a device does, since when it lies idle and which ones nothing takes follows from assignments of all divisions,
-- and is one answer whoever asks: functions of the owner say it and name no client. Who lends a device over the counter
-- needs a right of its own, since they may make no other bookings.
-- Locks: devices and bookings, while an index of each is built; that of bookings holds only those that want devices.
-- Undo: drop the functions and the indexes, and delete the rows of role_permissions with 'device:lend'.

insert into role_permissions (role_name, permission) values ('it_staff', 'device:lend'), ('it_boss', 'device:lend'), ('it_rental_admin', 'device:lend');

-- Serial numbers as people count them: X2 before X10.
create function serial_order(serial text) returns text language sql immutable parallel safe as $$
  select coalesce(string_agg(coalesce(part[1], lpad(part[2], greatest(length(part[2]), 30), '0')), '' order by place), '') collate "C"
  from regexp_matches(public.device_code(serial), '(\D+)|(\d+)', 'g') with ordinality parts (part, place)
$$;
create index devices_in_serial_order on devices (serial_order(serial_number), id);

-- The first that holds is the status: retired, in a hand, in a downtime that has begun, planned for a booking that runs.
-- `used_until` is the end of its last plan that has begun, whether anybody scanned it or not; what is in a hand is in use.
create function device_states(device_ids uuid[], moment timestamptz)
returns table (device_id uuid, status device_status, late boolean, used_until timestamptz, current_id uuid, next_id uuid, downtime_id uuid)
language sql stable security definer set search_path = public, pg_temp set jit = off set plan_cache_mode = force_custom_plan as $$
with wanted as materialized (select d.id, d.retired_at from devices d where d.id = any (device_ids)),
hand as materialized (
  select a.device_id, a.id, a.rental_id, assignment_due(a, b.ends_at, r.due_on) as due
  from device_assignments a join bookings b on b.id = a.booking_id left join rentals r on r.id = a.rental_id
  where a.device_id = any (device_ids) and a.handed_out_at is not null and a.returned_at is null
),
down as materialized (
  -- Of several, the one that ends last.
  select distinct on (t.device_id) t.device_id, t.id, t.ended_at is null and t.expected_end <= moment as late
  from device_downtimes t where t.device_id = any (device_ids) and t.starts_at <= moment and coalesce(t.ended_at > moment, true)
  order by t.device_id, t.expected_end desc nulls first
),
use as materialized (
  select o.device_id, max(o.taken_to) filter (where o.taken_from <= moment) as used_until,
    min(o.assignment_id::text) filter (where o.taken_from <= moment and o.taken_to > moment)::uuid as running,
    (array_agg(o.assignment_id order by o.taken_from) filter (where o.taken_from > moment))[1] as next
  from wanted w join device_occupancies o on o.device_id = w.id where o.assignment_id is not null group by 1
)
select w.id,
  case when w.retired_at is not null then 'RETIRED'
    when h.id is not null then case when h.rental_id is not null then 'OFFSITE' else 'ASSIGNED' end
    when t.id is not null then 'MAINTENANCE' when u.running is not null then 'ASSIGNED' else 'AVAILABLE' end::device_status,
  coalesce(h.due <= moment, false) or coalesce(t.late, false),
  case when h.id is not null then greatest(u.used_until, moment) else u.used_until end,
  coalesce(h.id, u.running), u.next, t.id
from wanted w left join hand h on h.device_id = w.id left join down t on t.device_id = w.id left join use u on u.device_id = w.id
$$;

-- Devices of a wish that nothing takes at any moment of a window, of one that has begun of what is still to come. What is
-- late is not there: off-site or in a downtime nobody knows until when, in the house until it is collected today.
create function pickable_devices(window_from timestamptz, window_to timestamptz, moment timestamptz, wanted_kind device_kind, wanted_category uuid)
returns table (device_id uuid, category_id uuid)
language sql stable security definer set search_path = public, pg_temp set jit = off set plan_cache_mode = force_custom_plan as $$
with late as materialized (
  select a.device_id from device_assignments a join bookings b on b.id = a.booking_id left join rentals r on r.id = a.rental_id
  where a.handed_out_at is not null and a.returned_at is null and assignment_due(a, b.ends_at, r.due_on) <= moment
    and (a.rental_id is not null or window_from < end_of_day((moment at time zone facility_zone())::date))
  union all
  select t.device_id from device_downtimes t where t.ended_at is null and t.expected_end <= moment
)
select d.id, d.category_id
from devices d join device_categories c on c.id = d.category_id
where window_to > moment and d.retired_at is null and coalesce(c.kind = wanted_kind, true) and coalesce(c.id = wanted_category, true)
  and not exists (select from device_occupancies o where o.device_id = d.id and o.period && tstzrange(greatest(window_from, moment), window_to))
  and d.id not in (select device_id from late)
$$;

-- What the client of a booking had last: the devices of the latest booking with devices, of the same division, that began before.
-- Names are compared as in a search. Definer: row security would keep the index from serving; only visible divisions are answered for.
create index bookings_with_devices_by_client on bookings (tenant_id, search_text(client_name), starts_at) where devices_needed > 0;
create function last_devices_of_client(booking uuid) returns setof uuid
language sql stable security definer set search_path = public, pg_temp as $$
  select a.device_id from device_assignments a
  where a.released_at is null and a.booking_id = (
    select earlier.id from bookings b join bookings earlier on earlier.tenant_id = b.tenant_id
      and search_text(earlier.client_name) = search_text(b.client_name) and earlier.starts_at < b.starts_at and earlier.devices_needed > 0
    where b.id = booking and b.tenant_id = any ((select current_tenants())::uuid[])
      and exists (select from device_assignments had where had.booking_id = earlier.id and had.released_at is null)
    order by earlier.starts_at desc, earlier.id limit 1)
$$;

revoke execute on function last_devices_of_client(uuid), device_states(uuid[], timestamptz), pickable_devices(timestamptz, timestamptz, timestamptz, device_kind, uuid) from public;
grant execute on function last_devices_of_client(uuid), device_states(uuid[], timestamptz), pickable_devices(timestamptz, timestamptz, timestamptz, device_kind, uuid) to colab_app;
