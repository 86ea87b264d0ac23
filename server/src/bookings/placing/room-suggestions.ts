import { Temporal } from 'temporal-polyfill';
import type { Room } from '../../generated/prisma/client.ts';
import type { Context } from '../../platform/context.ts';
import { statement, timestamptz } from '../../platform/database/statement.ts';
import { type Facility, type Hours, widestHours } from '../../platform/facility.ts';
import { roomColumns, roomRow } from '../../resources/rooms.ts';
import { bookingColumns, bookingsTable } from '../bookings-table.ts';
import { takenBy } from '../occupancy-view.ts';
import { type ChosenTurnaround, minutesInAnyRoom, type MinutesInAnyRoom, type Turnaround } from '../turnaround.ts';

export type RoomSuggestion = {
  readonly room: Room;
  readonly startsAt: Date;
  readonly endsAt: Date;
  readonly spareSeats: number;
  /** In words, for people. */
  readonly reason: string;
};

type SuggestionCriteria = {
  readonly from: Date;
  readonly to: Date;
  readonly attendees: number;
  /** Bookings that will have moved away by then: the one that is being moved itself. */
  readonly without?: readonly string[];
  /** The minutes before and after in each room; null for the room's own. */
  readonly minutes?: MinutesInAnyRoom;
  /** The current room of the booking that is being moved, and its minutes there. */
  readonly standsIn?: ({ readonly roomId: string } & Pick<Turnaround, 'setupMinutes' | 'teardownMinutes'>) | null;
};

const asTheRoomHas: MinutesInAnyRoom = { setupMinutes: null, teardownMinutes: null };

/**
 * Suggests rooms that are free for the interval and seat the people: best fit first, single rooms before folded walls.
 */
export async function suggestRooms(
  { db }: Pick<Context, 'db'>,
  { from, to, attendees, without = [], minutes = asTheRoomHas, standsIn = null }: SuggestionCriteria,
  limit = 50,
): Promise<RoomSuggestion[]> {
  const rooms = await db.run(
    freeRooms(
      from,
      to,
      attendees,
      without,
      limit,
      minutes.setupMinutes,
      minutes.teardownMinutes,
      standsIn?.roomId ?? null,
      standsIn?.setupMinutes ?? null,
      standsIn?.teardownMinutes ?? null,
    ),
  );
  return rooms.map((room) => ({
    room,
    startsAt: from,
    endsAt: to,
    spareSeats: room.capacity - attendees,
    reason: fitInWords(room, attendees),
  }));
}

const bookingToPlace = statement(
  'bookingToPlace',
  bookingsTable.columns,
  `select ${bookingColumns} from bookings b where b.id = $1::uuid`,
);

type SuggestionRequest = Pick<SuggestionCriteria, 'from' | 'to' | 'attendees'> & ChosenTurnaround;

/**
 * Does the same for a booking that is being moved or assigned, with its minutes in each room. A booking that the viewer
 * does not see is ignored.
 */
export async function suggestRoomsFor(
  context: Pick<Context, 'db'>,
  { from, to, attendees, ...chosen }: SuggestionRequest,
  bookingId: string | null,
): Promise<RoomSuggestion[]> {
  const [booking = null] = bookingId === null ? [] : await context.db.run(bookingToPlace(bookingId));
  return suggestRooms(context, {
    from,
    to,
    attendees,
    without: bookingId === null ? [] : [bookingId],
    minutes: minutesInAnyRoom(booking, chosen),
    standsIn: booking?.roomId == null || chosen.followRoom === true ? null : { ...booking, roomId: booking.roomId },
  });
}

/**
 * Suggests the nearest times at which the same room is free: another day at the same hours, or right before or after.
 * Days on which the facility is closed are suggested only where the day in question is one.
 */
export async function suggestTimes(
  { db, facility, clock }: Pick<Context, 'db' | 'facility' | 'clock'>,
  room: Room,
  { from, to, attendees, without = [], minutes = asTheRoomHas }: SuggestionCriteria,
  limit = 3,
): Promise<RoomSuggestion[]> {
  const { timeZone } = facility;
  const week = hoursAround(from, facility);
  const rows = await db.run(
    nearestFreeTimes(
      room.id,
      from,
      to,
      without,
      clock(),
      timeZone,
      week.map((hours) => hours?.from ?? null),
      week.map((hours) => hours?.until ?? null),
      limit,
      minutes.setupMinutes,
      minutes.teardownMinutes,
    ),
  );
  const length = to.getTime() - from.getTime();
  return rows.map(({ startsAt }) => ({
    room,
    startsAt,
    endsAt: new Date(startsAt.getTime() + length),
    spareSeats: room.capacity - attendees,
    reason: `${room.name} is free ${dayAndTime(startsAt, facility)}`,
  }));
}

/** Of each weekday; where the moment lies on a closed day, others that are closed are as good, from the first opening to the last closing. */
function hoursAround(moment: Date, facility: Facility): readonly (Hours | null)[] {
  const { openingHours, timeZone } = facility;
  const { dayOfWeek } = Temporal.Instant.fromEpochMilliseconds(moment.getTime()).toZonedDateTimeISO(timeZone);
  return openingHours[dayOfWeek - 1] ? openingHours : openingHours.map((hours) => hours ?? widestHours(facility));
}

export function fitInWords(room: Room, attendees: number): string {
  const spare = room.capacity - attendees;
  if (spare === 0) return `Free, exactly full with ${attendees}`;
  return `Free, ${spare} ${spare === 1 ? 'seat' : 'seats'} to spare`;
}

function dayAndTime(moment: Date, { timeZone, locale }: Pick<Facility, 'timeZone' | 'locale'>): string {
  return new Intl.DateTimeFormat(locale, {
    timeZone,
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).format(moment);
}

// Only a booking that the viewer may see is left out: otherwise the answer would reveal where another division's is.
export function isOccupied(room: string, setup: string, from: string, to: string, teardown: string, without: string) {
  return `
  exists (select from room_leaves l join room_occupancies o on o.room_id = l.leaf_id
    where l.room_id = ${room} and ${takenBy} <> all (array(select b.id from bookings b where b.id = any (${without}::uuid[])))
      and o.period && tstzrange(${from} - make_interval(mins => ${setup}), ${to} + make_interval(mins => ${teardown})))`;
}

function minutesFor(chosenMinutes: string, currentMinutes: string, column: string) {
  return `coalesce(${chosenMinutes}::int, case when rooms.id = $8::uuid then ${currentMinutes}::int end, rooms.${column})`;
}

const freeRooms = statement(
  'freeRooms',
  roomRow,
  `
  select ${roomColumns} from rooms
  where active and not long_term and capacity >= $3
    and not ${isOccupied('rooms.id', minutesFor('$6', '$9', 'setup_minutes'), '$1::timestamptz', '$2::timestamptz', minutesFor('$7', '$10', 'teardown_minutes'), '$4')}
  order by capacity, exists (select from room_parts p where p.room_id = rooms.id), position
  limit $5`,
);

// $1 room, $2 from, $3 to, $4 without, $5 now, $6 zone, $7 $8 opening and closing of each weekday, null where closed, $9 limit, $10 $11 setup and teardown
const nearestFreeTimes = statement(
  'nearestFreeTimes',
  { startsAt: timestamptz },
  `
  with wanted as (select id, coalesce($10::int, setup_minutes) as setup_minutes, coalesce($11::int, teardown_minutes) as teardown_minutes from rooms where id = $1::uuid),
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
  where starts_at >= $5 and case when same_hours
      then ($7::time[])[extract(isodow from starts_at at time zone $6)::int] is not null
      else (starts_at at time zone $6)::time >= ($7::time[])[extract(isodow from starts_at at time zone $6)::int]
        and (ends_at at time zone $6)::time <= ($8::time[])[extract(isodow from starts_at at time zone $6)::int]
        and (starts_at at time zone $6)::date = (ends_at at time zone $6)::date end
    and not ${isOccupied('w.id', 'w.setup_minutes', 's.starts_at', 's.ends_at', 'w.teardown_minutes', '$4')}
  group by starts_at
  order by abs(extract(epoch from starts_at - $2::timestamptz)), starts_at
  limit $9`,
);
