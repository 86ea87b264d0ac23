import type { Context, RequestContext } from '../../platform/context.ts';
import { joinedStatement, type Runner, statement } from '../../platform/database/statement.ts';
import type { Position } from '../../platform/outbox/event-cursor.ts';
import {
  bookingsWithPeople,
  type BookingView,
  type ClosureView,
  noOccupancyColumns,
  occupancyColumns,
  type OccupancyView,
  viewColumns,
  viewRows,
  windowRow,
} from '../occupancy-view.ts';

export type CalendarWindow = { readonly from: Date; readonly to: Date; readonly roomIds: readonly string[] | null };

export type Half = 'occupancies' | 'ghosts';

export type CalendarView = {
  /** Read before the rest: what is committed after it comes over the subscription. */
  readonly position: Position;
  readonly occupancies: OccupancyView[];
  readonly ghosts: BookingView[];
};

/**
 * Loads what a window shows, in two statements however many bookings there are, and only those halves that are
 * requested.
 */
export async function loadCalendar(
  context: Pick<RequestContext, 'db' | 'events'>,
  { from, to, roomIds }: CalendarWindow,
  halves: readonly Half[] = ['occupancies', 'ghosts'],
): Promise<CalendarView> {
  const { position } = context.events;
  const half = halves.length > 1 ? '' : halves[0] === 'ghosts' ? 'Ghosts' : 'Occupancies';
  const rows =
    halves.length === 0
      ? []
      : await context.db.run(roomIds ? calendar(`${half}OfRooms`, from, to, roomIds) : calendar(half, from, to));
  const sightings = await viewRows(context, rows);
  return {
    position,
    occupancies: sightings.flatMap(({ occupancy }) => occupancy ?? []),
    ghosts: sightings.flatMap(({ occupancy, booking }) => (occupancy === null && booking ? booking : [])),
  };
}

/**
 * Occupancies have no row security and their own index; bookings join only where their tenant is visible. Ghosts are
 * found by their bounds: && is not leakproof, so row security would not let it use an index. The 366 days are the
 * longest booking.
 */
const calendar = joinedStatement(
  'calendar',
  windowRow,
  ['', 'Occupancies', 'Ghosts', 'OfRooms', 'OccupanciesOfRooms', 'GhostsOfRooms'],
  (form) => {
    const ofRooms = form.endsWith('OfRooms');
    const occupancies = `
  select ${occupancyColumns}, ${viewColumns}
  from room_occupancies o left join ${bookingsWithPeople} on b.id = o.booking_id
  where o.period && tstzrange($1, $2)
    ${ofRooms ? 'and o.room_id in (select leaf_id from room_leaves where room_id = any ($3::uuid[]))' : ''}`;
    // In the order in which they are shown: of two for the same time, the earlier request first.
    const ghosts = `
  select * from (select ${noOccupancyColumns}, ${viewColumns}
  from ${bookingsWithPeople}
  where b.tenant_id = any ((select current_tenants())::uuid[]) and b.status = 'PENDING' and b.kind = 'ROOM'
    and b.starts_at < $2 and b.starts_at > $1::timestamptz - interval '366 days' and b.ends_at > $1
    ${ofRooms ? 'and (b.requested_room_id is null or b.requested_room_id = any ($3::uuid[]))' : ''}
  order by b.starts_at, b.created_at, b.id) ghosts`;
    return form.startsWith('Occupancies')
      ? occupancies
      : form.startsWith('Ghosts')
        ? ghosts
        : `${occupancies} union all${ghosts}`;
  },
);

/**
 * Loads these bookings and closures as they are now: each of their occupancies, or a booking alone where it takes no
 * room.
 */
export async function loadSightings(context: { readonly db: Runner }, bookingIds: readonly string[]) {
  return viewRows(context, await context.db.run(bookingsNow(bookingIds)));
}

const bookingsNow = statement(
  'bookingsNow',
  windowRow,
  `
  select ${occupancyColumns}, ${viewColumns}
  from room_occupancies o left join ${bookingsWithPeople} on b.id = o.booking_id
  where o.booking_id = any ($1::uuid[]) or o.closure_id = any ($1::uuid[])
  union all
  select ${noOccupancyColumns}, ${viewColumns}
  from ${bookingsWithPeople}
  where b.id = any ($1::uuid[]) and not exists (select from room_occupancies o where o.booking_id = b.id)`,
);

/** Loads closures as they are now. Null for those that are gone. */
export async function loadClosures(
  context: Pick<Context, 'db'>,
  ids: readonly string[],
): Promise<(ClosureView | null)[]> {
  const sightings = await loadSightings(context, ids);
  const closures = new Map(sightings.flatMap(({ occupancy }) => occupancy?.closure ?? []).map((one) => [one.id, one]));
  return ids.map((id) => closures.get(id) ?? null);
}

/** Loads a closure as it is now. Null when it is gone. */
export async function loadClosure(context: Pick<Context, 'db'>, id: string): Promise<ClosureView | null> {
  return (await loadClosures(context, [id]))[0] ?? null;
}
