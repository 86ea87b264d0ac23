import { mustBeAllowedEverywhere } from '../people/rights/managed.ts';
import type { Context } from '../platform/context.ts';
import { statement, uuid } from '../platform/database/statement.ts';
import { refuse } from '../platform/input.ts';
import { changeRooms } from './change-rooms.ts';

export type OrderRoomsInput = { readonly roomIds: readonly string[]; readonly beforeRoomId: string | null };

/**
 * Puts some rooms, in this order, right before another one, or after all. Because it does not write the whole list, two
 * people can order at once: neither overwrites what the other one has just moved.
 * @throws InvalidInputError NotAllowedError BusyError
 */
export async function orderRooms(
  context: Context,
  { roomIds: requestedIds, beforeRoomId }: OrderRoomsInput,
): Promise<void> {
  mustBeAllowedEverywhere(context.viewer, 'room:manage');
  const roomIds = [...new Set(requestedIds)];
  if (roomIds.length === 0) refuse('roomIds', 'Name at least one room.');
  if (roomIds.length > 5_000) refuse('roomIds', 'At most 5,000 rooms.');
  if (beforeRoomId !== null && roomIds.includes(beforeRoomId))
    refuse('beforeRoomId', 'A room can’t come before itself.');
  await changeRooms(context, 'orderRooms', {
    read: () => ({ rooms: allRooms() }),
    decide: ({ rooms }) => {
      const all = new Set(rooms.map(({ id }) => id));
      const unknown = requestedIds.findIndex((id) => !all.has(id));
      if (unknown >= 0) refuse(`roomIds.${unknown}`, 'There is no such room.');
      if (beforeRoomId !== null && !all.has(beforeRoomId)) refuse('beforeRoomId', 'There is no such room.');
      return { locks: {}, write: () => [writeOrder(roomIds, beforeRoomId)], result: {} };
    },
  });
}

const allRooms = statement('allRooms', { id: uuid }, 'select id from rooms order by id');

const writeOrder = statement(
  'orderRooms',
  {},
  `
  with moved as (select id, nth from unnest($1::uuid[]) with ordinality as given (id, nth)),
  others as (select id, row_number() over (order by position) as nth from rooms where id <> all ($1::uuid[])),
  place as (select coalesce((select nth from others where id = $2::uuid), (select count(*) + 1 from others)) as nth),
  ordered as (
    select id, row_number() over (order by place, is_other, nth) as position from (
      select id, nth as place, true as is_other, nth from others
      union all
      select moved.id, place.nth, false, moved.nth from moved, place) everyone)
  update rooms set position = ordered.position from ordered where rooms.id = ordered.id and rooms.position <> ordered.position`,
);
