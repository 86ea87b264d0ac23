import type pg from 'pg';
import { makeClient } from '../../platform/database/connections.ts';
import { runOn } from '../../platform/database/run-on.ts';
import { boolean, integer, joinedStatement, statement, text } from '../../platform/database/statement.ts';
import { describeBooking, describePeriod } from './physics-words.ts';
import { deviceChecks, type DeviceDifferenceKind } from './verify-device-physics.ts';

export type DifferenceKind =
  | 'occupancy_missing'
  | 'occupancy_extra'
  | 'rooms_overlap'
  | 'leaves_differ'
  | 'status_and_room_disagree'
  | 'version_without_event'
  | 'events_have_gaps'
  | 'newest_event_disagrees'
  | 'event_without_subject'
  | DeviceDifferenceKind;

type Difference = { readonly kind: DifferenceKind; readonly words: string };

export type Verification = {
  readonly bookings: number;
  readonly occupancies: number;
  readonly events: number;
  readonly differences: readonly Difference[];
};

/**
 * Recomputes the physics from the bookings (docs/architecture.md, "The physics") and reports what differs, without trusting any of the database's
 * own functions. It reads one snapshot, so that it may run beside a server that writes.
 * @throws when the role cannot see all bookings, or these are not Colab's tables
 */
export async function verifyPhysics(ownerUrl: string): Promise<Verification> {
  const session = makeClient({ connectionString: ownerUrl, application_name: 'colab verify' });
  await session.connect();
  try {
    await session.query(
      `begin isolation level repeatable read read only; set local transaction_timeout = 0; set local statement_timeout = 0; set local timezone = 'UTC'`,
    );
    await mustSeeEverything(session);
    const differences: Difference[] = [];
    for (const kind of kinds) {
      const rows = await runOn(session, verify(kind));
      differences.push(...rows.map(({ words }) => ({ kind, words })));
    }
    const [counts = { bookings: 0, occupancies: 0, events: 0 }] = await runOn(session, verifiedCounts());
    return { ...counts, differences };
  } finally {
    await session.end();
  }
}

/** Under row security a role without rights sees nothing, and nothing differs from nothing. */
async function mustSeeEverything(session: pg.Client): Promise<void> {
  const [table] = await runOn(session, visibleBookings());
  if (!table?.here) throw new Error('This database has no bookings table: no server was started on it yet.');
  if (!table.sees)
    throw new Error('This role does not see the bookings of all divisions: verify as the owner of the tables.');
}

const visibleBookings = statement(
  'mustSeeEverything',
  { here: boolean, sees: boolean.orNull },
  `
  select to_regclass('bookings') is not null as here,
    (select r.rolsuper or r.rolbypassrls or pg_has_role(c.relowner, 'USAGE') from pg_class c, pg_roles r where c.oid = to_regclass('bookings') and r.rolname = current_user) as sees`,
);

const verifiedCounts = statement(
  'verifiedCounts',
  { bookings: integer, occupancies: integer, events: integer },
  `
  select (select count(*)::int from bookings) as bookings, (select count(*)::int from room_occupancies) + (select count(*)::int from device_occupancies) as occupancies,
    (select count(*)::int from domain_events where recipients = '{}') as events`,
);

/** The leaves of each room: all rooms below it that have no parts themselves. */
const trueLeaves = `
  below (room_id, id) as (
    select id, id from rooms
    union
    select b.room_id, p.part_id from below b join room_parts p on p.room_id = b.id
  ),
  true_leaves as (select room_id, id as leaf_id from below b where not exists (select from room_parts p where p.room_id = b.id))`;

/** What should be in room_occupancies, and what is. */
const bothSides = `with recursive ${trueLeaves},
  ought as (
    select b.id as taken_by, l.leaf_id as room_id,
      tstzrange(b.starts_at - make_interval(mins => b.setup_minutes), b.ends_at + make_interval(mins => b.teardown_minutes), '[)') as period
    from bookings b join true_leaves l on l.room_id = b.room_id
    where b.status in ('ROOM_ASSIGNED', 'CONFIRMED', 'COMPLETED')
    union all
    select distinct c.id, l.leaf_id, tstzrange(c.starts_at, c.ends_at, '[)') from closures c join true_leaves l on l.room_id = any (c.room_ids)
  ),
  stands as (select coalesce(booking_id, closure_id) as taken_by, room_id, period from room_occupancies),
  takers as (
    select b.id, ${describeBooking('b')} as words, b.reference from bookings b
    union all
    select c.id, 'The closure "' || c.reason || '"', null from closures c
  )`;

/** Events that only wake people say nothing of the rooms. */
const ofPhysics = `recipients = '{}'`;

const newestEvents = `with newest as (select distinct on (subject) * from domain_events where ${ofPhysics} order by subject, version desc, seq desc)`;

const checks: Readonly<Record<DifferenceKind, string>> = {
  occupancy_missing: `${bothSides}
    select t.words || ' takes ' || r.name || ' from ' || ${describePeriod('m.period')} || ', but no occupancy says so.' as words
    from (select * from ought except select * from stands) m join takers t on t.id = m.taken_by join rooms r on r.id = m.room_id
    order by lower(m.period), t.reference, r.position`,
  occupancy_extra: `${bothSides}
    select coalesce(r.name, m.room_id::text) || ' is occupied from ' || ${describePeriod('m.period')} || ' by ' ||
      coalesce(t.words || ', which does not take it then.', m.taken_by::text || ', and there is no such booking.') as words
    from (select * from stands except select * from ought) m left join takers t on t.id = m.taken_by left join rooms r on r.id = m.room_id
    order by lower(m.period), m.taken_by, m.room_id`,
  rooms_overlap: `
    select coalesce(r.name, o.room_id::text) || ' is taken twice: from ' || ${describePeriod('o.period')} || ' by ' || coalesce(a.reference, o.booking_id::text, 'a closure') ||
      ', and from ' || ${describePeriod('p.period')} || ' by ' || coalesce(b.reference, p.booking_id::text, 'a closure') || '.' as words
    from room_occupancies o join room_occupancies p on p.room_id = o.room_id and p.period && o.period and p.id > o.id
    left join rooms r on r.id = o.room_id left join bookings a on a.id = o.booking_id left join bookings b on b.id = p.booking_id
    order by lower(o.period), o.id`,
  leaves_differ: `with recursive ${trueLeaves}
    select whole.name || case when l.leaf_id is null then ' is physically ' || leaf.name || ', but room_leaves does not say so.'
      else ' is not physically ' || coalesce(leaf.name, l.leaf_id::text) || ', but room_leaves says so.' end as words
    from true_leaves t full join room_leaves l on l.room_id = t.room_id and l.leaf_id = t.leaf_id
    left join rooms whole on whole.id = coalesce(t.room_id, l.room_id) left join rooms leaf on leaf.id = coalesce(t.leaf_id, l.leaf_id)
    where t.leaf_id is null or l.leaf_id is null order by whole.position, leaf.position`,
  status_and_room_disagree: `
    select ${describeBooking('b')} || case when b.kind <> 'ROOM' then ' is for devices only, and has a room, a wish, or the status of one that has.'
      when b.room_id is null then ' has no room.' else ' has a room.' end as words
    from bookings b where not case b.kind
      when 'ROOM' then (b.room_id is not null) = (b.status in ('ROOM_ASSIGNED', 'CONFIRMED', 'COMPLETED'))
      else b.room_id is null and b.requested_room_id is null and b.status <> 'ROOM_ASSIGNED' end
    order by b.reference`,
  // Events are dropped with their day, so a booking that has not changed since before the oldest one may have none.
  version_without_event: `${newestEvents}
    select ${describeBooking('b')} || ' has version ' || b.version || ', but ' || coalesce('its newest event tells of version ' || n.version || '.', 'no event tells of it.') as words
    from bookings b left join newest n on n.subject = b.id
    where n.version <> b.version
      or n.version is null and b.updated_at >= coalesce((select min(at) from domain_events), now() - interval '7 days')
    order by b.reference`,
  events_have_gaps: `
    select coalesce(${describeBooking('b')}, r.name, e.subject::text) || ' is told of by events of the versions ' || string_agg(e.version::text, ', ' order by e.version) || '.' as words
    from domain_events e left join bookings b on b.id = e.subject left join rooms r on r.id = e.subject
    where ${ofPhysics} group by e.subject, b.id, r.id having count(*) <> max(e.version) - min(e.version) + 1 or count(distinct e.version) <> count(*)
    order by 1`,
  newest_event_disagrees: `${newestEvents}
    select ${describeBooking('b')} || ' was ' || coalesce(n.status_after::text, 'gone') || ' in ' || coalesce(r.name, 'no room') || ', says its newest event.' as words
    from bookings b join newest n on n.subject = b.id and n.version = b.version left join rooms r on r.id = n.room_after
    where n.status_after is distinct from b.status or n.tenant_id <> b.tenant_id
      or n.room_after is distinct from case when b.status in ('ROOM_ASSIGNED', 'CONFIRMED', 'COMPLETED') then b.room_id end
    order by b.reference`,
  event_without_subject: `${newestEvents}
    select n.subject || ' is in the events (' || n.type || ', version ' || n.version || '), but there is no such ' ||
      case when n.tenant_id is not null then 'booking.' when n.type in ('rooms_closed', 'closure_changed') then 'closure.' else 'room.' end as words
    from newest n where n.type not in ('booking_deleted', 'rooms_reopened', 'room_removed', 'device_request_changed', 'rental_changed', 'device_changed')
      and not exists (select from bookings b where b.id = n.subject) and not exists (select from closures c where c.id = n.subject)
      and not exists (select from rooms r where r.id = n.subject) and not exists (select from facility_settings f where f.id = n.subject)
    order by n.at`,
  ...deviceChecks,
};

const kinds = Object.keys(checks) as DifferenceKind[];
const verify = joinedStatement('verify ', { words: text }, kinds, (kind) => checks[kind]);
