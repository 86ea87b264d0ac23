import type { z } from 'zod';
import { takePlaces } from '../bookings/placing/locks.ts';
import { mustBeAllowedEverywhere } from '../people/rights/managed.ts';
import type { Context } from '../platform/context.ts';
import { sqlIn } from '../platform/database/sql-in.ts';
import { parse } from '../platform/input.ts';
import { changeRooms, mustBeFreeName, setParts } from './change-rooms.ts';
import { roomFacts } from './input.ts';

/**
 * A room more, behind all others. Rooms belong to the facility: every division may book it from now on.
 * @throws InvalidInputError NotAllowedError BusyError
 */
export async function createRoom(context: Context, given: z.input<typeof roomFacts>): Promise<string> {
  mustBeAllowedEverywhere(context.viewer, 'room:manage');
  const { name, capacity, setupMinutes, teardownMinutes, longTerm, equipment, partIds } = parse(roomFacts, given);
  return changeRooms(context, 'createRoom', async (tx) => {
    await takePlaces(tx, { rooms: partIds });
    await mustBeFreeName(tx, name, null);
    const [row] = await sqlIn(tx)<{ id: string }>(
      'createRoom',
      `insert into rooms (name, capacity, setup_minutes, teardown_minutes, long_term, equipment, position)
       select $1, $2, $3, $4, $5, $6::text[]::room_equipment[], coalesce(max(position), 0) + 1 from rooms returning id`,
      [name, capacity, setupMinutes, teardownMinutes, longTerm, equipment],
    );
    const id = row?.id ?? '';
    await setParts(tx, id, partIds);
    return id;
  });
}
