import { fitInWords, type RoomSuggestion, isOccupied } from '../bookings/placing/room-suggestions.ts';
import type { Context } from '../platform/context.ts';
import { integer, statement } from '../platform/database/statement.ts';
import { roomColumns, roomRow } from '../resources/rooms.ts';

type DateToPlace = { readonly index: number; readonly startsAt: Date; readonly endsAt: Date };

/** Does the same as suggestRooms for many times, in one statement; by their index. */
export async function suggestRoomsForDates(
  { db }: Pick<Context, 'db'>,
  dates: readonly DateToPlace[],
  attendees: number,
  limit = 5,
): Promise<Map<number, RoomSuggestion[]>> {
  const suggestionsByIndex = new Map<number, RoomSuggestion[]>();
  if (dates.length === 0) return suggestionsByIndex;
  const rows = await db.run(freeRoomsForDates(JSON.stringify(dates), attendees, [], limit));
  for (const { index, ...room } of rows) {
    const date = dates.find((one) => one.index === index);
    if (!date) continue;
    const suggestion = {
      room,
      startsAt: date.startsAt,
      endsAt: date.endsAt,
      spareSeats: room.capacity - attendees,
      reason: fitInWords(room, attendees),
    };
    suggestionsByIndex.set(index, [...(suggestionsByIndex.get(index) ?? []), suggestion]);
  }
  return suggestionsByIndex;
}

const freeRoomsForDates = statement(
  'freeRoomsForDates',
  { index: integer, ...roomRow },
  `
  select w."index", free.* from jsonb_to_recordset($1::jsonb) as w("index" int, "startsAt" timestamptz, "endsAt" timestamptz)
  cross join lateral (
    select ${roomColumns} from rooms
    where active and not long_term and capacity >= $2
      and not ${isOccupied('rooms.id', 'rooms.setup_minutes', 'w."startsAt"', 'w."endsAt"', 'rooms.teardown_minutes', '$3')}
    order by capacity, exists (select from room_parts p where p.room_id = rooms.id), position
    limit $4) free
  order by w."index", free.capacity, free.position`,
);
