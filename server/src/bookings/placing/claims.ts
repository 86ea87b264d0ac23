import type { Room } from '../../generated/prisma/client.ts';
import type { Context } from '../../platform/context.ts';
import type { Transaction } from '../../platform/database/database.ts';
import { driverErrorOf } from '../../platform/database/driver-error.ts';
import { sqlIn } from '../../platform/database/sql-in.ts';
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
  type WindowRow,
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

/** Something stands where a claim wants to. Becomes a `RoomTakenError` once the locks are let go. */
export class Taken extends Error {
  readonly claims: readonly Claim[];
  readonly without: readonly string[];
  constructor(claims: readonly Claim[], without: readonly string[]) {
    super('taken');
    this.claims = claims;
    this.without = without;
  }
}

/** The bookings that stand in the way of claims, apart from those in `without`; null for what closes a room. */
export async function standing(
  query: <Row>(name: string, text: string, values: readonly unknown[]) => Promise<Row[]>,
  claims: readonly Claim[],
  without: readonly string[],
): Promise<{ index: number; bookingId: string | null }[]> {
  return claims.length === 0 ? [] : query('standing', standingText, [claimsJson(claims), without]);
}

/** @throws Taken */
export async function mustBeFree(tx: Transaction, claims: readonly Claim[], without: readonly string[]): Promise<void> {
  const inTheWay = await standing(sqlIn(tx), claims, without);
  if (inTheWay.length > 0) throw new Taken(claims, without);
}

/**
 * Runs a write; when something stands in the way, explains it with what is free instead. That is looked up after the
 * locks are gone, so that a refusal holds up nobody.
 * @throws RoomTakenError
 */
export async function orRoomTaken<T>(
  context: Context,
  write: (attempt: { claims: readonly Claim[] }) => Promise<T>,
): Promise<T> {
  const attempt: { claims: readonly Claim[] } = { claims: [] };
  try {
    return await write(attempt);
  } catch (error) {
    if (error instanceof Taken) throw await explain(context, error.claims, error.without);
    if (driverErrorOf(error)?.constraint === 'inactive_rooms_stay_free') throw await outOfUse(context, attempt.claims);
    // Only somebody who wrote past our locks can bring us here; the constraint refuses them all the same.
    if (driverErrorOf(error)?.constraint === 'no_overlapping_bookings')
      throw await explain(context, attempt.claims, []);
    throw error;
  }
}

/** Somebody took the room out of use between the look at it and the write. */
async function outOfUse(context: Context, claims: readonly Claim[]): Promise<InvalidInputError> {
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
  const rows = await context.db.sql<WindowRow & { index: number }>('conflicts', conflictsText, [
    claimsJson(claims),
    without,
  ]);
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
  const conflicts = await conflictsOf(context, claims, without);
  const taken = claims.filter((claim) => conflicts.has(claim.index));
  const segments: TakenSegment[] = [];
  for (const claim of taken.length > 0 ? taken : claims) {
    segments.push({
      index: claim.index,
      startsAt: claim.startsAt,
      endsAt: claim.endsAt,
      conflicts: conflicts.get(claim.index) ?? [],
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

const standingText = `select distinct c."index", o.booking_id as "bookingId" from ${claimed}`;
// Of each claim the first few: one that meets a hundred must not hide what stands in the way of the next.
const conflictsText = `
  with met as (
    select c."index", o.id as "metId", row_number() over (partition by c."index" order by lower(o.period), o.id) as place from ${claimed})
  select met."index", ${occupancyColumns}, ${viewColumns} from met join room_occupancies o on o.id = met."metId"
  left join ${bookingsWithPeople} on b.id = o.booking_id where met.place <= 20 order by met."index", lower(o.period) limit 2000`;
