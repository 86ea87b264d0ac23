import type { Room } from '../generated/prisma/client.ts';
import type { Context } from '../platform/context.ts';
import { roomColumns } from '../resources/rooms.ts';
import { takenBy } from './occupancy-view.ts';

export type RoomSuggestion = {
  readonly room: Room;
  readonly startsAt: Date;
  readonly endsAt: Date;
  readonly spareSeats: number;
  /** In words, for people. */
  readonly reason: string;
};

type Wanted = {
  readonly from: Date;
  readonly to: Date;
  readonly attendees: number;
  /** Bookings that will have moved away by then: the one that is being moved itself. */
  readonly without?: readonly string[];
};

/** Rooms that are free for the interval and seat the people: best fit first, single rooms before folded walls. */
export const suggestRooms = async (
  { db }: Pick<Context, 'db'>,
  { from, to, attendees, without = [] }: Wanted,
  limit = 50,
): Promise<RoomSuggestion[]> => {
  const rooms = await db.sql<Room>('freeRooms', freeRooms, [from, to, attendees, without, limit]);
  return rooms.map((room) => ({
    room,
    startsAt: from,
    endsAt: to,
    spareSeats: room.capacity - attendees,
    reason: fitInWords(room, attendees),
  }));
};

/** The nearest times at which the same room is free: another day at the same hours, or right before or after. */
export const suggestTimes = async (
  { db, facility, clock }: Pick<Context, 'db' | 'facility' | 'clock'>,
  room: Room,
  { from, to, attendees, without = [] }: Wanted,
  limit = 3,
): Promise<RoomSuggestion[]> => {
  const { timeZone, opensAt, closesAt } = facility;
  const rows = await db.sql<{ startsAt: Date }>('nearestFreeTimes', nearestFreeTimes, [
    room.id, from, to, without, clock(), timeZone, opensAt, closesAt, limit,
  ]);
  const length = to.getTime() - from.getTime();
  return rows.map(({ startsAt }) => ({
    room,
    startsAt,
    endsAt: new Date(startsAt.getTime() + length),
    spareSeats: room.capacity - attendees,
    reason: `${room.name} is free ${dayAndTime(startsAt, timeZone)}`,
  }));
};

export const fitInWords = (room: Room, attendees: number): string => {
  const spare = room.capacity - attendees;
  if (spare === 0) return `Free, and exactly full with ${attendees}`;
  return `Free, ${spare} ${spare === 1 ? 'seat' : 'seats'} to spare`;
};

const dayAndTime = (moment: Date, timeZone: string): string =>
  new Intl.DateTimeFormat('en-ZA', {
    timeZone, weekday: 'short', day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit', hourCycle: 'h23',
  }).format(moment);

// Only a booking that the viewer may see is left out: the answer would tell where another division's stands.
export const stands = (room: string, setup: string, from: string, to: string, teardown: string, without: string) => `
  exists (select from room_leaves l join room_occupancies o on o.room_id = l.leaf_id
    where l.room_id = ${room} and ${takenBy} <> all (array(select b.id from bookings b where b.id = any (${without}::uuid[])))
      and o.period && tstzrange(${from} - make_interval(mins => ${setup}), ${to} + make_interval(mins => ${teardown})))`;

const freeRooms = `
  select ${roomColumns} from rooms
  where active and not long_term and capacity >= $3
    and not ${stands('rooms.id', 'rooms.setup_minutes', '$1::timestamptz', '$2::timestamptz', 'rooms.teardown_minutes', '$4')}
  order by capacity, exists (select from room_parts p where p.room_id = rooms.id), position
  limit $5`;

// $1 room, $2 from, $3 to, $4 without, $5 now, $6 zone, $7 opens, $8 closes, $9 limit
const nearestFreeTimes = `
  with wanted as (select id, setup_minutes, teardown_minutes from rooms where id = $1::uuid),
  candidates as (
    select ($2::timestamptz at time zone $6 + days * interval '1 day') at time zone $6 as starts_at, true as same_hours
    from generate_series(-14, 14) days where days <> 0
    union
    select unnest(array[
      upper(o.period) + make_interval(mins => w.setup_minutes),
      lower(o.period) - make_interval(mins => w.teardown_minutes) - ($3::timestamptz - $2::timestamptz)]), false
    from wanted w join room_leaves l on l.room_id = w.id join room_occupancies o on o.room_id = l.leaf_id
    where o.period && tstzrange($2::timestamptz - interval '1 day', $3::timestamptz + interval '1 day') and ${takenBy} <> all ($4::uuid[])
  ),
  spans as (select starts_at, starts_at + ($3::timestamptz - $2::timestamptz) as ends_at, same_hours from candidates)
  select starts_at as "startsAt" from spans s, wanted w
  where starts_at >= $5 and (same_hours or (
      (starts_at at time zone $6)::time >= $7::time and (ends_at at time zone $6)::time <= $8::time
      and (starts_at at time zone $6)::date = (ends_at at time zone $6)::date))
    and not ${stands('w.id', 'w.setup_minutes', 's.starts_at', 's.ends_at', 'w.teardown_minutes', '$4')}
  group by starts_at
  order by abs(extract(epoch from starts_at - $2::timestamptz)), starts_at
  limit $9`;
