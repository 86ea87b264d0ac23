import type { PlanAnswer, PlanGhost, PlanProblem, PlanRoom } from './plan-problem.ts';

/** A room that is free for a ghost, with the span that it would occupy; or none. */
export type Option = {
  readonly room: PlanRoom | null;
  readonly cost: number;
  readonly from: number;
  readonly to: number;
};

type FoundOptions = {
  readonly options: readonly (readonly Option[])[];
  readonly chances: PlanAnswer['chances'];
};

/** Finds the rooms that each ghost could have if it were alone, cheapest first, and last the option of none. */
export function findOptions({ rooms, occupancies }: PlanProblem, ghosts: readonly PlanGhost[]): FoundOptions {
  const usable = rooms.filter((room) => room.usable);
  const takenIn = Map.groupBy(occupancies, (one) => one.leaf);
  const isFree = (leaf: string, from: number, to: number) =>
    !(takenIn.get(leaf) ?? []).some((one) => one.from < to && from < one.to);
  const seating = ghosts.map((ghost) => usable.filter((room) => room.capacity >= ghost.people));
  const free = ghosts.map((ghost, index) =>
    (seating[index] ?? []).flatMap((room) => {
      const [from, to] = [ghost.from - (ghost.setup ?? room.setup), ghost.to + (ghost.teardown ?? room.teardown)];
      return room.leaves.every((leaf) => isFree(leaf, from, to)) ? { room, from, to } : [];
    }),
  );
  const weights = weigh(ghosts, free);
  const costed = free.map((freeRooms, index) => {
    const { wish = null, people = 0 } = ghosts[index] ?? {};
    const costOf = (room: PlanRoom) => room.capacity - people + (wish !== null && wish !== room.id ? weights.wish : 0);
    return freeRooms.map((one): Option => ({ ...one, cost: costOf(one.room) })).toSorted((a, b) => a.cost - b.cost);
  });
  const optionWithoutRoom = (ghost: PlanGhost | undefined): Option[] =>
    ghost
      ? [
          {
            room: null,
            cost: weights.withoutRoom + (ghost.wish === null ? 0 : weights.wish),
            from: ghost.from,
            to: ghost.to,
          },
        ]
      : [];
  return {
    options: onlyThoseThatCanMatter(usable, ghosts, costed).map((roomOptions, index) => [
      ...roomOptions,
      ...optionWithoutRoom(ghosts[index]),
    ]),
    chances: ghosts.map((ghost, index) => ({
      ghostId: ghost.id,
      seating: seating[index]?.length ?? 0,
      free: free[index]?.map(({ room }) => room.id) ?? [],
    })),
  };
}

/**
 * Computes one number for three aims in their order: all seats together weigh less than one wish, all wishes less than
 * one ghost without a room. For 1,000 ghosts and 100,000 seats it stays a whole number that a double holds exactly.
 */
function weigh(ghosts: readonly PlanGhost[], free: readonly (readonly { readonly room: PlanRoom }[])[]) {
  const mostSpare = free.reduce(
    (most, freeRooms, index) =>
      freeRooms.reduce((sum, { room }) => Math.max(sum, room.capacity - (ghosts[index]?.people ?? 0)), most),
    0,
  );
  const wish = ghosts.length * mostSpare + 1;
  return { wish, withoutRoom: wish * (ghosts.length + 1) };
}

/**
 * However the others are placed, each of them can block only so many rooms: one of the first `rivals × blocks + 1` is
 * always left. A plan that uses a dearer one can be improved, so those are dropped. Equally dear ones stay: which of
 * them keeps a series together is decided later.
 */
function onlyThoseThatCanMatter(
  usable: readonly PlanRoom[],
  ghosts: readonly PlanGhost[],
  options: readonly Option[][],
): Option[][] {
  const touching = Map.groupBy(
    usable.flatMap((room) => room.leaves.map((leaf) => ({ leaf, room }))),
    ({ leaf }) => leaf,
  );
  const blocks = Math.max(
    1,
    ...usable.map(
      (room) => new Set(room.leaves.flatMap((leaf) => touching.get(leaf)?.map((one) => one.room) ?? [])).size,
    ),
  );
  const setup = Math.max(0, ...usable.map((room) => room.setup), ...ghosts.map((ghost) => ghost.setup ?? 0));
  const teardown = Math.max(0, ...usable.map((room) => room.teardown), ...ghosts.map((ghost) => ghost.teardown ?? 0));
  return options.map((roomOptions, index) => {
    const ghost = ghosts[index];
    if (!ghost) return roomOptions;
    const rivals = ghosts.filter(
      (other) =>
        other !== ghost && other.from - setup < ghost.to + teardown && ghost.from - setup < other.to + teardown,
    ).length;
    const dearest = roomOptions[rivals * blocks]?.cost ?? Infinity;
    return roomOptions.filter(({ cost }) => cost <= dearest);
  });
}
