import type { PlanAnswer, PlanGhost, PlanProblem, PlanRoom } from './plan-rooms.ts';

/** A room that is free for a ghost, with what it would take there; or none. */
export type Option = {
  readonly room: PlanRoom | null;
  readonly cost: number;
  readonly from: number;
  readonly to: number;
};

type Found = {
  readonly options: readonly (readonly Option[])[];
  readonly chances: PlanAnswer['chances'];
};

/** The rooms that each ghost could have if it were alone, cheapest first, and last to have none. */
export function findOptions({ rooms, taken }: PlanProblem, ghosts: readonly PlanGhost[]): Found {
  const usable = rooms.filter((room) => room.usable);
  const takenIn = Map.groupBy(taken, (one) => one.leaf);
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
  const costed = free.map((own, index) => {
    const { wish = null, people = 0 } = ghosts[index] ?? {};
    const costOf = (room: PlanRoom) => room.capacity - people + (wish !== null && wish !== room.id ? weights.wish : 0);
    return own.map((one): Option => ({ ...one, cost: costOf(one.room) })).toSorted((a, b) => a.cost - b.cost);
  });
  const without = (ghost: PlanGhost | undefined): Option[] =>
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
    options: onlyThoseThatCanMatter(usable, ghosts, costed).map((own, index) => [...own, ...without(ghosts[index])]),
    chances: ghosts.map((ghost, index) => ({
      ghostId: ghost.id,
      seating: seating[index]?.length ?? 0,
      free: free[index]?.map(({ room }) => room.id) ?? [],
    })),
  };
}

/**
 * One number for three aims in their order: all seats together weigh less than one wish, all wishes less than one ghost
 * without a room. For 1,000 ghosts and 100,000 seats it stays a whole number that a double holds exactly.
 */
function weigh(ghosts: readonly PlanGhost[], free: readonly (readonly { readonly room: PlanRoom }[])[]) {
  const mostSpare = free.reduce(
    (most, own, index) =>
      own.reduce((sum, { room }) => Math.max(sum, room.capacity - (ghosts[index]?.people ?? 0)), most),
    0,
  );
  const wish = ghosts.length * mostSpare + 1;
  return { wish, withoutRoom: wish * (ghosts.length + 1) };
}

/**
 * However the others are placed, each of them can block only so many rooms: one of the first `rivals × blocks + 1` is
 * always left. A plan that uses a dearer one can be bettered, so those need not be looked at. As dear ones stay: which
 * of them keeps a series together is asked later.
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
  return options.map((own, index) => {
    const me = ghosts[index];
    if (!me) return own;
    const rivals = ghosts.filter(
      (other) => other !== me && other.from - setup < me.to + teardown && me.from - setup < other.to + teardown,
    ).length;
    const dearest = own[rivals * blocks]?.cost ?? Infinity;
    return own.filter(({ cost }) => cost <= dearest);
  });
}
