import { lockInOrder } from '../bookings/placing/locks.ts';
import { mustBeAllowedEverywhere } from '../people/rights/managed.ts';
import type { Context } from '../platform/context.ts';
import { driverErrorOf } from '../platform/database/driver-error.ts';
import { sqlIn } from '../platform/database/sql-in.ts';
import { changeRooms, lockRoom } from './change-rooms.ts';
import { RoomInUseError } from './errors.ts';
import { loadRoomUse } from './load-room-use.ts';

/** Something takes the room. Becomes a `RoomInUseError` once the locks are let go. */
class InUse extends Error {}

/**
 * Takes a room out of use: it keeps its history, and nothing can be booked in it. Bookings that lie ahead are a refusal.
 * A ghost's wish is none, and closures stay: they are true of the room when it is used again.
 * @throws RoomInUseError NotAllowedError NotFoundError BusyError
 */
export async function deactivateRoom(context: Context, roomId: string): Promise<void> {
  mustBeAllowedEverywhere(context.viewer, 'room:manage');
  try {
    await changeRooms(context, 'deactivateRoom', async (tx) => {
      await lockInOrder(tx, { rooms: [roomId] });
      const { active } = await lockRoom(tx, roomId);
      if (!active) return;
      const [taken] = await sqlIn(tx)<{ count: number }>(
        'roomTakenAfter',
        'select count(*)::int as count from room_taken_after($1::uuid, $2::timestamptz)',
        [roomId, context.clock()],
      );
      if (taken && taken.count > 0) throw new InUse();
      await sqlIn(tx)('deactivateRoom', 'update rooms set active = false where id = $1::uuid', [roomId]);
    });
  } catch (error) {
    // The constraint speaks where the database's clock is behind ours.
    const inUse = error instanceof InUse || driverErrorOf(error)?.constraint === 'taken_rooms_stay_active';
    const use = inUse ? await loadRoomUse(context, roomId) : null;
    throw use ? new RoomInUseError(use) : error;
  }
}
