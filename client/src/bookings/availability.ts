import type { RoomEquipment } from '../graphql/generated/graphql.ts';
import { overlaps, type Interval, minuteMs, intervalOf } from '../time/interval.ts';
import { isClosed, type Conflict } from './taken-room.ts';

/** A room as it can be chosen. */
export type RoomOption = {
  readonly id: string;
  readonly name: string;
  readonly capacity: number;
  readonly position: number;
  readonly active: boolean;
  readonly longTerm: boolean;
  readonly parts: readonly { readonly id: string }[];
  readonly equipment?: readonly RoomEquipment[];
};

/** Minutes taken before and after each booking, by room. */
export type Turnaround = ReadonlyMap<string, { readonly setupMinutes: number; readonly teardownMinutes: number }>;

/** That a room is taken, as far as this has to be known here. */
export type Taking = {
  readonly startsAt: string;
  readonly endsAt: string;
  readonly room: { readonly id: string };
  readonly booking?: { readonly id: string } | null;
};

export type RoomsTaken<T extends Taking = Conflict> = {
  readonly occupancies: readonly T[];
  readonly turnaround: Turnaround;
};

export type Claim = {
  readonly interval: Interval;
  /** The booking that is being moved: it does not stand in its own way. */
  readonly without?: string | undefined;
};

/** Finds what stands in the way of taking a room, as far as this page knows; the server has the last word. */
export function inTheWay<T extends Taking>(
  room: Pick<RoomOption, 'id' | 'parts'>,
  { interval, without }: Claim,
  taken: RoomsTaken<T>,
): readonly T[] {
  const leaves = new Set(room.parts.length > 0 ? room.parts.map(({ id }) => id) : [room.id]);
  const { setupMinutes = 0, teardownMinutes = 0 } = taken.turnaround.get(room.id) ?? {};
  const claim = { start: interval.start - setupMinutes * minuteMs, end: interval.end + teardownMinutes * minuteMs };
  return taken.occupancies.filter(
    ({ startsAt, endsAt, room: leaf, booking }) =>
      leaves.has(leaf.id) &&
      overlaps(intervalOf(startsAt, endsAt), claim) &&
      (without === undefined || booking?.id !== without),
  );
}

/** The same where it may not be known. */
export function conflictsOf<Unknown extends string>(
  room: RoomOption,
  claim: Claim,
  taken: RoomsTaken | Unknown,
): readonly Conflict[] | Unknown {
  return typeof taken === 'string' ? taken : inTheWay(room, claim, taken);
}

export function isTaken(conflicts: readonly Conflict[] | string | null | undefined): boolean {
  return Array.isArray(conflicts) && conflicts.length > 0;
}

/** Of each room, whether it could be taken at one time. */
export type Availability<Unknown extends string> = {
  /** Null while the time is not whole. */
  conflictsIn(room: RoomOption): readonly Conflict[] | Unknown | null;
  /** Null while nobody knows what is free. */
  readonly isFree: ((room: RoomOption) => boolean) | null;
  isClosed(room: RoomOption): boolean;
};

export function availabilityAt<Unknown extends string>(
  interval: Interval | null,
  taken: RoomsTaken | Unknown,
  without?: string,
): Availability<Unknown> {
  const conflictsIn = (room: RoomOption) => interval && conflictsOf(room, { interval, without }, taken);
  return {
    conflictsIn,
    isFree: typeof taken === 'string' ? null : (room) => conflictsIn(room)?.length === 0,
    isClosed: (room) => isClosed(conflictsIn(room) ?? []),
  };
}

export type Fit = 'fits' | 'full' | 'over';

/** Above nine tenths a room is full: a late guest, a second facilitator, and it is over. */
export function fitOf(people: number, capacity: number): Fit {
  if (people > capacity) return 'over';
  return people > capacity * 0.9 ? 'full' : 'fits';
}

export type RoomGroup = {
  readonly label: string;
  readonly rooms: readonly RoomOption[];
};

/** Rooms by how well they would do: best fit first among those that are free. */
export function groupRooms(
  rooms: readonly RoomOption[],
  people: number,
  isFree: ((room: RoomOption) => boolean) | null,
  isClosed: (room: RoomOption) => boolean = () => false,
): readonly RoomGroup[] {
  const bookable = rooms.filter((room) => room.active && !room.longTerm);
  const offices = rooms.filter((room) => room.active && room.longTerm);
  const byPosition = (some: readonly RoomOption[]) => some.toSorted((a, b) => a.position - b.position);
  const byFit = (some: readonly RoomOption[]) =>
    some.toSorted((a, b) => a.capacity - b.capacity || a.position - b.position);
  const fits = bookable.filter(({ capacity }) => capacity >= people);
  const groups = isFree
    ? [
        { label: 'Free', rooms: byFit(fits.filter(isFree)) },
        {
          label: 'Free, but too small',
          rooms: byFit(bookable.filter((room) => room.capacity < people && isFree(room))).toReversed(),
        },
        { label: 'Taken', rooms: byPosition(bookable.filter((room) => !isFree(room) && !isClosed(room))) },
        { label: 'Closed', rooms: byPosition(bookable.filter(isClosed)) },
      ]
    : [{ label: 'Rooms', rooms: byPosition(bookable) }];
  return [...groups, { label: 'Long-term leases', rooms: byPosition(offices) }].filter(
    (group) => group.rooms.length > 0,
  );
}
