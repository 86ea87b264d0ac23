-- Why: how many devices can still be promised is one figure for everybody, whoever asks. What is late, and what a booking
-- or a request takes, stands in tables with row security; a function of the owner counts it and names nothing.
-- Locks: nothing that is in use.
-- Undo: drop the function.

-- A row for each category, for each kind, and one for any. Of a category: how many devices it has, how many of them nothing
-- takes at any moment of the window, and how many more (or fewer) are assigned, down and late from a moment on, as
-- [moment, assigned, down, late, moment, …]. Of all: what is wanted of exactly this, as [from, to, quantity, from, …].
-- Moments are in seconds, clipped to the window.
create function device_changes(window_from timestamptz, window_to timestamptz, moment timestamptz, without_booking uuid, without_request uuid)
returns table (category_id uuid, kind device_kind, total integer, pickable integer, changes json, wishes json)
language sql stable security definer set search_path = public, pg_temp set jit = off set plan_cache_mode = force_custom_plan set work_mem = '32MB' as $$
with fleet as materialized (
  select d.id, d.category_id from devices d
  -- A window that is over is looked at as it was.
  where d.retired_at is null or (window_to <= moment and d.retired_at >= window_to)
),
left_out as materialized (select a.id from device_assignments a where a.booking_id = without_booking),
-- How many begin and how many end at each moment, and which devices are taken at all, in one reading of the table. Of many, plain columns are compared faster
-- than ranges; a few are found by the index on ranges.
taken as materialized (
  select o.category_id, o.taken_from, o.taken_to, o.device_id, count(*) - count(o.downtime_id) as assigned, count(o.downtime_id) as down
  from device_occupancies o
  -- No plan lies ahead of a retired device, so only for its downtimes, and looking back, it must be left out.
  where ((window_to > moment and o.downtime_id is null) or o.device_id in (select id from fleet))
    and o.taken_from < window_to and o.taken_to > window_from and (window_to - window_from > interval '7 days' or o.period && tstzrange(window_from, window_to)) and (without_booking is null or o.assignment_id is null or o.assignment_id not in (select id from left_out))
  group by grouping sets ((o.category_id, o.taken_from), (o.category_id, o.taken_to), (o.category_id, o.device_id))
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
  ) o join fleet f on f.id = o.device_id
    cross join lateral unnest(o.spans - coalesce((
      select range_agg(t.period) from device_occupancies t where t.device_id = o.device_id and t.period && tstzrange(window_from, window_to)
        and (without_booking is null or t.assignment_id is null or t.assignment_id not in (select id from left_out))), '{}')) span
),
changed as (
  select category_id, greatest(taken_from, window_from) as at, assigned, down, 0 as late from taken where taken_from is not null
  union all
  select category_id, taken_to, -assigned, -down, 0 from taken where taken_to < window_to
  union all
  select category_id, late_from, 0, 0, 1 from late
  union all
  select category_id, late_to, 0, 0, -1 from late where late_to < window_to
),
changes as (
  select category_id, '[' || string_agg(extract(epoch from at) || ',' || assigned || ',' || down || ',' || late, ',') || ']' as list
  from changed group by 1
),
wishes as (
  select w.category_id, w.kind, '[' || string_agg(extract(epoch from greatest(lower(w.period), window_from)) || ',' || extract(epoch from least(upper(w.period), window_to)) || ',' || w.quantity, ',') || ']' as list
  from device_demands w
  where w.period && tstzrange(window_from, window_to) and (without_request is null or w.request_id <> without_request)
    and (without_booking is null or w.request_id not in (select q.id from device_requests q where q.booking_id = without_booking))
  group by 1, 2
),
owned as (select f.category_id, count(*)::integer as devices from fleet f group by 1),
busy as (
  select any_time.category_id, count(*)::integer as devices
  from (select t.category_id, t.device_id from taken t where t.device_id is not null union select l.category_id, l.device_id from late l) any_time group by 1
)
select c.id, c.kind, coalesce(o.devices, 0), coalesce(o.devices, 0) - coalesce(y.devices, 0), coalesce(h.list, '[]')::json, coalesce(w.list, '[]')::json
from device_categories c left join owned o on o.category_id = c.id left join busy y on y.category_id = c.id left join changes h on h.category_id = c.id left join wishes w on w.category_id = c.id
union all
select null, k.kind, 0, 0, '[]', coalesce(w.list, '[]')::json
from (select unnest(enum_range(null::device_kind)) union all select null) k (kind) left join wishes w on w.category_id is null and w.kind is not distinct from k.kind
$$;
revoke execute on function device_changes(timestamptz, timestamptz, timestamptz, uuid, uuid) from public;
grant execute on function device_changes(timestamptz, timestamptz, timestamptz, uuid, uuid) to colab_app;
