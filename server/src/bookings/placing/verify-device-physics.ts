import { describeBooking, describePeriod } from './physics-words.ts';

export type DeviceDifferenceKind =
  | 'device_occupancy_missing'
  | 'device_occupancy_extra'
  | 'devices_overlap'
  | 'occupancy_of_another_category'
  | 'demand_missing'
  | 'demand_extra'
  | 'more_than_requested'
  | 'devices_needed_differ'
  | 'device_wishes_differ';

/** 00:00 after a day, in the facility's zone. */
function endOfDay(day: string) {
  return `(((${day})::date + 1)::timestamp at time zone coalesce((select z.name from facility_settings f join pg_timezone_names z on z.name = f.time_zone), 'Africa/Johannesburg'))`;
}
const wishedReturn = `case when pg_input_is_valid(b.off_site ->> 'returnOn', 'date') then b.off_site ->> 'returnOn' end`;

/** What should be in device_occupancies, and what is. */
const bothSides = `with bounds as (
    select a.id, a.device_id, b.id as booking_id,
      least(greatest(b.starts_at, a.not_before), a.handed_out_at) as taken_from,
      least(greatest(b.ends_at, ${endOfDay('r.due_on')}), a.not_after, a.returned_at) as taken_to
    from device_assignments a join bookings b on b.id = a.booking_id left join rentals r on r.id = a.rental_id
    where a.released_at is null and (a.handed_out_at is not null or b.status not in ('REJECTED', 'CANCELLED'))
    union all
    select id, device_id, null, starts_at, least(coalesce(expected_end, 'infinity'), coalesce(ended_at, 'infinity')) from device_downtimes
  ),
  ought as (select id as taken_by, device_id, tstzrange(taken_from, nullif(taken_to, 'infinity'), '[)') as period from bounds where taken_from < taken_to),
  stands as (select coalesce(assignment_id, downtime_id) as taken_by, device_id, period from device_occupancies),
  takers as (
    select a.id, ${describeBooking('b')} as words from device_assignments a join bookings b on b.id = a.booking_id
    union all
    select t.id, 'A downtime (' || t.kind || ')' from device_downtimes t
  )`;

/** What should be in device_demands, and what is. */
const bothDemands = `with ought as (
    select q.id as request_id, q.kind, q.category_id,
      q.quantity - (select count(*) from device_assignments a where a.request_id = q.id and a.released_at is null and a.taken_away_at is null)::int as quantity,
      tstzrange(b.starts_at, greatest(b.ends_at, ${endOfDay(`coalesce((select r.due_on from rentals r where r.booking_id = b.id order by r.sequence desc limit 1)::text, ${wishedReturn})`)}), '[)') as period
    from device_requests q join bookings b on b.id = q.booking_id
    where q.withdrawn_at is null and b.status in ('PENDING', 'ROOM_ASSIGNED', 'CONFIRMED')
  ),
  open as (select * from ought where quantity > 0),
  stands as (select request_id, kind, category_id, quantity, period from device_demands)`;

function describeDemand(demand: string) {
  return `${describeBooking('b')} || ' wants ' || ${demand}.quantity || ' ' || coalesce(c.name, ${demand}.kind::text, 'of any kind') || ' from ' || ${describePeriod(`${demand}.period`)}`;
}

/** Statements that find what differs, without any of the database's own functions. */
export const deviceChecks: Readonly<Record<DeviceDifferenceKind, string>> = {
  device_occupancy_missing: `${bothSides}
    select t.words || ' takes ' || d.serial_number || ' from ' || ${describePeriod('m.period')} || ', but no occupancy says so.' as words
    from (select * from ought except select * from stands) m join takers t on t.id = m.taken_by join devices d on d.id = m.device_id
    order by lower(m.period), d.serial_number`,
  device_occupancy_extra: `${bothSides}
    select d.serial_number || ' is occupied from ' || ${describePeriod('m.period')} || ' by ' || coalesce(t.words, m.taken_by::text) || ', which does not take it then.' as words
    from (select * from stands except select * from ought) m left join takers t on t.id = m.taken_by join devices d on d.id = m.device_id
    order by lower(m.period), d.serial_number`,
  devices_overlap: `
    select d.serial_number || ' is taken twice: from ' || ${describePeriod('o.period')} || ', and from ' || ${describePeriod('p.period')} || '.' as words
    from device_occupancies o join device_occupancies p on p.device_id = o.device_id and p.period && o.period and p.id > o.id join devices d on d.id = o.device_id
    order by lower(o.period), d.serial_number`,
  occupancy_of_another_category: `
    select d.serial_number || ' is a device of ' || c.name || ', and from ' || ${describePeriod('o.period')} || ' it is counted as another.' as words
    from device_occupancies o join devices d on d.id = o.device_id join device_categories c on c.id = d.category_id where o.category_id <> d.category_id
    order by lower(o.period), d.serial_number`,
  demand_missing: `${bothDemands}
    select ${describeDemand('m')} || ', but no demand says so.' as words
    from (select * from open except select * from stands) m join device_requests q on q.id = m.request_id join bookings b on b.id = q.booking_id
    left join device_categories c on c.id = m.category_id order by b.reference`,
  demand_extra: `${bothDemands}
    select 'A demand says that ' || ${describeDemand('m')} || ', which it does not.' as words
    from (select * from stands except select * from open) m join device_requests q on q.id = m.request_id join bookings b on b.id = q.booking_id
    left join device_categories c on c.id = m.category_id order by b.reference`,
  more_than_requested: `
    select ${describeBooking('b')} || ' was given ' || count(*) || ' devices on a request for ' || case when q.withdrawn_at is null then q.quantity else 0 end || '.' as words
    from device_assignments a join device_requests q on q.id = a.request_id join bookings b on b.id = q.booking_id
    where a.released_at is null and a.taken_away_at is null
    group by q.id, b.id having count(*) > case when q.withdrawn_at is null then q.quantity else 0 end order by b.reference`,
  devices_needed_differ: `
    select ${describeBooking('b')} || ' needs ' || b.devices_needed || ' devices (' || b.device_type_preference || '), but its requests say ' || s.needed || ' (' || s.preference || ').' as words
    from bookings b cross join lateral (
      select coalesce(sum(q.quantity), 0) as needed,
        case when count(*) filter (where coalesce(q.kind, c.kind) is distinct from 'LAPTOP') = 0 then 'LAPTOPS'
          when count(*) filter (where coalesce(q.kind, c.kind) is distinct from 'DESKTOP') = 0 then 'DESKTOPS' else 'ANY' end as preference
      from device_requests q left join device_categories c on c.id = q.category_id where q.booking_id = b.id and q.withdrawn_at is null) s
    where b.devices_needed <> s.needed or (s.needed > 0 and b.device_type_preference::text <> s.preference)
    order by b.reference`,
  device_wishes_differ: `
    select ${describeBooking('b')} || ' lists other device requests than it has.' as words
    from bookings b cross join lateral (
      select coalesce(jsonb_agg(jsonb_build_object('id', q.id, 'kind', q.kind, 'categoryId', q.category_id, 'quantity', q.quantity, 'note', q.note) order by q.id), '[]') as list
      from device_requests q where q.booking_id = b.id and q.withdrawn_at is null) s
    where b.device_wishes <> s.list order by b.reference`,
};
