import type { BookingBarFragment, RoomRowFragment } from '../../graphql/generated/graphql.ts';
import { fineSnapStep, snapStep } from '../../time/snap.ts';
import type { Spot } from '../layout/geometry.ts';
import { propose, type Grabbed, type Manner } from './proposal.ts';
import { weigh, type Drag, type DrawnCalendar } from './weigh.ts';

/** What can be taken hold of under a pointer. */
export type Hold = {
  readonly grabbed: Grabbed;
  /** None where something new is drawn. */
  readonly booking: BookingBarFragment | null;
};

/** Where a pointer is on the screen, and which keys are down. */
export type Pointed = {
  readonly x: number;
  readonly y: number;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
  readonly ctrlKey: boolean;
};

export type Press = {
  readonly hold: Hold;
  readonly pointerId: number;
  readonly touch: boolean;
  readonly from: Pointed;
};

/** Two parts of a bar may be next to each other on the screen and a day apart. */
const magnetPx = 10;

/** What a pointer that pressed on something makes of it at a spot. */
export function carryTo(
  spot: Spot,
  { hold: { grabbed, booking }, from }: Press,
  pointed: Pointed,
  calendar: DrawnCalendar,
  before: Drag | null,
): Drag {
  const to = withinWall(spot, grabbed, calendar.rooms);
  const proposal = propose(grabbed, to, mannerOf(calendar, pointed, from));
  const copies = pointed.ctrlKey && grabbed.grip === 'move';
  return weigh({ grabbed, booking, proposal, copies, pointer: { x: pointed.x, y: pointed.y } }, calendar, before);
}

/** A folded wall stands over all of its parts: from one of them to the next it is still the same room. */
function withinWall(to: Spot, { roomId, at }: Grabbed, rooms: readonly RoomRowFragment[]): Spot {
  const parts = rooms.find(({ id }) => id === roomId)?.parts.map(({ id }) => id) ?? [];
  const isInside = to.roomId !== null && at.roomId !== null && parts.includes(to.roomId) && parts.includes(at.roomId);
  return isInside ? { ...to, roomId: at.roomId } : to;
}

function mannerOf({ geometry, timeZone }: DrawnCalendar, { x, y, altKey, shiftKey }: Pointed, from: Pointed): Manner {
  const axis = shiftKey ? (Math.abs(x - from.x) >= Math.abs(y - from.y) ? 'time' : 'rooms') : null;
  return {
    scale: geometry.scale,
    timeZone,
    step: altKey ? fineSnapStep : snapStep,
    axis,
    magnet: altKey ? 0 : magnetPx / geometry.trackWidth,
  };
}
