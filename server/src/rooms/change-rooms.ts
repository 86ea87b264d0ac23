import { takePlaces } from '../bookings/placing/locks.ts';
import type { Context } from '../platform/context.ts';
import { driverErrorOf } from '../platform/database/driver-error.ts';
import type { Transaction } from '../platform/database/database.ts';
import { sqlIn } from '../platform/database/sql-in.ts';
import { type InvalidField, InvalidInputError, NotFoundError } from '../platform/errors.ts';
import { refuse } from '../platform/input.ts';

/**
 * A change of rooms, one after another in the whole installation: places are counted, and names compared. The database
 * checks again; what it refuses comes back as the rule behind it.
 * @throws InvalidInputError BusyError, and what `work` throws
 */
export async function changeRooms<T>(
  context: Context,
  cause: string,
  work: (tx: Transaction) => Promise<T>,
): Promise<T> {
  try {
    return await context.db.transaction({ cause, at: ['list of rooms'] }, async (tx) => {
      await tx.$executeRawUnsafe('select /* lockRoomList */ lock_room_list()');
      return work(tx);
    });
  } catch (error) {
    const broken = brokenFields[driverErrorOf(error)?.constraint ?? ''];
    throw broken ? new InvalidInputError([broken]) : error;
  }
}

const brokenFields: Record<string, InvalidField> = {
  one_room_of_a_name: { path: 'name', message: 'There is a room of this name already.' },
  parts_stay_while_taken: {
    path: 'partIds',
    message:
      'This room has been booked or closed, and what it is made of stays with that. Take it out of use and add a new room instead.',
  },
  no_room_is_its_own_part: { path: 'partIds', message: 'A room cannot be a part of itself.' },
};

export type LockedRoom = { readonly version: number; readonly active: boolean; readonly capacity: number };

/** @param partIds what it is to be made of, where that changes @throws NotFoundError */
export async function lockRoom(tx: Transaction, roomId: string, partIds: readonly string[] = []): Promise<LockedRoom> {
  await takePlaces(tx, { rooms: [roomId, ...partIds] });
  const [room] = await sqlIn(tx)<LockedRoom>(
    'lockRoom',
    'select version, active, capacity from rooms where id = $1::uuid for no key update',
    [roomId],
  );
  if (!room) throw new NotFoundError('room');
  return room;
}

/** Names a room as people do: "Success" and "success " are one, and so is "Café" however it is composed. @throws InvalidInputError */
export async function mustBeFreeName(tx: Transaction, name: string, except: string | null): Promise<void> {
  const [other] = await sqlIn(tx)<{ name: string; active: boolean }>(
    'roomOfName',
    'select name, active from rooms where plain_name(name) = plain_name($1) and id is distinct from $2::uuid',
    [name, except],
  );
  if (!other) return;
  refuse(
    'name',
    other.active
      ? `There is a room called ${other.name} already.`
      : `There is a room called ${other.name} that is out of use: take it into use again, or choose another name.`,
  );
}

/** What a room is made of from now on; nothing is written where that is so already. @throws InvalidInputError */
export async function setParts(tx: Transaction, roomId: string, partIds: readonly string[]): Promise<void> {
  const [known] = await sqlIn(tx)<{ ids: string[] }>(
    'knownRooms',
    'select coalesce(array_agg(id::text), $2) as ids from rooms where id = any ($1::uuid[])',
    [partIds, []],
  );
  const stranger = partIds.findIndex((id) => !known?.ids.includes(id));
  if (stranger >= 0) refuse(`partIds.${stranger}`, 'There is no such room.');
  if (partIds.includes(roomId)) refuse('partIds', 'A room cannot be a part of itself.');
  await sqlIn(tx)('dropRoomParts', 'delete from room_parts where room_id = $1::uuid and part_id <> all ($2::uuid[])', [
    roomId,
    partIds,
  ]);
  await sqlIn(tx)(
    'addRoomParts',
    'insert into room_parts (room_id, part_id) select $1::uuid, unnest($2::uuid[]) on conflict do nothing',
    [roomId, partIds],
  );
}
