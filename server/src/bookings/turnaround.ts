import { z } from 'zod';
import type { Booking, Room } from '../generated/prisma/client.ts';
import type { Viewer } from '../platform/context.ts';
import { type InvalidField, InvalidInputError } from '../platform/errors.ts';
import { parse } from '../platform/input.ts';
import { may } from '../platform/may.ts';
import { minutes } from './counts.ts';

/** The minutes that are taken before the start and after the end; and which of them a boss set for this booking. */
export type Turnaround = Pick<Booking, 'setupMinutes' | 'teardownMinutes' | 'setupSetByHand' | 'teardownSetByHand'>;

/** What the caller chooses; the rule decides the rest. */
export type ChosenTurnaround = {
  readonly setupMinutes?: number | null | undefined;
  readonly teardownMinutes?: number | null | undefined;
  /** Forgets what was set by hand: what is not chosen now comes from the room. */
  readonly followRoom?: boolean | null | undefined;
};

const turnaroundInput = z.object({
  setupMinutes: minutes('Setup').nullish(),
  teardownMinutes: minutes('Teardown').nullish(),
  followRoom: z.boolean().nullish(),
});

export const noTurnaround: Turnaround = {
  setupMinutes: 0,
  teardownMinutes: 0,
  setupSetByHand: false,
  teardownSetByHand: false,
};

export function turnaroundOf({
  setupMinutes,
  teardownMinutes,
  setupSetByHand,
  teardownSetByHand,
}: Turnaround): Turnaround {
  return { setupMinutes, teardownMinutes, setupSetByHand, teardownSetByHand };
}

type TurnaroundInRoom = Turnaround & Pick<Booking, 'roomId'>;
type Minutes = Pick<Turnaround, 'setupMinutes' | 'teardownMinutes'>;

/** The minutes that apply in any room: chosen now, or set by hand before; null leaves them to the room. */
export type MinutesInAnyRoom = { readonly setupMinutes: number | null; readonly teardownMinutes: number | null };

export function minutesInAnyRoom(booking: Turnaround | null, chosen: ChosenTurnaround = {}): MinutesInAnyRoom {
  const setByHand = chosen.followRoom === true ? null : booking;
  return {
    setupMinutes: chosen.setupMinutes ?? (setByHand?.setupSetByHand ? setByHand.setupMinutes : null),
    teardownMinutes: chosen.teardownMinutes ?? (setByHand?.teardownSetByHand ? setByHand.teardownMinutes : null),
  };
}

/**
 * Decides the setup and teardown of a booking in a room, as the only place that does: what a boss set applies in any
 * room; the rest comes from the new room, and a booking that stays in its room keeps what it has.
 * @param booking the current booking; null for a new one
 */
export function turnaroundIn(
  room: Minutes & Pick<Room, 'id'>,
  booking: TurnaroundInRoom | null,
  chosen: ChosenTurnaround = {},
): Turnaround {
  const fixed = minutesInAnyRoom(booking, chosen);
  const usual = booking?.roomId === room.id && chosen.followRoom !== true ? booking : room;
  return {
    setupMinutes: fixed.setupMinutes ?? usual.setupMinutes,
    teardownMinutes: fixed.teardownMinutes ?? usual.teardownMinutes,
    setupSetByHand: fixed.setupMinutes !== null,
    teardownSetByHand: fixed.teardownMinutes !== null,
  };
}

/** Without a room no minutes are taken; what a boss set is kept for the next one. */
export function turnaroundWithoutRoom(booking: Turnaround): Turnaround {
  return turnaroundIn({ id: '', ...noTurnaround }, { ...booking, roomId: null });
}

/**
 * Checks what the viewer chooses for a booking, if they may.
 * @param takesRoom whether it has a room, or gets one now
 * @throws InvalidInputError naming each field that cannot be chosen
 */
export function chosenTurnaround(
  viewer: Viewer | null,
  { tenantId }: Pick<Booking, 'tenantId'>,
  input: ChosenTurnaround,
  takesRoom: boolean,
): ChosenTurnaround {
  const { setupMinutes, teardownMinutes, followRoom } = input;
  const chosen = parse(turnaroundInput, { setupMinutes, teardownMinutes, followRoom });
  const chosenFields = (Object.keys(chosen) as (keyof ChosenTurnaround)[]).filter(
    (name) => chosen[name] != null && chosen[name] !== false,
  );
  const problem = !may(viewer, 'room:assign', tenantId)
    ? 'Only the Room Boss can set setup and teardown. Leave this empty, or ask the Room Boss.'
    : takesRoom
      ? null
      : 'This booking has no room yet. Choose setup and teardown when you assign one.';
  if (problem !== null && chosenFields.length > 0)
    throw new InvalidInputError(chosenFields.map((path): InvalidField => ({ path, message: problem })));
  return chosen;
}
