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
  /** The room that the requester wished for. */
  readonly wish: string | null;
  readonly seriesId: string | null;
  /** Set for this booking, in milliseconds; the room's own where not given. */
  readonly setup?: number | null;
  readonly teardown?: number | null;
};

export type PlanRoom = {
  readonly id: string;
  readonly capacity: number;
  /** Its leaves: itself, or the rooms behind its folded wall. */
  readonly leaves: readonly string[];
  /** Its defaults, in milliseconds: they count as occupied. */
  readonly setup: number;
  readonly teardown: number;
  /** Long-term offices and rooms out of use are never planned. */
  readonly usable: boolean;
};

/** A leaf that is taken or closed. */
export type PlanOccupancy = { readonly leaf: string; readonly from: number; readonly to: number };

/** A booking of a series that has its room already. */
export type PlanSeriesBooking = { readonly seriesId: string; readonly roomId: string; readonly from: number };

export type PlanProblem = {
  readonly ghosts: readonly PlanGhost[];
  /** In order of preference among rooms that fit equally well. */
  readonly rooms: readonly PlanRoom[];
  readonly occupancies: readonly PlanOccupancy[];
  readonly seriesBookings: readonly PlanSeriesBooking[];
  /** When to stop searching: after so much work, which is the same on every machine, or after so long. */
  readonly mostSteps: number;
  readonly mostMs: number;
};

export type PlanAnswer = {
  readonly placements: readonly { readonly ghostId: string; readonly roomId: string }[];
  /** How many usable rooms have enough seats for each, and which of those were free before the plan. */
  readonly chances: readonly { readonly ghostId: string; readonly seating: number; readonly free: readonly string[] }[];
  /** Whether it is certain that no plan is better. */
  readonly provenBest: boolean;
};

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
