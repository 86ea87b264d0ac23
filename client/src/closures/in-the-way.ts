import { inTheWay, type RoomOption } from '../bookings/availability.ts';
import { conflictWords, type Conflict, type ConflictingBooking } from '../bookings/taken-room.ts';
import type { Interval } from '../time/interval.ts';

/** What stands where rooms are to be closed. */
export type InTheWay = {
  /** Bookings that can be asked to give way, once each, by start. */
  readonly giving: readonly ConflictingBooking[];
  /** What cannot: it has been, is closed already, or is not this person's to know. */
  readonly staying: readonly { readonly key: string; readonly words: string }[];
};

const noTurnaround = new Map<string, never>();

/** Finds what stands in the way of closing one room: nothing has to be set up for that. */
export function conflictsIn(
  room: Pick<RoomOption, 'id' | 'parts'>,
  interval: Interval,
  occupancies: readonly Conflict[],
): readonly Conflict[] {
  return inTheWay(room, { interval }, { occupancies, turnaround: noTurnaround });
}

function isGiving({ booking }: Conflict): boolean {
  return booking != null && booking.status !== 'COMPLETED';
}

export function sortOut(occupancies: readonly Conflict[], timeZone: string): InTheWay {
  const giving = new Map(
    occupancies.flatMap((one) => (one.booking && isGiving(one) ? [[one.booking.id, one.booking] as const] : [])),
  );
  const completed = new Set(occupancies.flatMap(({ booking }) => (booking?.status === 'COMPLETED' ? booking.id : [])));
  return {
    giving: [...giving.values()].toSorted((a, b) => Date.parse(a.startsAt) - Date.parse(b.startsAt)),
    staying: conflictWords(
      occupancies.filter((one) => !isGiving(one)),
      timeZone,
    ).map(({ key, words }) => ({
      key,
      words: completed.has(key) ? `${words}, completed` : words,
    })),
  };
}

/** For a room's line in the list: `2 bookings`, `closed`, or nothing. */
export function takenWords(occupancies: readonly Conflict[]): string {
  if (occupancies.some(({ closure }) => closure)) return 'closed';
  const count = new Set(occupancies.map(({ id, booking }) => booking?.id ?? id)).size;
  return count === 0 ? '' : `${count} ${count === 1 ? 'booking' : 'bookings'}`;
}

/** Without the combined rooms whose parts are all named: they are closed along with them. */
export function withoutCombinedRooms<Room extends Pick<RoomOption, 'id' | 'parts'>>(
  chosen: readonly Room[],
): readonly Room[] {
  const ids = new Set(chosen.map(({ id }) => id));
  return chosen.filter(({ parts }) => parts.length === 0 || !parts.every(({ id }) => ids.has(id)));
}
