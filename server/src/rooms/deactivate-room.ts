import { mustBeAllowedEverywhere } from '../people/rights/managed.ts';
import type { Context } from '../platform/context.ts';
import { driverErrorOf } from '../platform/database/driver-error.ts';
import { integer, statement } from '../platform/database/statement.ts';
import { NotFoundError } from '../platform/errors.ts';
import { changeRooms, mustBeThere, roomById } from './change-rooms.ts';
import { RoomInUseError } from './errors.ts';
import { loadRoomUse } from './load-room-use.ts';

const takenAfter = statement(
  'roomTakenAfter',
  { count: integer },
  'select count(*)::int as count from room_taken_after($1::uuid, $2::timestamptz)',
);
const takeOutOfUse = statement('deactivateRoom', {}, 'update rooms set active = false where id = $1::uuid');

/**
 * Takes a room out of use: it keeps its history, and nothing can be booked in it. Bookings ahead are a refusal. A
 * ghost's wish is not, and closures stay: they still hold when the room is used again.
 * @throws RoomInUseError NotAllowedError NotFoundError BusyError
 */
export async function deactivateRoom(context: Context, roomId: string): Promise<void> {
  mustBeAllowedEverywhere(context.viewer, 'room:manage');
  try {
    await changeRooms(context, 'deactivateRoom', {
      read: (forUpdate) => ({
        room: roomById(forUpdate ? 'ForUpdate' : '', roomId),
        taken: takenAfter(roomId, context.clock()),
      }),
      decide: ({ room: [room], taken: [taken] }) => {
        if (!mustBeThere(room).active) return { nothingToDo: {} };
        if (taken && taken.count > 0) return { refusal: () => inUse(context, roomId) };
        return { locks: { rooms: [roomId] }, write: () => [takeOutOfUse(roomId)], result: {} };
      },
    });
  } catch (error) {
    // The constraint refuses where the database's clock is behind this server's.
    throw driverErrorOf(error)?.constraint === 'taken_rooms_stay_active' ? await inUse(context, roomId) : error;
  }
}

async function inUse(context: Context, roomId: string): Promise<Error> {
  const use = await loadRoomUse(context, roomId);
  return use ? new RoomInUseError(use) : new NotFoundError('room');
}
