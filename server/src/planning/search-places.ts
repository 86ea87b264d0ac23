import type { Board } from './board.ts';
import type { Steps } from './steps.ts';

/**
 * The cheapest choices for `free`, the rest of the board staying as it is, that cost less than `below` for the whole
 * board; they are on the board afterwards, or what was there before (which may be nothing) when nothing is cheaper. Branch and bound: whoever
 * would lose most by not having their cheapest place chooses next. Says whether all was looked at.
 */
export function searchPlaces(board: Board, free: readonly number[], below: number, steps: Steps): boolean {
  let kept = board.choicesOf(free);
  // Without a plan to fall back on the first way down is always finished.
  const mayStop = () => steps.over && (kept.length > 0 || below !== Infinity);
  for (const { ghost } of kept) board.takeBack(ghost);
  let best = below;
  let whole = true;

  const descend = (priced: number): void => {
    if (mayStop()) {
      whole = false;
      return;
    }
    const { bound, next, least } = lookAhead(board, free, priced, steps);
    if (bound >= best) return;
    if (next === null) {
      const cost = board.cost();
      if (cost < best) [best, kept] = [cost, board.choicesOf(free)];
      return;
    }
    for (const place of board.places[next] ?? []) {
      if (bound - least + place.priced >= best) break;
      if (!board.isFree(place)) continue;
      board.choose(place);
      descend(priced + place.priced);
      board.takeBack(next);
    }
  };

  descend(board.pricedSoFar());
  board.restore(kept);
  return whole;
}

/** What any plan from here costs at least; who chooses next, null when all have; and the least that theirs costs. */
export function lookAhead(board: Board, free: readonly number[], priced: number, steps: Steps) {
  let bound = priced;
  let ahead: { next: number | null; least: number } = { next: null, least: 0 };
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
    if (second - least > mostRegret) [mostRegret, ahead] = [second - least, { next: ghost, least }];
  }
  steps.spend(work);
  return { bound, ...ahead };
}
