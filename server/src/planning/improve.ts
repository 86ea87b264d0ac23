import type { Board } from './board.ts';
import { searchPlaces } from './search-places.ts';
import type { Steps } from './steps.ts';

/** So many ghosts choose anew together. */
const atOnce = 9;
const stepsEach = 20_000;

/**
 * Improves a board that is too large to be searched whole: a few ghosts that are in each other's way give up their
 * rooms and are placed anew as well as possible, while the others stay, until nobody gains or the steps are used up.
 */
export function improve(board: Board, steps: Steps): void {
  exchange(board, steps);
  takeWhatIsFree(board);
}

function exchange(board: Board, steps: Steps): void {
  let cost = board.cost();
  const rivals = board.ghosts.map((_ghost, index) => board.rivalsOf(index));
  for (let shift = 0; shift < 4; shift++) {
    let gained = true;
    while (gained && !steps.over && cost > board.rootBound) {
      gained = false;
      // Those who lose most come first.
      for (const ghost of byLoss(board)) {
        if (steps.over) return;
        searchPlaces(board, around(ghost, rivals, shift), cost, steps.atMost(stepsEach));
        const now = board.cost();
        gained ||= now < cost;
        cost = now;
      }
    }
  }
}

/**
 * Ensures, however little time there was, that no ghost stays without a room, or in a worse one, while a better one is
 * free.
 */
function takeWhatIsFree(board: Board): void {
  let gained = true;
  while (gained) {
    gained = false;
    for (const ghost of byLoss(board)) {
      const now = board.placeOf(ghost);
      if (!now) continue;
      board.takeBack(ghost);
      const cheapest = (board.places[ghost] ?? []).reduce(
        (best, place) => (place.cost < best.cost && board.isFree(place) ? place : best),
        now,
      );
      board.choose(cheapest);
      gained ||= cheapest !== now;
    }
  }
}

function byLoss(board: Board): number[] {
  const loss = board.ghosts.map(
    (_ghost, index) => (board.placeOf(index)?.cost ?? 0) - (board.places[index]?.[0]?.cost ?? 0),
  );
  return [...board.ghosts.keys()].toSorted((a, b) => (loss[b] ?? 0) - (loss[a] ?? 0) || a - b);
}

/** A ghost and some of its rivals; different ones with each `shift`. */
function around(ghost: number, rivals: readonly (readonly number[])[], shift: number): number[] {
  const ghostRivals = rivals[ghost] ?? [];
  const begin = ghostRivals.length === 0 ? 0 : (shift * (atOnce - 1)) % ghostRivals.length;
  return [ghost, ...[...ghostRivals.slice(begin), ...ghostRivals.slice(0, begin)].slice(0, atOnce - 1)];
}
