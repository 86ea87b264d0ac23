import { mustBeAllowedEverywhere } from '../people/rights/managed.ts';
import type { Context } from '../platform/context.ts';
import { statement } from '../platform/database/statement.ts';
import { changeRooms, mustBeThere, roomById } from './change-rooms.ts';

const takeIntoUse = statement('reactivateRoom', {}, 'update rooms set active = true where id = $1::uuid');

/**
 * Takes a room into use again, at its old place in the list.
 * @throws NotAllowedError NotFoundError BusyError
 */
export async function reactivateRoom(context: Context, roomId: string): Promise<void> {
  mustBeAllowedEverywhere(context.viewer, 'room:manage');
  await changeRooms(context, 'reactivateRoom', {
    read: (forUpdate) => ({ room: roomById(forUpdate ? 'ForUpdate' : '', roomId) }),
    decide: ({ room: [room] }) => {
      mustBeThere(room);
      return { locks: { wishes: [roomId] }, write: () => [takeIntoUse(roomId)], result: {} };
    },
  });
}
