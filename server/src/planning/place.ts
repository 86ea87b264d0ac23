import type { PlanRoom } from './plan-problem.ts';

/** A possible place of one ghost on a board. */
export type Place = {
  readonly id: number;
  readonly ghost: number;
  /** Null: it stays without a room, which is always possible. */
  readonly room: PlanRoom | null;
  /** Seats left empty, much more for a wish that is not granted, and most for no room at all. */
  readonly cost: number;
  readonly from: number;
  readonly to: number;
  /** Its cost with the price of its leaves, for the bound. */
  priced: number;
};

export function leavesOf({ room }: Pick<Place, 'room'>): readonly string[] {
  return room?.leaves ?? [];
}
