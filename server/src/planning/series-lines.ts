import type { Board } from './board.ts';
import type { PlanProblem } from './plan-problem.ts';

/** A ghost of a series, on its board. */
export type Member = { readonly board: Board; readonly ghost: number };

type Stop = { readonly from: number; readonly room: string } | ({ readonly from: number } & Member);

/** A series in the order of time; at equal starts, bookings with a room come before those that are planned. */
export class SeriesLine {
  readonly members: readonly Member[];
  readonly #stops: readonly Stop[];

  constructor(stops: readonly Stop[]) {
    this.#stops = stops;
    this.members = stops.filter((stop) => 'board' in stop);
  }

  /** How often it changes rooms with the current choices; members without a room are skipped. */
  changes(): number {
    let changes = 0;
    let last: string | null = null;
    for (const stop of this.#stops) {
      const room = 'board' in stop ? (stop.board.placeOf(stop.ghost)?.room?.id ?? null) : stop.room;
      if (room !== null && last !== null && room !== last) changes++;
      last = room ?? last;
    }
    return changes;
  }

  /**
   * The least number of changes, whatever the undecided choose among `roomsOf`; null there for a member that may stay
   * without a room. While some room serves all since the last change, there is none.
   */
  leastChanges(roomsOf: (member: Member) => ReadonlySet<string> | null): number {
    let changes = 0;
    let common: ReadonlySet<string> | null = null;
    for (const stop of this.#stops) {
      const rooms: ReadonlySet<string> | null = 'board' in stop ? roomsOf(stop) : new Set([stop.room]);
      if (rooms === null) continue;
      const remaining: ReadonlySet<string> = common?.intersection(rooms) ?? rooms;
      if (remaining.size === 0) changes++;
      common = remaining.size === 0 ? rooms : remaining;
    }
    return changes;
  }

  /** The rooms of the neighbours of a member: to choose one of them changes least. */
  beside(member: Member): Set<string> {
    const at = this.#stops.findIndex(
      (stop) => 'board' in stop && stop.board === member.board && stop.ghost === member.ghost,
    );
    const roomAt = (stop: Stop) => ('board' in stop ? (stop.board.placeOf(stop.ghost)?.room?.id ?? null) : stop.room);
    const before = this.#stops.slice(0, at).findLast((stop) => roomAt(stop) !== null);
    const after = this.#stops.slice(at + 1).find((stop) => roomAt(stop) !== null);
    return new Set([before, after].flatMap((stop) => (stop ? (roomAt(stop) ?? []) : [])));
  }
}

/** The lines of those series that could change rooms at all. */
export function linesOf({ seriesBookings }: PlanProblem, boards: readonly Board[]): SeriesLine[] {
  const members = boards.flatMap((board) =>
    board.ghosts.flatMap(({ id, from, seriesId }, ghost) =>
      seriesId === null ? [] : { id, from, seriesId, board, ghost },
    ),
  );
  const stops = [
    ...seriesBookings
      .toSorted((a, b) => a.from - b.from || (a.roomId < b.roomId ? -1 : 1))
      .map(({ seriesId, roomId, from }) => ({ seriesId, stop: { from, room: roomId } })),
    ...members
      .toSorted((a, b) => a.from - b.from || (a.id < b.id ? -1 : 1))
      .map(({ seriesId, from, board, ghost }) => ({ seriesId, stop: { from, board, ghost } })),
  ];
  const lines = [...Map.groupBy(stops, ({ seriesId }) => seriesId).values()].map(
    (seriesStops) => new SeriesLine(seriesStops.map(({ stop }) => stop).toSorted((a, b) => a.from - b.from)),
  );
  return lines.filter((line) => line.members.length > 0);
}
