import { mustBeAllowedEverywhere } from '../people/rights/managed.ts';
import type { Context } from '../platform/context.ts';
import { sqlIn } from '../platform/database/sql-in.ts';
import { changeRooms, lockRoom } from './change-rooms.ts';

/**
 * Takes a room into use again, where it stood in the list.
 * @throws NotAllowedError NotFoundError BusyError
 */
export async function reactivateRoom(context: Context, roomId: string): Promise<void> {
  mustBeAllowedEverywhere(context.viewer, 'room:manage');
  await changeRooms(context, 'reactivateRoom', async (tx) => {
    await lockRoom(tx, roomId);
    await sqlIn(tx)('reactivateRoom', 'update rooms set active = true where id = $1::uuid', [roomId]);
  });
}
