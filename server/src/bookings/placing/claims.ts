import type { Room } from '../../generated/prisma/client.ts';
import type { Context } from '../../platform/context.ts';
import { integer, type Runner, statement, uuid } from '../../platform/database/statement.ts';
import { InvalidInputError } from '../../platform/errors.ts';
import { findRooms } from '../../resources/rooms.ts';
import { RoomTakenError, type TakenSegment } from '../errors.ts';
import {
  bookingsWithPeople,
  occupancyColumns,
  type OccupancyView,
  takenBy,
  viewColumns,
  viewRows,
  windowRow,
} from '../occupancy-view.ts';
import { suggestRooms, suggestTimes } from './room-suggestions.ts';
import { minutesInAnyRoom, type Turnaround } from '../turnaround.ts';

/** That a room be taken for an interval, as one segment of a request. */
export type Claim = Turnaround & {
  readonly index: number;
  readonly room: Room;
  readonly startsAt: Date;
  readonly endsAt: Date;
  readonly attendees: number;
  /** Where the request names the room; `roomId` where it is not said. */
  readonly path?: string;
  /** This very room is meant, as when it is closed: nothing is offered instead. */
  readonly onlyHere?: true;
};

export function takenFrom(claim: Claim): Date {
  return new Date(claim.startsAt.getTime() - claim.setupMinutes * 60_000);
}
export function takenTo(claim: Claim): Date {
  return new Date(claim.endsAt.getTime() + claim.teardownMinutes * 60_000);
}

/** The bookings that stand in the way of claims, apart from those in `without`; null for what closes a room. */
export async function findStanding(
  db: Runner,
  claims: readonly Claim[],
  without: readonly string[],
): Promise<{ index: number; bookingId: string | null }[]> {
  return claims.length === 0 ? [] : db.run(standing(claimsJson(claims), without));
}

/** Somebody took rooms out of use between the look at them and the write. */
export async function outOfUse(context: Context, claims: readonly Claim[]): Promise<InvalidInputError> {
  return new InvalidInputError(
    (await claimsOutOfUse(context, claims)).map(({ room, path = 'roomId' }) => ({
      path,
      message: `${room.name} is out of use.`,
    })),
  );
}

export async function claimsOutOfUse(context: Context, claims: readonly Claim[]): Promise<Claim[]> {
  const rooms = await findRooms(
    context,
    claims.map(({ room }) => room.id),
  );
  return claims.filter(({ room }) => !rooms.get(room.id)?.active);
}

/** What stands in the way of each claim, by its index, as the viewer may see it: the first few of each, in one statement. */
export async function conflictsOf(
  context: Pick<Context, 'db'>,
  claims: readonly Claim[],
  without: readonly string[],
): Promise<Map<number, OccupancyView[]>> {
  const rows = await context.db.run(conflicts(claimsJson(claims), without));
  const sightings = await viewRows(context, rows);
  const found = new Map<number, OccupancyView[]>();
  for (const [position, { index }] of rows.entries()) {
    const occupancy = sightings[position]?.occupancy;
    if (occupancy) found.set(index, [...(found.get(index) ?? []), occupancy]);
  }
  return found;
}

/** What stands in the way of claims, as far as the viewer may know, and what is free instead. */
export async function explain(
  context: Context,
  claims: readonly Claim[],
  without: readonly string[],
): Promise<RoomTakenError> {
  const inTheWay = await conflictsOf(context, claims, without);
  const taken = claims.filter((claim) => inTheWay.has(claim.index));
  const segments: TakenSegment[] = [];
  for (const claim of taken.length > 0 ? taken : claims) {
    segments.push({
      index: claim.index,
      startsAt: claim.startsAt,
      endsAt: claim.endsAt,
      conflicts: inTheWay.get(claim.index) ?? [],
      // A year of clashes is explained by its first ones: each is two look-ups.
      alternatives: segments.length < 10 && !claim.onlyHere ? await alternativesTo(context, claim, without) : [],
    });
  }
  return new RoomTakenError(segments);
}

async function alternativesTo(context: Context, claim: Claim, without: readonly string[]) {
  const { room, startsAt: from, endsAt: to, attendees, setupMinutes, teardownMinutes } = claim;
  const wanted = { from, to, attendees, without };
  return [
    ...(await suggestRooms(context, { ...wanted, minutes: minutesInAnyRoom(claim) }, 5)),
    ...(await suggestTimes(context, room, { ...wanted, minutes: { setupMinutes, teardownMinutes } })),
  ];
}

function claimsJson(claims: readonly Claim[]): string {
  return JSON.stringify(
    claims.map((claim) => ({ index: claim.index, room: claim.room.id, from: takenFrom(claim), to: takenTo(claim) })),
  );
}

const claimed = `jsonb_to_recordset($1::jsonb) as c("index" int, room uuid, "from" timestamptz, "to" timestamptz)
  join room_leaves l on l.room_id = c.room
  join room_occupancies o on o.room_id = l.leaf_id and o.period && tstzrange(c."from", c."to") and ${takenBy} <> all ($2::uuid[])`;

const standing = statement(
  'inTheWay',
  { index: integer, bookingId: uuid.orNull },
  `select distinct c."index", o.booking_id as "bookingId" from ${claimed}`,
);
// Of each claim the first few: one that meets a hundred must not hide what stands in the way of the next.
const conflicts = statement(
  'conflicts',
  { index: integer, ...windowRow },
  `
  with met as (
    select c."index", o.id as "metId", row_number() over (partition by c."index" order by lower(o.period), o.id) as place from ${claimed})
  select met."index", ${occupancyColumns}, ${viewColumns} from met join room_occupancies o on o.id = met."metId"
  left join ${bookingsWithPeople} on b.id = o.booking_id where met.place <= 20 order by met."index", lower(o.period) limit 2000`,
);
