import { mustBeAllowedEverywhere } from '../people/rights/managed.ts';
import type { Context } from '../platform/context.ts';
import { integer, statement } from '../platform/database/statement.ts';
import { parse } from '../platform/input.ts';
import {
  changeRooms,
  mustBeFreeName,
  mustBeParts,
  mustBeThere,
  roomById,
  roomOfName,
  roomsAmong,
  setParts,
} from './change-rooms.ts';
import { StaleRoomError } from './errors.ts';
import { type RoomFacts, roomFacts } from './input.ts';

export type UpdateRoomInput = { readonly [Fact in keyof RoomFacts]?: RoomFacts[Fact] | undefined } & {
  readonly roomId: string;
  readonly expectedVersion: number;
};

const changes = roomFacts.partial();

const writeRoom = statement(
  'updateRoom',
  {},
  `update rooms set name = coalesce($2, name), capacity = coalesce($3::int, capacity), setup_minutes = coalesce($4::int, setup_minutes),
     teardown_minutes = coalesce($5::int, teardown_minutes), long_term = coalesce($6::boolean, long_term),
     equipment = coalesce($7::text[]::room_equipment[], equipment)
   where id = $1::uuid`,
);

/**
 * A new place in the list is no edit of a room, but changes the version of each room in between: the events count
 * these.
 */
const movesSince = statement(
  'movesOfRoom',
  { count: integer },
  `select count(*)::int as count from domain_events where subject = $1::uuid and type = 'room_moved'
     and version > $2 and version <= (select version from rooms where id = $1::uuid)`,
);

/**
 * Changes the facts of a room; what is not given stays. Existing bookings keep the setup and teardown they were made
 * with, and their room where it has fewer seats from now on. Returns its former seats, where they are fewer now; null
 * otherwise.
 * @throws InvalidInputError NotAllowedError NotFoundError StaleRoomError BusyError
 */
export async function updateRoom(
  context: Context,
  { roomId, expectedVersion, ...facts }: UpdateRoomInput,
): Promise<{ seatsBefore: number | null }> {
  mustBeAllowedEverywhere(context.viewer, 'room:manage');
  const { name, capacity, setupMinutes, teardownMinutes, longTerm, equipment, partIds } = parse(changes, facts);
  return changeRooms(context, 'updateRoom', {
    read: (forUpdate) => ({
      room: roomById(forUpdate ? 'ForUpdate' : '', roomId),
      moves: movesSince(roomId, expectedVersion),
      namesake: name === undefined ? null : roomOfName(name, roomId),
      parts: partIds === undefined ? null : roomsAmong(partIds),
    }),
    decide: ({ room, moves: [moves], namesake, parts }) => {
      const { version, capacity: seats } = mustBeThere(room[0]);
      if (version < expectedVersion || version - expectedVersion !== moves?.count) throw new StaleRoomError(roomId);
      mustBeFreeName(namesake[0]);
      if (partIds) mustBeParts(roomId, partIds, parts);
      return {
        locks: { wishes: [roomId, ...(partIds ?? [])] },
        write: () => [
          writeRoom(
            roomId,
            name ?? null,
            capacity ?? null,
            setupMinutes ?? null,
            teardownMinutes ?? null,
            longTerm ?? null,
            equipment ?? null,
          ),
          ...(partIds ? setParts(roomId, partIds) : []),
        ],
        result: { seatsBefore: capacity !== undefined && capacity < seats ? seats : null },
      };
    },
  });
}
