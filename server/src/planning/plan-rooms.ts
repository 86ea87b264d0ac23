import { boardsOf, type Board } from './board.ts';
import { keepSeriesTogether } from './keep-series-together.ts';
import { improve } from './improve.ts';
import { searchPlaces } from './search-places.ts';
import { Steps } from './steps.ts';

/** All moments are milliseconds; all intervals are half-open. */
export type PlanGhost = {
  readonly id: string;
  readonly from: number;
  readonly to: number;
  readonly people: number;
  /** The room somebody wished for. */
  readonly wish: string | null;
  readonly seriesId: string | null;
  /** Of its own, in milliseconds; as its room has it where not given. */
  readonly setup?: number | null;
  readonly teardown?: number | null;
};

export type PlanRoom = {
  readonly id: string;
  readonly capacity: number;
  /** What it is physically: itself, or the rooms behind its folded wall. */
  readonly leaves: readonly string[];
  /** Its defaults, in milliseconds: they are part of what is taken. */
  readonly setup: number;
  readonly teardown: number;
  /** Long-term offices and rooms that are no longer booked are never planned. */
  readonly usable: boolean;
};

/** A leaf that is taken or closed. */
export type PlanTaken = { readonly leaf: string; readonly from: number; readonly to: number };

/** One of a series that has its room already. */
export type PlanStanding = { readonly seriesId: string; readonly roomId: string; readonly from: number };

export type PlanProblem = {
  readonly ghosts: readonly PlanGhost[];
  /** In the order in which one is preferred to another that fits as well. */
  readonly rooms: readonly PlanRoom[];
  readonly taken: readonly PlanTaken[];
  readonly standing: readonly PlanStanding[];
  /** When to stop looking for something better: after so much work, which is the same on every machine, or after so long. */
  readonly mostSteps: number;
  readonly mostMs: number;
};

export type PlanAnswer = {
  readonly placements: readonly { readonly ghostId: string; readonly roomId: string }[];
  /** How many usable rooms seat them, and how many of those were free before the plan. */
  readonly chances: readonly { readonly ghostId: string; readonly seating: number; readonly free: readonly string[] }[];
  /** Whether it is certain that no plan is better. */
  readonly provenBest: boolean;
};

/**
 * Rooms for ghosts. The better of two plans is, in this order, the one that
 * 1. places more ghosts: a client without a room is worse than any room;
 * 2. grants more wishes: somebody who knows the client chose that room, and arithmetic should not overrule them;
 * 3. leaves fewer seats empty, all placements added up: what is kept free is large rooms, for who needs one;
 * 4. changes rooms less often within a series: counted are members that follow each other in time in different rooms,
 *    those that stand already included.
 * Nobody is put into a room with fewer seats than people. The same problem gives the same plan, unless its time ran out.
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

/** Exactly where the steps suffice; else as well as they allow. Says whether it is certain. */
function solve(board: Board, steps: Steps): boolean {
  const everybody = board.ghosts.map((_ghost, index) => index);
  if (searchPlaces(board, everybody, Infinity, steps.share(0.6))) return true;
  improve(board, steps);
  return board.cost() <= board.rootBound;
}

/** What the side thread calls. */
export const compute = planRooms;
