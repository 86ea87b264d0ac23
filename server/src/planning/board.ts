import { findOptions, type Option } from './find-options.ts';
import { leavesOf, type Place } from './place.ts';
import { pricesOf } from './prices.ts';
import type { PlanAnswer, PlanGhost, PlanProblem } from './plan-problem.ts';

const undecided = -1;

/**
 * Ghosts that may be in each other's way, and their places. Choices are made and taken back; the board counts what they
 * block, so that the next free place of a ghost is found without comparing intervals again.
 */
export class Board {
  readonly ghosts: readonly PlanGhost[];
  /** The possible places of each ghost, cheapest first. */
  readonly places: readonly (readonly Place[])[];
  /** No plan costs less. */
  readonly rootBound: number;
  /** The sum of the prices of all leaves. */
  readonly priceSum: number;
  readonly #byId: readonly Place[];
  readonly #inTheWay: readonly (readonly number[])[];
  readonly #blocked: Uint16Array;
  readonly #chosen: Int32Array;

  constructor(ghosts: readonly PlanGhost[], options: readonly (readonly Option[])[]) {
    this.ghosts = ghosts;
    let id = 0;
    const unpriced = options.map((ghostOptions, ghost) =>
      ghostOptions.map((option): Place => ({ ...option, id: id++, ghost, priced: option.cost })),
    );
    this.#byId = unpriced.flat();
    this.#inTheWay = clashes(this.#byId);
    this.priceSum = pricesOf(ghosts, unpriced);
    this.places = unpriced.map((ghostPlaces) =>
      ghostPlaces.toSorted((a, b) => a.priced - b.priced || a.cost - b.cost || a.id - b.id),
    );
    this.#blocked = new Uint16Array(this.#byId.length);
    this.#chosen = new Int32Array(ghosts.length).fill(undecided);
    this.rootBound = this.places.reduce((sum, ghostPlaces) => sum + (ghostPlaces[0]?.priced ?? 0), -this.priceSum);
  }

  isFree(place: Place): boolean {
    return this.#blocked[place.id] === 0;
  }

  choose(place: Place): void {
    this.#chosen[place.ghost] = place.id;
    for (const other of this.#inTheWay[place.id] ?? []) this.#blocked[other] = (this.#blocked[other] ?? 0) + 1;
  }

  takeBack(ghost: number): void {
    const place = this.placeOf(ghost);
    this.#chosen[ghost] = undecided;
    if (place)
      for (const other of this.#inTheWay[place.id] ?? []) this.#blocked[other] = (this.#blocked[other] ?? 0) - 1;
  }

  /** Null while the ghost is undecided. */
  placeOf(ghost: number): Place | null {
    return this.#byId[this.#chosen[ghost] ?? undecided] ?? null;
  }

  isUndecided(ghost: number): boolean {
    return this.#chosen[ghost] === undecided;
  }

  /** The cost of the choices so far. */
  cost(): number {
    return this.ghosts.reduce((sum, _ghost, index) => sum + (this.placeOf(index)?.cost ?? 0), 0);
  }

  /** The least that any plan with the choices so far costs, before the undecided are counted. */
  pricedSoFar(): number {
    return this.ghosts.reduce((sum, _ghost, index) => sum + (this.placeOf(index)?.priced ?? 0), -this.priceSum);
  }

  /** The choices of some ghosts, to restore later. */
  choicesOf(ghosts: readonly number[]): Place[] {
    return ghosts.flatMap((ghost) => this.placeOf(ghost) ?? []);
  }

  restore(choices: readonly Place[]): void {
    for (const { ghost } of choices) if (!this.isUndecided(ghost)) this.takeBack(ghost);
    for (const place of choices) this.choose(place);
  }

  /** The ghosts that some place of this one is in the way of, in their order. */
  rivalsOf(ghost: number): number[] {
    const rivals = new Set<number>();
    for (const place of this.places[ghost] ?? [])
      for (const other of this.#inTheWay[place.id] ?? []) rivals.add(this.#byId[other]?.ghost ?? ghost);
    rivals.delete(ghost);
    return [...rivals].toSorted((a, b) => a - b);
  }
}

function clashes(places: readonly Place[]): number[][] {
  const ofLeaf = new Map<string, Place[]>();
  for (const place of places) {
    for (const leaf of leavesOf(place)) {
      const onLeaf = ofLeaf.get(leaf) ?? [];
      onLeaf.push(place);
      ofLeaf.set(leaf, onLeaf);
    }
  }
  return places.map((place) => {
    const clashing = new Set<number>();
    for (const leaf of leavesOf(place)) {
      for (const other of ofLeaf.get(leaf) ?? [])
        if (other.ghost !== place.ghost && other.from < place.to && place.from < other.to) clashing.add(other.id);
    }
    return [...clashing];
  });
}

/** Splits the ghosts into groups that can be in each other's way: the rest of the facility does not matter to them. */
export function boardsOf(problem: PlanProblem): { boards: Board[]; chances: PlanAnswer['chances'] } {
  const ghosts = problem.ghosts.toSorted((a, b) => a.from - b.from || a.to - b.to || (a.id < b.id ? -1 : 1));
  const { options, chances } = findOptions(problem, ghosts);
  const groups = groupsOf(ghosts.length, options);
  const boards = groups.map(
    (group) =>
      new Board(
        group.flatMap((index) => ghosts[index] ?? []),
        group.map((index) => options[index] ?? []),
      ),
  );
  return { boards, chances };
}

function groupsOf(count: number, options: readonly (readonly Option[])[]): number[][] {
  const leader = Array.from({ length: count }, (_, index) => index);
  const find = (index: number): number => {
    let top = index;
    while (leader[top] !== top) top = leader[top] ?? top;
    return top;
  };
  const ofLeaf = new Map<string, { ghost: number; from: number; to: number }[]>();
  for (const [ghost, ghostOptions] of options.entries()) {
    for (const { room, from, to } of ghostOptions) {
      for (const leaf of leavesOf({ room })) {
        const onLeaf = ofLeaf.get(leaf) ?? [];
        // The smaller number leads, so that the groups come in the order of time.
        for (const other of onLeaf)
          if (other.from < to && from < other.to) join(leader, find(other.ghost), find(ghost));
        onLeaf.push({ ghost, from, to });
        ofLeaf.set(leaf, onLeaf);
      }
    }
  }
  return [...Map.groupBy(leader.keys(), find).values()];
}

function join(leader: number[], one: number, other: number): void {
  leader[Math.max(one, other)] = Math.min(one, other);
}
