import type { Context } from '../platform/context.ts';
import type { Room } from '../generated/prisma/client.ts';

type Reader = { readonly db: Pick<Context['db'], 'sql'> };

/** In one statement, whichever rooms there are among `ids`. */
export async function findRooms({ db }: Reader, ids: readonly string[]): Promise<Map<string, Room>> {
  const rooms = await db.sql<Room>('roomsById', `select ${roomColumns} from rooms where id = any ($1::uuid[])`, [
    [...new Set(ids)],
  ]);
  return new Map(rooms.map((room) => [room.id, room]));
}

export type RoomPartRow = Room & { wholeId: string };

/** The rooms behind folded walls, a row for each part of each of `ids`, in calendar order. */
export function findParts({ db }: Reader, ids: readonly string[]): Promise<RoomPartRow[]> {
  return db.sql<RoomPartRow>(
    'roomParts',
    `select p.room_id as "wholeId", ${roomColumns} from room_parts p join rooms on rooms.id = p.part_id
     where p.room_id = any ($1::uuid[]) order by position`,
    [[...ids]],
  );
}

/** The rooms and combined rooms that share a wall, or all of their floor, with one of `ids`. */
export async function roomsTouching({ db }: Reader, ids: readonly string[]): Promise<Set<string>> {
  const rows = await db.sql<{ id: string }>(
    'roomsTouching',
    `select distinct other.room_id as id from room_leaves mine join room_leaves other using (leaf_id) where mine.room_id = any ($1::uuid[])`,
    [[...ids]],
  );
  return new Set(rows.map((row) => row.id));
}

/** What each of `ids` is physically: itself, or the rooms behind its folded walls. */
export async function leavesOf({ db }: Reader, ids: readonly string[]): Promise<Map<string, string[]>> {
  const rows = await db.sql<{ roomId: string; leafIds: string[] }>(
    'roomLeaves',
    `select room_id as "roomId", array_agg(leaf_id::text) as "leafIds" from room_leaves where room_id = any ($1::uuid[]) group by room_id`,
    [[...new Set(ids)]],
  );
  return new Map(rows.map((row) => [row.roomId, row.leafIds]));
}

export const roomColumns = `rooms.id, rooms.name, rooms.capacity, rooms.position, rooms.active, rooms.long_term as "longTerm",
  rooms.setup_minutes as "setupMinutes", rooms.teardown_minutes as "teardownMinutes",
  rooms.version, rooms.equipment::text[] as equipment`;
