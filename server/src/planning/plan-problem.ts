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
type PlanOccupancy = { readonly leaf: string; readonly from: number; readonly to: number };

/** A booking of a series that has its room already. */
type PlanSeriesBooking = { readonly seriesId: string; readonly roomId: string; readonly from: number };

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
