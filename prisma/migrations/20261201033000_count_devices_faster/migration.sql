-- Why: over a month with 100,000 assignments the count took 130 ms, nearly all of it to group as many rows three times by keys
-- of 16 bytes. What begins and what ends is read from indexes that have it in order, whether a device is taken at all is one look
-- into a third, and both are asked at one time.
-- Locks: device_occupancies, while its indexes are built.
-- Undo: drop the three indexes and device_totals, make device_occupancies_category_id_idx again, and device_changes as in 20261130120200_count_devices.

create index device_occupancies_by_start on device_occupancies (category_id, taken_from);
create index device_occupancies_by_end on device_occupancies (category_id, taken_to);
create index device_occupancies_by_device on device_occupancies (device_id, taken_to, taken_from);
-- The first of these serves what it served.
drop index device_occupancies_category_id_idx;

-- A row for each category, for each kind, and one for any. Of a category: how many more (or fewer) of its devices are assigned,
-- down and late from a moment on, as [moment, assigned, down, late, moment, …]. Of all: what is wanted of exactly this, as
-- [from, to, quantity, from, …]. Moments are in seconds, clipped to the window.
drop function device_changes(timestamptz, timestamptz, timestamptz, uuid, uuid);
create function device_changes(window_from timestamptz, window_to timestamptz, moment timestamptz, without_booking uuid, without_request uuid)
returns table (category_id uuid, kind device_kind, changes json, wishes json)
language sql stable security definer set search_path = public, pg_temp set jit = off set plan_cache_mode = force_custom_plan set work_mem = '32MB' as $$
with fleet as materialized (
  select d.id, d.category_id from devices d
  -- A window that is over is looked at as it was.
  where d.retired_at is null or (window_to <= moment and d.retired_at >= window_to)
),
left_out as materialized (select a.id from device_assignments a where a.booking_id = without_booking),
-- A few are found by the index on ranges, and counted in one reading: how many begin and how many end at each moment.
taken as materialized (
  select o.category_id, o.taken_from, o.taken_to, count(*) - count(o.downtime_id) as assigned, count(o.downtime_id) as down
  from device_occupancies o
  -- No plan lies ahead of a retired device, so only for its downtimes, and looking back, it must be left out.
  where (window_to <= moment or window_to - window_from <= interval '7 days')
    and ((window_to > moment and o.downtime_id is null) or o.device_id in (select id from fleet))
    and o.period && tstzrange(window_from, window_to) and (without_booking is null or o.assignment_id is null or o.assignment_id not in (select id from left_out))
  group by grouping sets ((o.category_id, o.taken_from), (o.category_id, o.taken_to))
),
-- Of many, what begins and what ends stands in two indexes in the order in which it is counted; all of it as assigned.
begun as materialized (
  select c.id as category_id, o.at, o.devices
  from device_categories c cross join lateral (
    select taken_from as at, count(*) as devices from device_occupancies
    where category_id = c.id and taken_from >= window_from and taken_from < window_to group by 1
  ) o where window_to > moment and window_to - window_from > interval '7 days'
  union all
  select category_id, window_from, count(*) from device_occupancies
  where window_to > moment and window_to - window_from > interval '7 days' and period @> window_from and taken_from < window_from group by 1
),
ended as materialized (
  select c.id as category_id, o.at, o.devices
  from device_categories c cross join lateral (
    select taken_to as at, count(*) as devices from device_occupancies
    where category_id = c.id and taken_to > window_from and taken_to < window_to group by 1
  ) o where window_to > moment and window_to - window_from > interval '7 days'
),
-- What was counted there and is not assigned: downtimes, and what is left out.
otherwise as materialized (
  select o.category_id, greatest(o.taken_from, window_from) as taken_from, o.taken_to, (d.retired_at is null)::integer as down
  from device_occupancies o join devices d on d.id = o.device_id
  where window_to > moment and window_to - window_from > interval '7 days' and o.downtime_id is not null and o.taken_from < window_to and o.taken_to > window_from
  union all
  select o.category_id, greatest(o.taken_from, window_from), o.taken_to, 0
  from device_occupancies o join left_out a on a.id = o.assignment_id
  where window_to > moment and window_to - window_from > interval '7 days' and o.taken_from < window_to and o.taken_to > window_from
),
-- Off-site and in a downtime nobody knows until when; in the house it is collected today.
overdue as (
  select a.device_id, due.at as late_from, case when a.rental_id is not null then 'infinity' else end_of_day((moment at time zone facility_zone())::date) end as late_to
  from device_assignments a join bookings b on b.id = a.booking_id left join rentals r on r.id = a.rental_id
    cross join lateral (select assignment_due(a, b.ends_at, r.due_on) as at) due
  where a.handed_out_at is not null and a.returned_at is null and due.at <= moment and (without_booking is null or a.booking_id <> without_booking)
  union all
  select t.device_id, t.expected_end, 'infinity' from device_downtimes t where t.ended_at is null and t.expected_end <= moment
  union all
  select a.device_id, due.at, a.returned_at
  from device_assignments a join bookings b on b.id = a.booking_id left join rentals r on r.id = a.rental_id
    cross join lateral (select assignment_due(a, b.ends_at, r.due_on) as at) due
  where window_to <= moment and a.returned_at > window_from and due.at < a.returned_at and (without_booking is null or a.booking_id <> without_booking)
  union all
  select t.device_id, t.expected_end, t.ended_at from device_downtimes t where window_to <= moment and t.ended_at > window_from and t.expected_end < t.ended_at
),
late as materialized (
  select f.category_id, o.device_id, lower(span) as late_from, upper(span) as late_to
  from (
    select device_id, range_agg(tstzrange(greatest(late_from, window_from), least(late_to, window_to), '[)')) as spans
    from overdue where late_from < window_to and late_to > window_from group by device_id
  ) o join devices f on f.id = o.device_id and (f.retired_at is null or (window_to <= moment and f.retired_at >= window_to))
    cross join lateral unnest(o.spans - coalesce((
      select range_agg(t.period) from device_occupancies t where t.device_id = o.device_id and t.period && tstzrange(window_from, window_to)
        and (without_booking is null or t.assignment_id is null or t.assignment_id not in (select id from left_out))), '{}')) span
),
changed as (
  select category_id, greatest(taken_from, window_from) as at, assigned, down, 0 as late from taken where taken_from is not null
  union all
  select category_id, taken_to, -assigned, -down, 0 from taken where taken_to < window_to
  union all
  select category_id, at, devices, 0, 0 from begun
  union all
  select category_id, at, -devices, 0, 0 from ended
  union all
  select category_id, taken_from, -1, down, 0 from otherwise
  union all
  select category_id, taken_to, 1, -down, 0 from otherwise where taken_to < window_to
  union all
  select category_id, late_from, 0, 0, 1 from late
  union all
  select category_id, late_to, 0, 0, -1 from late where late_to < window_to
),
changes as (
  select category_id, '[' || string_agg(date_part('epoch', at) || ',' || assigned || ',' || down || ',' || late, ',') || ']' as list
  from changed group by 1
),
wishes as (
  select w.category_id, w.kind, '[' || string_agg(date_part('epoch', greatest(lower(w.period), window_from)) || ',' || date_part('epoch', least(upper(w.period), window_to)) || ',' || w.quantity, ',') || ']' as list
  from device_demands w
  where w.period && tstzrange(window_from, window_to) and (without_request is null or w.request_id <> without_request)
    and (without_booking is null or w.request_id not in (select q.id from device_requests q where q.booking_id = without_booking))
  group by 1, 2
)
select c.id, c.kind, coalesce(h.list, '[]')::json, coalesce(w.list, '[]')::json
from device_categories c left join changes h on h.category_id = c.id left join wishes w on w.category_id = c.id
union all
select null, k.kind, '[]', coalesce(w.list, '[]')::json
from (select unnest(enum_range(null::device_kind)) union all select null) k (kind) left join wishes w on w.category_id is null and w.kind is not distinct from k.kind
$$;

-- How many devices each category has, and how many of them nothing takes at any moment of the window.
create function device_totals(window_from timestamptz, window_to timestamptz, moment timestamptz, without_booking uuid)
returns table (category_id uuid, total integer, pickable integer)
language sql stable security definer set search_path = public, pg_temp set jit = off set plan_cache_mode = force_custom_plan as $$
with fleet as materialized (
  select d.id, d.category_id from devices d where d.retired_at is null or (window_to <= moment and d.retired_at >= window_to)
),
left_out as materialized (select a.id from device_assignments a where a.booking_id = without_booking),
overdue as (
  select a.device_id, due.at as late_from, case when a.rental_id is not null then 'infinity' else end_of_day((moment at time zone facility_zone())::date) end as late_to
  from device_assignments a join bookings b on b.id = a.booking_id left join rentals r on r.id = a.rental_id
    cross join lateral (select assignment_due(a, b.ends_at, r.due_on) as at) due
  where a.handed_out_at is not null and a.returned_at is null and due.at <= moment and (without_booking is null or a.booking_id <> without_booking)
  union all
  select t.device_id, t.expected_end, 'infinity' from device_downtimes t where t.ended_at is null and t.expected_end <= moment
  union all
  select a.device_id, due.at, a.returned_at
  from device_assignments a join bookings b on b.id = a.booking_id left join rentals r on r.id = a.rental_id
    cross join lateral (select assignment_due(a, b.ends_at, r.due_on) as at) due
  where window_to <= moment and a.returned_at > window_from and due.at < a.returned_at and (without_booking is null or a.booking_id <> without_booking)
  union all
  select t.device_id, t.expected_end, t.ended_at from device_downtimes t where window_to <= moment and t.ended_at > window_from and t.expected_end < t.ended_at
),
late as materialized (select device_id from overdue where late_from < window_to and late_to > window_from),
taken as materialized (
  select o.device_id from device_occupancies o
  where (window_to <= moment or window_to - window_from <= interval '7 days') and o.period && tstzrange(window_from, window_to)
    and (without_booking is null or o.assignment_id is null or o.assignment_id not in (select id from left_out))
  union all
  select f.id
  from fleet f cross join lateral (
    -- What takes a device never overlaps: what ends first begins first. In the order of the index that has both; the one on
    -- ranges takes five times as long.
    select o.taken_from from device_occupancies o where o.device_id = f.id and o.taken_to > window_from
      and (without_booking is null or o.assignment_id is null or o.assignment_id not in (select id from left_out))
    order by o.device_id, o.taken_to limit 1) next
  where window_to > moment and window_to - window_from > interval '7 days' and next.taken_from < window_to
)
select c.id, count(f.id)::integer, (count(f.id) filter (where f.id not in (select device_id from taken) and f.id not in (select device_id from late)))::integer
from device_categories c left join fleet f on f.category_id = c.id group by 1
$$;
revoke execute on function device_changes(timestamptz, timestamptz, timestamptz, uuid, uuid), device_totals(timestamptz, timestamptz, timestamptz, uuid) from public;
grant execute on function device_changes(timestamptz, timestamptz, timestamptz, uuid, uuid), device_totals(timestamptz, timestamptz, timestamptz, uuid) to colab_app;
