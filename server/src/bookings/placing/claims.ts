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

/** A claim on a room for an interval, from one segment of a request. */
export type Claim = Turnaround & {
  readonly index: number;
  readonly room: Room;
  readonly startsAt: Date;
  readonly endsAt: Date;
  readonly attendees: number;
  /** The field of the request that names the room; `roomId` by default. */
  readonly path?: string;
  /** Only this very room will do, as when it is closed: no alternative is offered. */
  readonly onlyHere?: true;
};

export function takenFrom(claim: Claim): Date {
  return new Date(claim.startsAt.getTime() - claim.setupMinutes * 60_000);
}
export function takenTo(claim: Claim): Date {
  return new Date(claim.endsAt.getTime() + claim.teardownMinutes * 60_000);
}

/** Finds the bookings in the way of claims, apart from those in `without`; null for what closes a room. */
export async function findObstacles(
  db: Runner,
  claims: readonly Claim[],
  without: readonly string[],
): Promise<{ index: number; bookingId: string | null }[]> {
  return claims.length === 0 ? [] : db.run(obstacles(claimsJson(claims), without));
}

/** Rooms were taken out of use after they were read and before the write. */
export async function outOfUse(context: Context, claims: readonly Claim[]): Promise<InvalidInputError> {
  return new InvalidInputError(
    (await claimsOutOfUse(context, claims)).map(({ room, path = 'roomId' }) => ({
      path,
      message: `${room.name} is retired.`,
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

/**
 * Finds what is in the way of each claim, by its index, as the viewer may see it: the first few of each, in one
 * statement.
 */
export async function conflictsOf(
  context: Pick<Context, 'db'>,
  claims: readonly Claim[],
  without: readonly string[],
): Promise<Map<number, OccupancyView[]>> {
  const rows = await context.db.run(conflicts(claimsJson(claims), without));
  const sightings = await viewRows(context, rows);
  const conflictsByIndex = new Map<number, OccupancyView[]>();
  for (const [position, { index }] of rows.entries()) {
    const occupancy = sightings[position]?.occupancy;
    if (occupancy) conflictsByIndex.set(index, [...(conflictsByIndex.get(index) ?? []), occupancy]);
  }
  return conflictsByIndex;
}

/** Explains what is in the way of claims, as far as the viewer may know, and what is free instead. */
export async function explain(
  context: Context,
  claims: readonly Claim[],
  without: readonly string[],
): Promise<RoomTakenError> {
  const inTheWay = await conflictsOf(context, claims, without);
  const takenClaims = claims.filter((claim) => inTheWay.has(claim.index));
  const segments: TakenSegment[] = [];
  for (const claim of takenClaims.length > 0 ? takenClaims : claims) {
    segments.push({
      index: claim.index,
      startsAt: claim.startsAt,
      endsAt: claim.endsAt,
      conflicts: inTheWay.get(claim.index) ?? [],
      // A year of clashes is explained by its first ones: each takes two queries.
      alternatives: segments.length < 10 && !claim.onlyHere ? await alternativesTo(context, claim, without) : [],
    });
  }
  return new RoomTakenError(segments);
}

async function alternativesTo(context: Context, claim: Claim, without: readonly string[]) {
  const { room, startsAt: from, endsAt: to, attendees, setupMinutes, teardownMinutes } = claim;
  const criteria = { from, to, attendees, without };
  return [
    ...(await suggestRooms(context, { ...criteria, minutes: minutesInAnyRoom(claim) }, 5)),
    ...(await suggestTimes(context, room, { ...criteria, minutes: { setupMinutes, teardownMinutes } })),
  ];
}

function claimsJson(claims: readonly Claim[]): string {
  return JSON.stringify(
    claims.map((claim) => ({ index: claim.index, room: claim.room.id, from: takenFrom(claim), to: takenTo(claim) })),
  );
}

const claimedOccupancies = `jsonb_to_recordset($1::jsonb) as c("index" int, room uuid, "from" timestamptz, "to" timestamptz)
  join room_leaves l on l.room_id = c.room
  join room_occupancies o on o.room_id = l.leaf_id and o.period && tstzrange(c."from", c."to") and ${takenBy} <> all ($2::uuid[])`;

const obstacles = statement(
  'inTheWay',
  { index: integer, bookingId: uuid.orNull },
  `select distinct c."index", o.booking_id as "bookingId" from ${claimedOccupancies}`,
);
// The first few of each claim: one that meets a hundred must not hide what is in the way of the next.
const conflicts = statement(
  'conflicts',
  { index: integer, ...windowRow },
  `
  with met as (
    select c."index", o.id as "metId", row_number() over (partition by c."index" order by lower(o.period), o.id) as place from ${claimedOccupancies})
  select met."index", ${occupancyColumns}, ${viewColumns} from met join room_occupancies o on o.id = met."metId"
  left join ${bookingsWithPeople} on b.id = o.booking_id where met.place <= 20 order by met."index", lower(o.period) limit 2000`,
);
