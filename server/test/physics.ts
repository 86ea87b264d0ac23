import type pg from 'pg';
import { expect } from 'vitest';

/**
 * What the constraint, the triggers and the versions promise, worked out again from the bookings alone: nothing taken
 * twice, nothing taken that should be free, nothing free that should be taken, and one event for each version.
 */
export async function expectSoundPhysics(superuser: pg.Pool): Promise<void> {
  for (const [promise, text] of Object.entries(promises)) {
    const { rows } = await superuser.query<Record<string, unknown>>(text);
    expect(rows, promise).toEqual([]);
  }
}

const promises = {
  'no room is taken twice at one time': `
    select a.id, b.id from room_occupancies a join room_occupancies b on a.room_id = b.room_id and a.id < b.id and a.period && b.period`,
  'a room is taken where a booking or a closure says so, and nowhere else': `
    with leaves as (
      select r.id as room_id, coalesce(p.part_id, r.id) as leaf_id from rooms r left join room_parts p on p.room_id = r.id
    ), due as (
      select b.id as taken_by, l.leaf_id as room_id,
        tstzrange(b.starts_at - b.setup_minutes * interval '1 minute', b.ends_at + b.teardown_minutes * interval '1 minute') as period
      from bookings b join leaves l using (room_id) where b.status in ('ROOM_ASSIGNED', 'CONFIRMED', 'COMPLETED')
      union all
      select distinct c.id, l.leaf_id, tstzrange(c.starts_at, c.ends_at) from closures c join leaves l on l.room_id = any (c.room_ids)
    ), taken as (select coalesce(booking_id, closure_id) as taken_by, room_id, period from room_occupancies)
    (select 'missing' as what, * from (select * from due except all select * from taken) missing)
    union all
    (select 'too much', * from (select * from taken except all select * from due) surplus)`,
  'status and room agree': `
    select id from bookings where kind = 'ROOM' and (room_id is not null) <> (status in ('ROOM_ASSIGNED', 'CONFIRMED', 'COMPLETED'))`,
  'each version of a booking has its one event': `
    select b.id, b.version, array_agg(e.version order by e.version) as told
    from bookings b left join domain_events e on e.subject = b.id group by b.id, b.version
    having array_agg(e.version order by e.version) is distinct from (select array_agg(n) from generate_series(1, b.version) n)`,
  'the last event of a booking says what it is': `
    select b.id from bookings b join domain_events e on e.subject = b.id and e.version = b.version
    where e.status_after <> b.status or e.tenant_id <> b.tenant_id or e.room_after is distinct from b.room_id`,
};
