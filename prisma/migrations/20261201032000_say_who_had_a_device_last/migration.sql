-- Why: whoever picks a device from a shelf wants to see who had it last, for a hundred rows at once.
-- Locks: nothing that is in use.
-- Undo: drop the function, and make it again as in 20261201010000_say_what_devices_do.

drop function device_states(uuid[], timestamptz);
-- The first that holds is the status: retired, in a hand, in a downtime that has begun, planned for a booking that runs.
-- `used_until` is the end of its last plan that has begun, whether anybody scanned it or not; what is in a hand is in use.
create function device_states(device_ids uuid[], moment timestamptz)
returns table (device_id uuid, status device_status, late boolean, used_until timestamptz, current_id uuid, next_id uuid, downtime_id uuid, last_id uuid)
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
    (array_agg(o.assignment_id order by o.taken_from) filter (where o.taken_from > moment))[1] as next,
    (array_agg(o.assignment_id order by o.taken_from desc) filter (where o.taken_from <= moment))[1] as last
  from wanted w join device_occupancies o on o.device_id = w.id where o.assignment_id is not null group by 1
)
select w.id,
  case when w.retired_at is not null then 'RETIRED'
    when h.id is not null then case when h.rental_id is not null then 'OFFSITE' else 'ASSIGNED' end
    when t.id is not null then 'MAINTENANCE' when u.running is not null then 'ASSIGNED' else 'AVAILABLE' end::device_status,
  coalesce(h.due <= moment, false) or coalesce(t.late, false),
  case when h.id is not null then greatest(u.used_until, moment) else u.used_until end,
  coalesce(h.id, u.running), u.next, t.id, coalesce(h.id, u.last)
from wanted w left join hand h on h.device_id = w.id left join down t on t.device_id = w.id left join use u on u.device_id = w.id
$$;

revoke execute on function device_states(uuid[], timestamptz) from public;
grant execute on function device_states(uuid[], timestamptz) to colab_app;
