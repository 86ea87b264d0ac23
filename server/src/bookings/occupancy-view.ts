import type { Booking, Closure, Room, User } from '../generated/prisma/client.ts';
import type { RelationsAtHand } from '../platform/answer-at-once.ts';
import { eachOrNull, json, type RowOf, type Runner, text, timestamptz, uuid } from '../platform/database/statement.ts';
import { findRooms } from '../resources/rooms.ts';
import { bookingColumns, bookingsTable } from './bookings-table.ts';

/** A booking with its relations, as the types of the schema expect it, so that no resolver looks one up row by row. */
export type BookingView = Booking &
  RelationsAtHand & { room: Room | null; requestedRoom: Room | null; createdBy: PersonNames; requester: PersonNames };

type PersonNames = Pick<User, 'id' | 'username' | 'displayName'>;

/** A taken leaf room, as the database lets the viewer see it. */
export type OccupancyView = {
  readonly id: string;
  readonly room: Room;
  readonly startsAt: Date;
  readonly endsAt: Date;
  /** Null where its tenant is not visible: the viewer learns that the room is taken, and no more. */
  readonly booking: BookingView | null;
  /** The closure, where that is why the room is taken. */
  readonly closure: ClosureView | null;
};

/** Rooms that are closed; all tenants share them, so everybody may know why. */
export type ClosureView = Pick<Closure, 'id' | 'version' | 'startsAt' | 'endsAt' | 'reason'> & {
  readonly rooms: readonly Room[];
  readonly createdBy: PersonNames;
};

/** Closures are few: one travels as JSON, so that bookings pay for it with one column. */
type ClosureRow = Pick<Closure, 'id' | 'version' | 'reason' | 'roomIds'> & {
  readonly startsAt: string;
  readonly endsAt: string;
  readonly createdBy: ClosureView['createdBy'];
};

/** A row of occupancies left-joined to bookings; or a booking alone, where it takes no room. */
export const windowRow = {
  occupancyId: uuid.orNull,
  leafId: uuid.orNull,
  takenFrom: timestamptz.orNull,
  takenTo: timestamptz.orNull,
  takenBy: uuid,
  closure: json<ClosureRow>().orNull,
  ...eachOrNull(bookingsTable.columns),
  authorUsername: text.orNull,
  authorName: text.orNull,
  requesterUsername: text.orNull,
  requesterName: text.orNull,
};
export type WindowRow = RowOf<typeof windowRow>;

/** The columns of a booking that a view needs, and their source. */
export const viewColumns = `${bookingColumns}, u.username as "authorUsername", u.display_name as "authorName", r.username as "requesterUsername", r.display_name as "requesterName"`;
export const bookingsWithPeople =
  '(bookings b join users u on u.id = b.created_by_id join users r on r.id = b.requester_id)';

/** The key of the booking or the closure behind an occupancy `o`. */
export const takenBy = 'coalesce(o.booking_id, o.closure_id)';
export const occupancyColumns = `o.id as "occupancyId", o.room_id as "leafId", lower(o.period) as "takenFrom", upper(o.period) as "takenTo",
  ${takenBy} as "takenBy", case when o.closure_id is not null then (
    select json_build_object('id', c.id, 'version', c.version, 'reason', c.reason, 'roomIds', c.room_ids, 'startsAt', c.starts_at, 'endsAt', c.ends_at,
      'createdBy', json_build_object('id', cu.id, 'username', cu.username, 'displayName', cu.display_name))
    from closures c join users cu on cu.id = c.created_by_id where c.id = o.closure_id) end as closure`;
export const noOccupancyColumns = `null::uuid as "occupancyId", null::uuid as "leafId", null::timestamptz as "takenFrom", null::timestamptz as "takenTo", b.id as "takenBy", null::json as closure`;

export type Sighting = {
  readonly takenBy: string;
  readonly occupancy: OccupancyView | null;
  readonly booking: BookingView | null;
};

/** Joins rooms to rows in one statement, however many there are. */
export async function viewRows(context: { readonly db: Runner }, rows: readonly WindowRow[]): Promise<Sighting[]> {
  const roomIds = rows.flatMap((row) =>
    [row.leafId, row.roomId, row.requestedRoomId, ...(row.closure?.roomIds ?? [])].filter((id) => id !== null),
  );
  const rooms = roomIds.length > 0 ? await findRooms(context, roomIds) : new Map<string, Room>();
  const views = new Map<string, BookingView>();
  return rows.map((row) => {
    const booking = row.id === null ? null : (views.get(row.id) ?? bookingView(row as BookingRow, rooms));
    if (booking) views.set(booking.id, booking);
    const room = row.leafId === null ? undefined : rooms.get(row.leafId);
    const occupancy =
      row.occupancyId !== null && room && row.takenFrom && row.takenTo
        ? {
            id: row.occupancyId,
            room,
            startsAt: row.takenFrom,
            endsAt: row.takenTo,
            booking,
            closure: row.closure && closureView(row.closure, rooms),
          }
        : null;
    return { takenBy: row.takenBy, occupancy, booking };
  });
}

function closureView({ roomIds, startsAt, endsAt, ...closure }: ClosureRow, rooms: Map<string, Room>): ClosureView {
  return {
    ...closure,
    startsAt: new Date(startsAt),
    endsAt: new Date(endsAt),
    rooms: roomIds.flatMap((id) => rooms.get(id) ?? []).toSorted((a, b) => a.position - b.position),
  };
}

type BookingRow = Booking & {
  readonly authorUsername: string;
  readonly authorName: string;
  readonly requesterUsername: string;
  readonly requesterName: string;
};

function bookingView(
  { authorUsername, authorName, requesterUsername, requesterName, ...booking }: BookingRow,
  rooms: Map<string, Room>,
): BookingView {
  return {
    ...booking,
    relationsAtHand: true,
    createdBy: { id: booking.createdById, username: authorUsername, displayName: authorName },
    requester: { id: booking.requesterId, username: requesterUsername, displayName: requesterName },
    room: booking.roomId === null ? null : (rooms.get(booking.roomId) ?? null),
    requestedRoom: booking.requestedRoomId === null ? null : (rooms.get(booking.requestedRoomId) ?? null),
  };
}
