import { loadSightings } from '../bookings/calendar/load-calendar.ts';
import type { ClosureView } from '../bookings/occupancy-view.ts';
import type { Context } from '../platform/context.ts';
import { statement, uuid } from '../platform/database/statement.ts';

/**
 * Finds for each room the closure that runs now, or else the next: its own, or that of a room it shares its floor with.
 * In two statements.
 */
export async function findNextClosures(
  context: Pick<Context, 'db' | 'clock'>,
  roomIds: readonly string[],
): Promise<(ClosureView | null)[]> {
  const rows = await context.db.run(nextClosures([...roomIds], context.clock()));
  const sightings = await loadSightings(context, [...new Set(rows.map(({ closureId }) => closureId))]);
  const closures = new Map(
    sightings.flatMap(({ occupancy }) => (occupancy?.closure ? [[occupancy.closure.id, occupancy.closure]] : [])),
  );
  return roomIds.map((id) => closures.get(rows.find(({ roomId }) => roomId === id)?.closureId ?? '') ?? null);
}

const nextClosures = statement(
  'nextClosures',
  { roomId: uuid, closureId: uuid },
  `
  select distinct on (l.room_id) l.room_id as "roomId", o.closure_id as "closureId"
  from room_leaves l join room_occupancies o on o.room_id = l.leaf_id
  where l.room_id = any ($1::uuid[]) and o.closure_id is not null and o.period && tstzrange($2, null)
  order by l.room_id, lower(o.period), o.closure_id`,
);
