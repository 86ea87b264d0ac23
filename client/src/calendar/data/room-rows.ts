import type { ClosureFactsFragment, OccupancyBarFragment, RoomRowFragment } from '../../graphql/generated/graphql.ts';
import { intervalOf } from '../../time/interval.ts';
import type { Span } from '../../time/time-scale.ts';
import { barOf, partsTaken, useOf, type Bar, type View } from './bars.ts';

export type RoomRow = {
  readonly room: RoomRowFragment;
  readonly bars: readonly Bar[];
  /** Of a room made of others: where only some of them are taken. */
  readonly parts: readonly Span[];
  /** 0 to 1 */
  readonly use: number;
};

type Occupancies = readonly OccupancyBarFragment[];

const noOccupancies: Occupancies = [];

export function byLeafRoom(occupancies: Occupancies): ReadonlyMap<string, Occupancies> {
  return Map.groupBy(occupancies, ({ room }) => room.id);
}

/** How a room takes part in showing a folded wall: the first of its parts that stand together draws it for all. */
type Wall = {
  readonly id: string;
  readonly rows: number;
  readonly drawn: boolean;
};

function wallsOf(rooms: readonly RoomRowFragment[]): ReadonlyMap<string, readonly Wall[]> {
  const walls = new Map<string, Wall[]>();
  for (const { id, parts } of rooms) {
    const leaves = new Set(parts.map((part) => part.id));
    for (let first = 0; first < rooms.length; first++) {
      let rows = 0;
      while (leaves.has(rooms[first + rows]?.id ?? '')) rows++;
      for (let row = 0; row < rows; row++) {
        const leaf = rooms[first + row]!.id;
        walls.set(leaf, [...(walls.get(leaf) ?? []), { id, rows, drawn: row === 0 }]);
      }
      first += rows;
    }
  }
  return walls;
}

/** One bar a booking or closure, where two leaves of the same wall carry it. */
function onceEach(occupancies: Occupancies): Occupancies {
  const keysBefore = new Set<string>();
  return occupancies.filter(({ id, booking, closure }) => {
    const key = booking?.id ?? closure?.id ?? id;
    return keysBefore.has(key) ? false : (keysBefore.add(key), true);
  });
}

/** Named, or closed in each of its parts. */
function closesWhole({ id, rooms }: ClosureFactsFragment, room: RoomRowFragment, occupancies: Occupancies): boolean {
  return (
    rooms.some((closed) => closed.id === room.id) ||
    room.parts.every((part) => occupancies.some((one) => one.room.id === part.id && one.closure?.id === id))
  );
}

function isSame(a: Occupancies, b: Occupancies): boolean {
  return a.length === b.length && a.every((one, index) => one === b[index]);
}

type LaidRow = {
  readonly occupancies: Occupancies;
  readonly row: RoomRow;
};

/**
 * The rows of the calendar, in the order of the rooms. A folded wall is told three times, as it is: one tall bar over
 * its parts where they stand next to each other, and a bar in its own row; there, what takes only a part is a thin
 * strip. What is closed is told once in each room. It remembers: a row that nothing happened in is the same object as before, and is not drawn again.
 */
export class RoomRows {
  #rooms: readonly RoomRowFragment[] = [];
  #view: View | null = null;
  #walls: ReadonlyMap<string, readonly Wall[]> = new Map();
  #laid = new Map<string, LaidRow>();

  lay(rooms: readonly RoomRowFragment[], byLeaf: ReadonlyMap<string, Occupancies>, view: View): readonly RoomRow[] {
    if (rooms !== this.#rooms || view !== this.#view) {
      this.#rooms = rooms;
      this.#view = view;
      this.#walls = wallsOf(rooms);
      this.#laid = new Map();
    }
    const laid = new Map<string, LaidRow>();
    const rows = rooms.map((room) => {
      const occupancies =
        room.parts.length === 0
          ? (byLeaf.get(room.id) ?? noOccupancies)
          : room.parts.flatMap(({ id }) => byLeaf.get(id) ?? noOccupancies);
      const before = this.#laid.get(room.id);
      const row = before && isSame(before.occupancies, occupancies) ? before.row : this.#row(room, occupancies, view);
      laid.set(room.id, { occupancies, row });
      return row;
    });
    this.#laid = laid;
    return rows;
  }

  #row(room: RoomRowFragment, occupancies: Occupancies, view: View): RoomRow {
    const isWhole = ({ bookedRoom, closure }: OccupancyBarFragment) =>
      closure ? closesWhole(closure, room, occupancies) : bookedRoom?.id === room.id;
    const taken = room.parts.length === 0 ? occupancies : onceEach(occupancies.filter(isWhole));
    const parts =
      room.parts.length === 0
        ? []
        : partsTaken(
            occupancies.filter((one) => !isWhole(one)),
            view.scale,
          );
    const bars = taken
      .flatMap((occupancy) => this.#bar(occupancy, room, view) ?? [])
      .toSorted((a, b) => a.interval.start - b.interval.start);
    const use = useOf(
      taken.filter(({ closure }) => !closure).map(({ startsAt, endsAt }) => intervalOf(startsAt, endsAt)),
      view.scale,
    );
    return { room, bars, parts, use };
  }

  #bar(occupancy: OccupancyBarFragment, room: RoomRowFragment, view: View): Bar | null {
    const wall = this.#walls.get(room.id)?.find(({ id }) => id === occupancy.bookedRoom?.id);
    if (wall && !wall.drawn) return null;
    const bar = barOf(occupancy, room, view);
    return bar && wall ? { ...bar, rows: wall.rows } : bar;
  }
}
