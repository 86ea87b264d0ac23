import { leavesOf, type Place } from './place.ts';
import type { PlanGhost } from './plan-problem.ts';

/**
 * Sets a price on each leaf while several ghosts want it at one moment, and writes it into their places. A ghost that
 * takes a place pays its leaves; each leaf is paid once at most, so no plan costs less than the sum of everybody's
 * cheapest priced place, less all prices. Where all want the same moment, the prices are those of the best assignment,
 * and that bound is reached. Returns the sum of the prices. Whole numbers throughout: nothing is rounded.
 */
export function pricesOf(ghosts: readonly PlanGhost[], places: readonly Place[][]): number {
  let sum = 0;
  for (const crowd of crowdsOf(ghosts)) {
    const leaves = [...new Set(crowd.flatMap((ghost) => places[ghost]?.flatMap(leavesOf) ?? []))];
    const column = new Map(leaves.map((leaf, index) => [leaf, index]));
    // The last columns are one for each ghost: to stay without a room.
    const costs = crowd.map((ghost, row) => {
      const line = Array.from({ length: leaves.length + crowd.length }, () => Infinity);
      // A folded wall counts at its first leaf only: that asks for less than it takes, which a bound may.
      for (const place of places[ghost] ?? []) {
        const at = column.get(leavesOf(place)[0] ?? '') ?? leaves.length + row;
        line[at] = Math.min(line[at] ?? Infinity, place.cost);
      }
      return line;
    });
    const prices = columnPrices(costs);
    sum += leaves.reduce((total, _leaf, index) => total + (prices[index] ?? 0), 0);
    for (const ghost of crowd) {
      for (const place of places[ghost] ?? [])
        place.priced =
          place.cost + leavesOf(place).reduce((total, leaf) => total + (prices[column.get(leaf) ?? -1] ?? 0), 0);
    }
  }
  return sum;
}

/** Puts each ghost into one crowd, whose members all want one moment; the largest crowds first. */
function crowdsOf(ghosts: readonly PlanGhost[]): number[][] {
  const crowds: number[][] = [];
  let remaining = ghosts.map((_ghost, index) => index);
  while (remaining.length > 0) {
    // The largest meeting of ghosts is always at some start.
    const meetings = remaining.map((one) => remaining.filter((other) => meets(ghosts[other], ghosts[one]?.from ?? 0)));
    const crowd = meetings.reduce((largest, next) => (next.length > largest.length ? next : largest));
    crowds.push(crowd);
    const placedInCrowd = new Set(crowd);
    remaining = remaining.filter((ghost) => !placedInCrowd.has(ghost));
  }
  return crowds;
}

function meets(ghost: PlanGhost | undefined, moment: number): boolean {
  return ghost !== undefined && ghost.from <= moment && moment < ghost.to;
}

/**
 * The Hungarian method, with shortest augmenting paths: the worth of each column in the cheapest assignment of all
 * rows. A column that stays empty is worth nothing.
 */
function columnPrices(costs: readonly (readonly number[])[]): number[] {
  const columns = costs[0]?.length ?? 0;
  const rowWorth = new Float64Array(costs.length);
  const columnWorth = new Float64Array(columns + 1);
  const rowOf = new Int32Array(columns + 1).fill(-1);
  for (const row of costs.keys()) {
    // The last entry stands for "not assigned yet": the path begins there.
    let at = columns;
    rowOf[at] = row;
    const distance = new Float64Array(columns + 1).fill(Infinity);
    const cameFrom = new Int32Array(columns + 1).fill(columns);
    const isVisited = new Uint8Array(columns + 1);
    while (rowOf[at] !== -1) {
      isVisited[at] = 1;
      const current = rowOf[at] ?? 0;
      let [nearest, next] = [Infinity, columns];
      for (let column = 0; column < columns; column++) {
        if (isVisited[column]) continue;
        const length = (costs[current]?.[column] ?? Infinity) - (rowWorth[current] ?? 0) - (columnWorth[column] ?? 0);
        if (length < (distance[column] ?? Infinity)) {
          distance[column] = length;
          cameFrom[column] = at;
        }
        if ((distance[column] ?? Infinity) < nearest) [nearest, next] = [distance[column] ?? Infinity, column];
      }
      for (let column = 0; column <= columns; column++) {
        if (isVisited[column]) {
          const reached = rowOf[column] ?? 0;
          rowWorth[reached] = (rowWorth[reached] ?? 0) + nearest;
          columnWorth[column] = (columnWorth[column] ?? 0) - nearest;
        } else distance[column] = (distance[column] ?? Infinity) - nearest;
      }
      at = next;
    }
    while (at !== columns) {
      const before = cameFrom[at] ?? columns;
      rowOf[at] = rowOf[before] ?? -1;
      at = before;
    }
  }
  return [...columnWorth.subarray(0, columns)].map((worth) => -worth || 0);
}
