import { intervalOf, overlaps } from '../time/interval.ts';

type Wanting = {
  readonly id: string;
  readonly startsAt: string;
  readonly endsAt: string;
  readonly requestedRoom?: { readonly id: string } | null | undefined;
  /** Rooms that are free for it, best fit first. */
  readonly free: readonly { readonly id: string }[];
};

type Walls = {
  readonly id: string;
  readonly parts: readonly { readonly id: string }[];
};

/**
 * A room for each, none twice at a time: whoever has the fewest to choose from chooses first, the wish before the best
 * fit. Who is left without one is not in the answer.
 */
export function bestRooms(all: readonly Wanting[], rooms: readonly Walls[]): ReadonlyMap<string, string> {
  const leaves = new Map(rooms.map(({ id, parts }) => [id, parts.length > 0 ? parts.map((part) => part.id) : [id]]));
  const leavesOf = (id: string) => leaves.get(id) ?? [id];
  const chosen = new Map<string, string>();
  for (const one of all.toSorted((a, b) => a.free.length - b.free.length)) {
    const meanwhile = all.filter(
      (other) =>
        chosen.has(other.id) &&
        overlaps(intervalOf(other.startsAt, other.endsAt), intervalOf(one.startsAt, one.endsAt)),
    );
    const taken = new Set(meanwhile.flatMap(({ id }) => leavesOf(chosen.get(id)!)));
    const wishFirst = one.free.toSorted(
      (a, b) => Number(b.id === one.requestedRoom?.id) - Number(a.id === one.requestedRoom?.id),
    );
    const room = wishFirst.find(({ id }) => !leavesOf(id).some((leaf) => taken.has(leaf)));
    if (room) chosen.set(one.id, room.id);
  }
  return chosen;
}
