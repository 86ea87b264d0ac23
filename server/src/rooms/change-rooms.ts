import { type Steps, underLocks, type WriteFacts } from '../bookings/changing/under-locks.ts';
import type { Context } from '../platform/context.ts';
import { driverErrorOf } from '../platform/database/driver-error.ts';
import {
  boolean,
  integer,
  joinedStatement,
  type Query,
  statement,
  text,
  uuid,
} from '../platform/database/statement.ts';
import { type InvalidField, InvalidInputError, NotFoundError } from '../platform/errors.ts';
import { refuse } from '../platform/input.ts';

const lockRoomList = statement('lockRoomList', {}, 'select from lock_room_list()');

/** Serialises changes of rooms in the whole installation: places are counted, and names compared. */
const roomsQueue = { key: 'list of rooms', lock: lockRoomList() };

/**
 * Runs a change of rooms. The database checks again, and its refusal is thrown as the rule behind it.
 * @throws InvalidInputError BusyError, and what `decide` throws
 */
export async function changeRooms<const Of extends Readonly<Record<string, Query | null>>, Result>(
  context: Context,
  cause: WriteFacts['cause'],
  steps: Steps<Of, Result>,
): Promise<Result> {
  try {
    return await underLocks(context, { cause, queue: roomsQueue }, steps);
  } catch (error) {
    const brokenRule = brokenFields[driverErrorOf(error)?.constraint ?? ''];
    throw brokenRule ? new InvalidInputError([brokenRule]) : error;
  }
}

const brokenFields: Record<string, InvalidField> = {
  one_room_of_a_name: { path: 'name', message: 'A room with this name already exists.' },
  parts_stay_while_taken: {
    path: 'partIds',
    message: 'This can’t change, because the room has been booked or closed. Retire it and add a new room instead.',
  },
  no_room_is_its_own_part: { path: 'partIds', message: 'A room cannot be a part of itself.' },
};

export const roomById = joinedStatement(
  'roomById',
  { version: integer, active: boolean, capacity: integer },
  ['', 'ForUpdate'],
  (lock) => `select version, active, capacity from rooms where id = $1::uuid ${lock ? 'for no key update' : ''}`,
);

/** @throws NotFoundError */
export function mustBeThere<Row>(room: Row | undefined): Row {
  if (!room) throw new NotFoundError('room');
  return room;
}

/**
 * Finds the room with this name, as people hear it: "Success" and "success " are one, and so is "Café" however it is
 * composed.
 */
export const roomOfName = statement(
  'roomOfName',
  { name: text, active: boolean },
  'select name, active from rooms where plain_name(name) = plain_name($1) and id is distinct from $2::uuid',
);

/** @throws InvalidInputError */
export function mustBeFreeName(other: { readonly name: string; readonly active: boolean } | undefined): void {
  if (!other) return;
  refuse(
    'name',
    other.active
      ? `A room called ${other.name} already exists.`
      : `A retired room is called ${other.name}. Reactivate it, or choose another name.`,
  );
}

export const roomsAmong = statement('roomsAmong', { id: uuid }, 'select id from rooms where id = any ($1::uuid[])');

const dropRoomParts = statement(
  'dropRoomParts',
  {},
  'delete from room_parts where room_id = $1::uuid and part_id <> all ($2::uuid[])',
);
const addRoomParts = statement(
  'addRoomParts',
  {},
  'insert into room_parts (room_id, part_id) select $1::uuid, unnest($2::uuid[]) on conflict do nothing',
);

/** @throws InvalidInputError where a room cannot be made of these */
export function mustBeParts(
  roomId: string,
  partIds: readonly string[],
  knownRooms: readonly { readonly id: string }[],
): void {
  const unknown = partIds.findIndex((id) => !knownRooms.some((room) => room.id === id));
  if (unknown >= 0) refuse(`partIds.${unknown}`, 'There is no such room.');
  if (partIds.includes(roomId)) refuse('partIds', 'A room cannot be a part of itself.');
}

/** Sets the parts of a room; nothing is written where they are the same already. */
export function setParts(roomId: string, partIds: readonly string[]): readonly Query[] {
  return [dropRoomParts(roomId, partIds), addRoomParts(roomId, partIds)];
}
