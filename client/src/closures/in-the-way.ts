import { inTheWay, type RoomOption } from '../bookings/availability.ts';
import { standingWords, type Standing, type StandingBooking } from '../bookings/taken-room.ts';
import type { Interval } from '../time/interval.ts';

/** What stands where rooms are to be closed. */
export type InTheWay = {
  /** Bookings that can be asked to give way, once each, by start. */
  readonly giving: readonly StandingBooking[];
  /** What cannot: it has been, is closed already, or is not this person's to know. */
  readonly staying: readonly { readonly key: string; readonly words: string }[];
};

const noTurnaround = new Map<string, never>();

/** What stands in the way of closing one room: nothing has to be set up for that. */
export function standingIn(
  room: Pick<RoomOption, 'id' | 'parts'>,
  interval: Interval,
  occupancies: readonly Standing[],
): readonly Standing[] {
  return inTheWay(room, { interval }, { occupancies, turnaround: noTurnaround });
}

function isGiving({ booking }: Standing): boolean {
  return booking != null && booking.status !== 'COMPLETED';
}

export function sortOut(standing: readonly Standing[], timeZone: string): InTheWay {
  const giving = new Map(
    standing.flatMap((one) => (one.booking && isGiving(one) ? [[one.booking.id, one.booking] as const] : [])),
  );
  const completed = new Set(standing.flatMap(({ booking }) => (booking?.status === 'COMPLETED' ? booking.id : [])));
  return {
    giving: [...giving.values()].toSorted((a, b) => Date.parse(a.startsAt) - Date.parse(b.startsAt)),
    staying: standingWords(
      standing.filter((one) => !isGiving(one)),
      timeZone,
    ).map(({ key, words }) => ({
      key,
      words: completed.has(key) ? `${words}, completed` : words,
    })),
  };
}

/** For a room's line in the list: `2 bookings`, `closed`, or nothing. */
export function takenWords(standing: readonly Standing[]): string {
  if (standing.some(({ closure }) => closure)) return 'closed';
  const count = new Set(standing.map(({ id, booking }) => booking?.id ?? id)).size;
  return count === 0 ? '' : `${count} ${count === 1 ? 'booking' : 'bookings'}`;
}

/** Without the combined rooms whose parts are all named: they are closed along with them. */
export function namedRooms<Room extends Pick<RoomOption, 'id' | 'parts'>>(chosen: readonly Room[]): readonly Room[] {
  const ids = new Set(chosen.map(({ id }) => id));
  return chosen.filter(({ parts }) => parts.length === 0 || !parts.every(({ id }) => ids.has(id)));
}
