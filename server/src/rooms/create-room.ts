import { randomUUID } from 'node:crypto';
import type { z } from 'zod';
import { mustBeAllowedEverywhere } from '../people/rights/managed.ts';
import type { Context } from '../platform/context.ts';
import { statement } from '../platform/database/statement.ts';
import { parse } from '../platform/input.ts';
import { changeRooms, mustBeFreeName, mustBeParts, roomOfName, roomsAmong, setParts } from './change-rooms.ts';
import { roomFacts } from './input.ts';

const insertRoom = statement(
  'createRoom',
  {},
  `insert into rooms (id, name, capacity, setup_minutes, teardown_minutes, long_term, equipment, position)
   select $1::uuid, $2, $3, $4, $5, $6, $7::text[]::room_equipment[], coalesce(max(position), 0) + 1 from rooms`,
);

/**
 * Adds a room, after all others. Rooms belong to the facility: every division may book it from now on.
 * @throws InvalidInputError NotAllowedError BusyError
 */
export async function createRoom(context: Context, facts: z.input<typeof roomFacts>): Promise<string> {
  mustBeAllowedEverywhere(context.viewer, 'room:manage');
  const { name, capacity, setupMinutes, teardownMinutes, longTerm, equipment, partIds } = parse(roomFacts, facts);
  const id = randomUUID();
  await changeRooms(context, 'createRoom', {
    read: () => ({ namesake: roomOfName(name, null), parts: roomsAmong(partIds) }),
    decide: ({ namesake, parts }) => {
      mustBeFreeName(namesake[0]);
      mustBeParts(id, partIds, parts);
      return {
        locks: { wishes: partIds },
        write: () => [
          insertRoom(id, name, capacity, setupMinutes, teardownMinutes, longTerm, equipment),
          ...setParts(id, partIds),
        ],
        result: {},
      };
    },
  });
  return id;
}
