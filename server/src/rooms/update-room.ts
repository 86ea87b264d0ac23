import { mustBeAllowedEverywhere } from '../people/rights/managed.ts';
import type { Context } from '../platform/context.ts';
import type { Transaction } from '../platform/database/database.ts';
import { sqlIn } from '../platform/database/sql-in.ts';
import { parse } from '../platform/input.ts';
import { changeRooms, lockRoom, mustBeFreeName, setParts } from './change-rooms.ts';
import { StaleRoomError } from './errors.ts';
import { type RoomFacts, roomFacts } from './input.ts';

export type UpdateRoomInput = { readonly [Fact in keyof RoomFacts]?: RoomFacts[Fact] | undefined } & {
  readonly roomId: string;
  readonly expectedVersion: number;
};

const changes = roomFacts.partial();

/**
 * What is not given stays. Bookings that stand keep the setup and teardown they were made with, and their room where it
 * seats fewer from now on. Gives back how many it seated, where those are fewer now; null otherwise.
 * @throws InvalidInputError NotAllowedError NotFoundError StaleRoomError BusyError
 */
export async function updateRoom(
  context: Context,
  { roomId, expectedVersion, ...given }: UpdateRoomInput,
): Promise<{ seatsBefore: number | null }> {
  mustBeAllowedEverywhere(context.viewer, 'room:manage');
  const { name, capacity, setupMinutes, teardownMinutes, longTerm, equipment, partIds } = parse(changes, given);
  return changeRooms(context, 'updateRoom', async (tx) => {
    const { version, capacity: seats } = await lockRoom(tx, roomId, partIds);
    if (version !== expectedVersion && !(await onlyMoved(tx, roomId, expectedVersion, version)))
      throw new StaleRoomError(roomId);
    if (name !== undefined) await mustBeFreeName(tx, name, roomId);
    await sqlIn(tx)(
      'updateRoom',
      `update rooms set name = coalesce($2, name), capacity = coalesce($3::int, capacity), setup_minutes = coalesce($4::int, setup_minutes),
         teardown_minutes = coalesce($5::int, teardown_minutes), long_term = coalesce($6::boolean, long_term),
         equipment = coalesce($7::text[]::room_equipment[], equipment)
       where id = $1::uuid`,
      [
        roomId,
        name ?? null,
        capacity ?? null,
        setupMinutes ?? null,
        teardownMinutes ?? null,
        longTerm ?? null,
        equipment ?? null,
      ],
    );
    if (partIds !== undefined) await setParts(tx, roomId, partIds);
    return { seatsBefore: capacity !== undefined && capacity < seats ? seats : null };
  });
}

/** Another place in the list is nobody's edit, and each room between two places gets one: told by the events. */
async function onlyMoved(tx: Transaction, roomId: string, seen: number, now: number): Promise<boolean> {
  const [moves] = await sqlIn(tx)<{ count: number }>(
    'movesOfRoom',
    `select count(*)::int as count from domain_events where subject = $1::uuid and version > $2 and version <= $3 and type = 'room_moved'`,
    [roomId, seen, now],
  );
  return now > seen && moves?.count === now - seen;
}
