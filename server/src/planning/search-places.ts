import type { Board } from './board.ts';
import type { Steps } from './steps.ts';

/**
 * Finds the cheapest choices for `free`, while the rest of the board stays, that cost less than `below` for the whole
 * board. Afterwards they are on the board, or what was there before (which may be nothing) when nothing is cheaper.
 * Branch and bound: the ghost that would lose most without its cheapest place chooses next. Returns whether all was
 * searched.
 */
export function searchPlaces(board: Board, free: readonly number[], below: number, steps: Steps): boolean {
  let best = board.choicesOf(free);
  // Without a plan to fall back on, the first descent is always finished.
  const mayStop = () => steps.over && (best.length > 0 || below !== Infinity);
  for (const { ghost } of best) board.takeBack(ghost);
  let bestCost = below;
  let isExhaustive = true;

  const descend = (priced: number): void => {
    if (mayStop()) {
      isExhaustive = false;
      return;
    }
    const { bound, next, least } = lookAhead(board, free, priced, steps);
    if (bound >= bestCost) return;
    if (next === null) {
      const cost = board.cost();
      if (cost < bestCost) [bestCost, best] = [cost, board.choicesOf(free)];
      return;
    }
    for (const place of board.places[next] ?? []) {
      if (bound - least + place.priced >= bestCost) break;
      if (!board.isFree(place)) continue;
      board.choose(place);
      descend(priced + place.priced);
      board.takeBack(next);
    }
  };

  descend(board.pricedSoFar());
  board.restore(best);
  return isExhaustive;
}

/**
 * The least that any plan from here costs; the ghost that chooses next, null when all have; and the least cost of its
 * place.
 */
export function lookAhead(board: Board, free: readonly number[], priced: number, steps: Steps) {
  let bound = priced;
  let nextChoice: { next: number | null; least: number } = { next: null, least: 0 };
  let mostRegret = -1;
  let work = 1;
  for (const ghost of free) {
    if (!board.isUndecided(ghost)) continue;
    let [least, second] = [Infinity, Infinity];
    for (const place of board.places[ghost] ?? []) {
      work++;
      if (!board.isFree(place)) continue;
      if (least !== Infinity) {
        second = place.priced;
        break;
      }
      least = place.priced;
    }
    bound += least;
    if (second - least > mostRegret) [mostRegret, nextChoice] = [second - least, { next: ghost, least }];
  }
  steps.spend(work);
  return { bound, ...nextChoice };
}
