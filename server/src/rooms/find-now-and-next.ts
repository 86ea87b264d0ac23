import {
  bookingsWithPeople,
  occupancyColumns,
  type OccupancyView,
  viewColumns,
  viewRows,
  windowRow,
} from '../bookings/occupancy-view.ts';
import type { Context } from '../platform/context.ts';
import { boolean, statement, uuid } from '../platform/database/statement.ts';

export type NowAndNext = { readonly now: OccupancyView | null; readonly next: OccupancyView | null };

/** Finds what takes each room at this moment, and what will after it, in two statements however many rooms there are. */
export async function findNowAndNext(
  context: Pick<Context, 'db' | 'clock'>,
  roomIds: readonly string[],
): Promise<NowAndNext[]> {
  const rows = await context.db.run(nowAndNext([...new Set(roomIds)], context.clock()));
  const sightings = await viewRows(context, rows);
  const found = new Map(rows.map(({ ofRoomId, runs }, nth) => [`${ofRoomId} ${runs}`, sightings[nth]?.occupancy]));
  return roomIds.map((id) => ({ now: found.get(`${id} true`) ?? null, next: found.get(`${id} false`) ?? null }));
}

/** Of a combined room more than one part may be taken: the one that is taken longest says when the room is free. */
const nowAndNext = statement(
  'nowAndNext',
  { ofRoomId: uuid, runs: boolean, ...windowRow },
  `
  with chosen as (
    (select distinct on (l.room_id) l.room_id, o.id, true as runs
     from room_leaves l join room_occupancies o on o.room_id = l.leaf_id
     where l.room_id = any ($1::uuid[]) and o.period @> $2::timestamptz
     order by l.room_id, upper(o.period) desc, o.id)
    union all
    (select distinct on (l.room_id) l.room_id, o.id, false
     from room_leaves l join room_occupancies o on o.room_id = l.leaf_id
     where l.room_id = any ($1::uuid[]) and o.period && tstzrange($2, null) and lower(o.period) > $2
     order by l.room_id, lower(o.period), o.id))
  select chosen.room_id as "ofRoomId", chosen.runs, ${occupancyColumns}, ${viewColumns}
  from chosen join room_occupancies o on o.id = chosen.id left join ${bookingsWithPeople} on b.id = o.booking_id`,
);
