import type { Room } from '../generated/prisma/client.ts';
import type { RoomEquipment } from '../generated/prisma/enums.ts';
import { refuse } from '../platform/input.ts';
import { boolean, column, integer, type Runner, statement, text, texts, uuid } from '../platform/database/statement.ts';

type Reader = { readonly db: Runner };

export const roomRow = {
  id: uuid,
  name: text,
  capacity: integer,
  position: integer,
  active: boolean,
  longTerm: boolean,
  setupMinutes: integer,
  teardownMinutes: integer,
  version: integer,
  equipment: column<RoomEquipment[]>('text[]'),
};

export const roomColumns = `rooms.id, rooms.name, rooms.capacity, rooms.position, rooms.active, rooms.long_term as "longTerm",
  rooms.setup_minutes as "setupMinutes", rooms.teardown_minutes as "teardownMinutes",
  rooms.version, rooms.equipment::text[] as equipment`;

const roomsById = statement('roomsById', roomRow, `select ${roomColumns} from rooms where id = any ($1::uuid[])`);

/** Finds those of `ids` that are rooms, in one statement. */
export async function findRooms({ db }: Reader, ids: readonly string[]): Promise<Map<string, Room>> {
  const rooms = await db.run(roomsById([...new Set(ids)]));
  return new Map(rooms.map((room) => [room.id, room]));
}

/**
 * All rooms are everybody's to know, so one that does not exist is named: it would read as a free room.
 * @throws InvalidInputError
 */
export async function mustBeRooms(reader: Reader, path: string, ids: readonly string[]): Promise<void> {
  const rooms = await findRooms(reader, ids);
  const unknown = ids.findIndex((id) => !rooms.has(id));
  if (unknown >= 0) refuse(`${path}.${unknown}`, 'There is no such room.');
}

const roomsByName = statement(
  'roomsByName',
  { id: uuid },
  'select id from rooms where plain_name(name) = plain_name($1)',
);

/** Finds the room of a name, as the rule compares names by which each is there once. */
export async function roomsOfName({ db }: Reader, name: string): Promise<string[]> {
  return (await db.run(roomsByName(name.replaceAll('\0', '')))).map(({ id }) => id);
}

export type RoomPartRow = Room & { wholeId: string };

const roomParts = statement(
  'roomParts',
  { wholeId: uuid, ...roomRow },
  `select p.room_id as "wholeId", ${roomColumns} from room_parts p join rooms on rooms.id = p.part_id
   where p.room_id = any ($1::uuid[]) order by position`,
);

/** Finds the rooms behind folded walls: a row for each part of each of `ids`, in calendar order. */
export function findParts({ db }: Reader, ids: readonly string[]): Promise<RoomPartRow[]> {
  return db.run(roomParts(ids));
}

const touchingRooms = statement(
  'roomsTouching',
  { id: uuid },
  `select distinct other.room_id as id from room_leaves mine join room_leaves other using (leaf_id) where mine.room_id = any ($1::uuid[])`,
);

/** Finds the rooms and combined rooms that share a wall, or all of their floor, with one of `ids`. */
export async function roomsTouching({ db }: Reader, ids: readonly string[]): Promise<Set<string>> {
  const rows = await db.run(touchingRooms(ids));
  return new Set(rows.map((row) => row.id));
}

const roomLeaves = statement(
  'roomLeaves',
  { roomId: uuid, leafIds: texts },
  `select room_id as "roomId", array_agg(leaf_id::text) as "leafIds" from room_leaves where room_id = any ($1::uuid[]) group by room_id`,
);

/** Finds the leaves of each of `ids`: itself, or the rooms behind its folded walls. */
export async function leavesOf({ db }: Reader, ids: readonly string[]): Promise<Map<string, string[]>> {
  const rows = await db.run(roomLeaves([...new Set(ids)]));
  return new Map(rows.map((row) => [row.roomId, row.leafIds]));
}
