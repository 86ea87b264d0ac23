import type { Caller } from './caller.ts';
import type { Grid } from './grid.ts';

type Interval = { readonly startsAt: string; readonly endsAt: string };
export type Room = {
  readonly id: string;
  readonly name: string;
  readonly capacity: number;
  readonly parts: readonly { readonly id: string }[];
};
export type Booking = Interval & {
  readonly id: string;
  readonly status: string;
  readonly numLearners: number;
  readonly numFacilitators: number;
};
export type Taken = Interval & { readonly room: { readonly id: string }; readonly booking: Booking };

const query = `
  query ($from: DateTime!, $to: DateTime!) {
    rooms { id name capacity parts { id } }
    calendar(from: $from, to: $to) {
      occupancies { startsAt endsAt room { id } booking { id status startsAt endsAt numLearners numFacilitators } }
    }
  }`;

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

/** What a window shows, by room; the rooms of folded walls are left out, whose bars stand in several rows at once. */
export class TakenRooms {
  readonly rooms: readonly Room[];
  readonly #byRoom: ReadonlyMap<string, readonly Taken[]>;

  private constructor(rooms: readonly Room[], taken: readonly Taken[]) {
    const folded = new Set(
      rooms.flatMap(({ id, parts }) => (parts.length > 0 ? [id, ...parts.map((part) => part.id)] : [])),
    );
    this.rooms = rooms.filter(({ id }) => !folded.has(id));
    this.#byRoom = Map.groupBy(taken, ({ room }) => room.id);
  }

  static async read(caller: Caller, { from, to }: Grid['window']): Promise<TakenRooms> {
    const { rooms, calendar } = await caller.ask<{ rooms: Room[]; calendar: { occupancies: Taken[] } }>(query, {
      from,
      to,
    });
    return new TakenRooms(rooms, calendar.occupancies);
  }

  in(room: Room): readonly Taken[] {
    return this.#byRoom.get(room.id) ?? [];
  }

  /** How many bars each row has; by the id of its room and by its name. */
  barsByRow(): Record<string, number> {
    return Object.fromEntries(
      this.rooms.flatMap((room) => [room.id, room.name].map((key) => [key, this.in(room).length])),
    );
  }

  /** One booking of each room, of one day and not in its first or last hours, so that it may go to a Sunday and back. */
  movable(): { readonly room: Room; readonly booking: Booking }[] {
    return this.rooms.flatMap((room) => {
      const found = this.in(room).find(
        ({ booking: { status, startsAt, endsAt } }) =>
          status === 'CONFIRMED' && Date.parse(endsAt) - Date.parse(startsAt) < 10 * hourMs,
      );
      return found ? [{ room, booking: found.booking }] : [];
    });
  }

  /** Whether the room seats them, and nobody else is near it in time. */
  isFree(room: Room, booking: Booking): boolean {
    if (booking.numLearners + booking.numFacilitators > room.capacity) return false;
    return this.in(room).every(
      ({ startsAt, endsAt }) =>
        Date.parse(startsAt) >= Date.parse(booking.endsAt) + hourMs ||
        Date.parse(endsAt) <= Date.parse(booking.startsAt) - hourMs,
    );
  }
}

const zoneMs = 2 * hourMs;

/** The same hours on another day, in the facility's zone. */
export function onDay({ startsAt, endsAt }: Interval, day: string): Interval {
  const shift =
    Date.parse(`${day}T00:00:00+02:00`) - (Math.floor((Date.parse(startsAt) + zoneMs) / dayMs) * dayMs - zoneMs);
  const moved = (moment: string) => new Date(Date.parse(moment) + shift).toISOString();
  return { startsAt: moved(startsAt), endsAt: moved(endsAt) };
}
