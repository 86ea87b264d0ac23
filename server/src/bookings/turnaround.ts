import { z } from 'zod';
import type { Booking, Room } from '../generated/prisma/client.ts';
import type { Viewer } from '../platform/context.ts';
import { type InvalidField, InvalidInputError } from '../platform/errors.ts';
import { parse } from '../platform/input.ts';
import { may } from '../platform/may.ts';
import { minutes } from './input.ts';

/** What is taken before the start and after the end, in minutes; and which of it a boss set for this booking. */
export type Turnaround = Pick<Booking, 'setupMinutes' | 'teardownMinutes' | 'setupSetByHand' | 'teardownSetByHand'>;

/** What the caller chooses. Where nothing is given, it is as the rule says. */
export type ChosenTurnaround = {
  readonly setupMinutes?: number | null | undefined;
  readonly teardownMinutes?: number | null | undefined;
  /** What was set by hand no longer counts: what is not chosen now is as the room has it. */
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

type Placed = Turnaround & Pick<Booking, 'roomId'>;
type Minutes = Pick<Turnaround, 'setupMinutes' | 'teardownMinutes'>;

/** In whichever room: what is chosen now, or was set by hand before; null leaves it to the room. */
export type MinutesInAnyRoom = { readonly setupMinutes: number | null; readonly teardownMinutes: number | null };

export function minutesInAnyRoom(booking: Turnaround | null, chosen: ChosenTurnaround = {}): MinutesInAnyRoom {
  const setByHand = chosen.followRoom === true ? null : booking;
  return {
    setupMinutes: chosen.setupMinutes ?? (setByHand?.setupSetByHand ? setByHand.setupMinutes : null),
    teardownMinutes: chosen.teardownMinutes ?? (setByHand?.teardownSetByHand ? setByHand.teardownMinutes : null),
  };
}

/**
 * The setup and teardown of a booking in a room, decided here alone: what a boss set goes along to any room; of the rest
 * another room brings its own, and a booking that stays in its room keeps what it has.
 * @param booking as it stands now; null for a new one
 */
export function turnaroundIn(
  room: Minutes & Pick<Room, 'id'>,
  booking: Placed | null,
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

/** Without a room nothing is taken; what a boss set is kept for the next one. */
export function turnaroundWithoutRoom(booking: Turnaround): Turnaround {
  return turnaroundIn({ id: '', ...noTurnaround }, { ...booking, roomId: null });
}

/**
 * What the viewer chooses for a booking, if they may.
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
  const given = (Object.keys(chosen) as (keyof ChosenTurnaround)[]).filter(
    (name) => chosen[name] != null && chosen[name] !== false,
  );
  const wrong = !may(viewer, 'room:assign', tenantId)
    ? 'Setup and teardown are chosen by the Room Boss. Leave this empty, and ask them.'
    : takesRoom
      ? null
      : 'It has no room yet. Choose setup and teardown when a room is assigned.';
  if (wrong !== null && given.length > 0)
    throw new InvalidInputError(given.map((path): InvalidField => ({ path, message: wrong })));
  return chosen;
}
