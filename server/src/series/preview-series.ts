import { z } from 'zod';
import { type Claim, conflictsOf, takenFrom, takenTo } from '../bookings/placing/claims.ts';
import { count } from '../bookings/counts.ts';
import type { OccupancyView } from '../bookings/occupancy-view.ts';
import type { RoomSuggestion } from '../bookings/placing/room-suggestions.ts';
import { turnaroundIn } from '../bookings/turnaround.ts';
import type { Room } from '../generated/prisma/client.ts';
import type { Context } from '../platform/context.ts';
import { parse } from '../platform/input.ts';
import { findRooms, leavesOf } from '../resources/rooms.ts';
import { datesWithin, mustBegin, mustBeDates, type RoomOfDate, type RuleInput } from './input.ts';
import { localOf, type Occurrence } from './recurrence.ts';
import { ruleWords } from './rule-words.ts';
import { suggestRoomsForDates } from './suggest-rooms-for-dates.ts';

export type PreviewSeriesInput = {
  readonly first: { readonly startsAt: Date; readonly endsAt: Date; readonly roomId: string | null };
  readonly rule: RuleInput;
  readonly rooms: readonly RoomOfDate[];
  readonly attendees: number;
};

export type PreviewedDate = {
  readonly index: number;
  readonly date: string;
  readonly startsAt: Date | null;
  readonly endsAt: Date | null;
  readonly room: Room | null;
  readonly conflicts: readonly OccupancyView[];
  readonly alternatives: readonly RoomSuggestion[];
  readonly overCapacity: boolean;
  /** Why there can be no booking at all on this date. */
  readonly problem: string | null;
};

const previewInput = z.object({ attendees: count('The number of people') });

export type SeriesPreview = { readonly words: string; readonly dates: readonly PreviewedDate[] };

/**
 * Previews what a series would conflict with: it only reads. Five statements, however many dates there are.
 * @throws InvalidInputError
 */
export async function previewSeries(
  context: Context,
  { first, rule: rawRule, rooms: otherRooms, ...input }: PreviewSeriesInput,
): Promise<SeriesPreview> {
  const rule = mustBegin(context, first, rawRule);
  const { attendees } = parse(previewInput, { attendees: input.attendees });
  const { timeZone, locale } = context.facility;
  const dates = datesWithin(context, rule, first);
  mustBeDates(dates, [], otherRooms);
  const roomOf = (date: string) => otherRooms.find((one) => one.date === date)?.roomId ?? first.roomId;
  const rooms = await findRooms(
    context,
    dates.flatMap(({ date }) => roomOf(date) ?? []),
  );
  const claims = dates.flatMap((date, index): Claim[] => {
    const room = rooms.get(roomOf(date.date) ?? '');
    if (!room || date.problem !== null) return [];
    return [{ index, room, startsAt: date.startsAt, endsAt: date.endsAt, attendees, ...turnaroundIn(room, null) }];
  });
  const conflicts = await conflictsOf(context, claims, []);
  const meeting = await meetingTheDateBefore(context, claims);
  const takenClaims = claims.filter(({ index }) => conflicts.has(index) || meeting.has(index));
  const alternatives = await suggestRoomsForDates(context, takenClaims, attendees);
  const now = context.clock();
  return {
    words: ruleWords(rule, localOf(first.startsAt, timeZone).toPlainDate(), locale),
    dates: dates.map((date, index) => {
      const room = rooms.get(roomOf(date.date) ?? '') ?? null;
      return {
        index,
        room,
        date: date.date,
        startsAt: date.startsAt,
        endsAt: date.endsAt,
        conflicts: conflicts.get(index) ?? [],
        alternatives: alternatives.get(index) ?? [],
        overCapacity: room !== null && attendees > room.capacity,
        problem:
          problemOf(date, room, roomOf(date.date) !== null, now) ??
          (meeting.has(index) ? 'It overlaps the previous date in the same room.' : null),
      };
    }),
  };
}

function problemOf({ problem, endsAt }: Occurrence, room: Room | null, wantsRoom: boolean, now: Date): string | null {
  if (problem !== null) return problem;
  if (endsAt !== null && endsAt <= now) return 'This has already ended.';
  return wantsRoom && !room?.active ? 'There is no such room.' : null;
}

/** Finds dates of one series that are in each other's way. */
async function meetingTheDateBefore(context: Context, claims: readonly Claim[]): Promise<Set<number>> {
  const leaves = await leavesOf(
    context,
    claims.map(({ room }) => room.id),
  );
  const meetingClaims = claims.filter((claim, position) => {
    const before = claims[position - 1];
    const ownLeaves = new Set(leaves.get(claim.room.id));
    return (
      before && takenFrom(claim) < takenTo(before) && leaves.get(before.room.id)?.some((leaf) => ownLeaves.has(leaf))
    );
  });
  return new Set(meetingClaims.map(({ index }) => index));
}
