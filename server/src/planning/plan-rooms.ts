import { boardsOf, type Board } from './board.ts';
import { keepSeriesTogether } from './keep-series-together.ts';
import { improve } from './improve.ts';
import { searchPlaces } from './search-places.ts';
import { Steps } from './steps.ts';
import type { PlanProblem, PlanAnswer } from './plan-problem.ts';

/**
 * Plans rooms for ghosts. The better of two plans is, in this order, the one that
 * 1. places more ghosts: a client without a room is worse than any room;
 * 2. grants more wishes: a requester who knows the client chose that room, and arithmetic should not overrule them;
 * 3. leaves fewer seats empty, all placements added up, so that large rooms stay free for those who need one;
 * 4. changes rooms less often within a series: members that follow each other in time in different rooms are counted,
 * those that have a room already included.
 * Nobody is put into a room with fewer seats than people. The same problem gives the same plan, unless its time ran
 * out.
 */
export function planRooms(problem: PlanProblem): PlanAnswer {
  const steps = new Steps(problem.mostSteps, problem.mostMs);
  const { boards, chances } = boardsOf(problem);
  let proven = true;
  for (const [index, board] of boards.entries())
    proven = solve(board, steps.share(1 / (boards.length - index + 1))) && proven;
  proven = keepSeriesTogether(problem, boards, steps) && proven;
  const placements = boards.flatMap((board) =>
    board.ghosts.flatMap((ghost, index) => {
      const roomId = board.placeOf(index)?.room?.id;
      return roomId === undefined ? [] : { ghostId: ghost.id, roomId };
    }),
  );
  return { placements, chances, provenBest: proven };
}

/**
 * Solves a board exactly where the steps suffice; else as well as they allow. Returns whether the result is certain to
 * be best.
 */
function solve(board: Board, steps: Steps): boolean {
  const everybody = board.ghosts.map((_ghost, index) => index);
  if (searchPlaces(board, everybody, Infinity, steps.share(0.6))) return true;
  improve(board, steps);
  return board.cost() <= board.rootBound;
}

/** The entry point for the side thread. */
export const compute = planRooms;
