import { loadSightings } from '../bookings/calendar/load-calendar.ts';
import {
  bookingsWithPeople,
  type ClosureView,
  occupancyColumns,
  type OccupancyView,
  viewColumns,
  viewRows,
  windowRow,
} from '../bookings/occupancy-view.ts';
import { inVisibleTenants } from '../bookings/queries.ts';
import type { Prisma, Room } from '../generated/prisma/client.ts';
import { mustBeAllowedEverywhere } from '../people/rights/managed.ts';
import type { Context } from '../platform/context.ts';
import { boolean, integer, statement, uuid } from '../platform/database/statement.ts';
import { findRooms } from '../resources/rooms.ts';

/** So many of each are listed; the rest is counted. */
export const mostNamed = 50;

/** The bookings ahead in a room, or running now, as far as the viewer may know. */
export type RoomUse = {
  readonly room: Room;
  /** How many bookings take it, of all divisions. */
  readonly count: number;
  /** The first of them, one occupancy each; masked where the viewer cannot see the tenant. */
  readonly conflicts: readonly OccupancyView[];
  /** Closures that name it. They block nobody, and stay. */
  readonly closures: readonly ClosureView[];
  /** Ghosts that wish for it, of tenants that the viewer can see. They block nobody either. */
  readonly wishes: Prisma.BookingWhereInput;
  readonly partsAreFixed: boolean;
};

/**
 * Null where there is no such room.
 * @throws NotAllowedError
 */
export async function loadRoomUse(context: Context, roomId: string): Promise<RoomUse | null> {
  mustBeAllowedEverywhere(context.viewer, 'room:manage');
  const { db } = context;
  const room = (await findRooms(context, [roomId])).get(roomId);
  if (!room) return null;
  const now = context.clock();
  const [occupancies, closures, [was]] = await Promise.all([
    db.run(roomUse(roomId, now, mostNamed)),
    db.run(roomClosures(roomId, now, mostNamed)),
    db.run(roomWasTaken(roomId)),
  ]);
  const sightings = await loadSightings(
    context,
    closures.map(({ id }) => id),
  );
  return {
    room,
    count: occupancies[0]?.count ?? 0,
    conflicts: (await viewRows(context, occupancies)).flatMap(({ occupancy }) => occupancy ?? []),
    closures: closures.flatMap(({ id }) => sightings.find(({ takenBy }) => takenBy === id)?.occupancy?.closure ?? []),
    wishes: { ...inVisibleTenants(context), requestedRoomId: roomId, status: 'PENDING', endsAt: { gt: now } },
    partsAreFixed: was?.taken ?? false,
  };
}

const roomUse = statement(
  'roomUse',
  { ...windowRow, count: integer },
  `
  select ${occupancyColumns}, ${viewColumns}, ahead.count
  from (select occupancy_id, taken_from, count(*) over ()::int as count from room_taken_after($1, $2) order by taken_from, occupancy_id limit $3) ahead
  join room_occupancies o on o.id = ahead.occupancy_id left join ${bookingsWithPeople} on b.id = o.booking_id
  order by ahead.taken_from, ahead.occupancy_id`,
);

const roomClosures = statement(
  'roomClosures',
  { id: uuid },
  'select id from closures where room_ids @> array[$1::uuid] and ends_at > $2 order by starts_at, id limit $3',
);

const roomWasTaken = statement('roomWasTaken', { taken: boolean }, 'select room_was_taken($1) as taken');
