import { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState, type RefObject } from 'react';
import type { BookingBarFragment, RoomRowFragment } from '../../graphql/generated/graphql.ts';
import { intervalOf } from '../../time/interval.ts';
import { fineSnapStep, snapStep } from '../../time/snap.ts';
import { DragState } from './drag-state.ts';
import { spotAt } from '../layout/geometry.ts';
import { propose, type Grabbed, type Manner } from './proposal.ts';
import type { Spot } from '../layout/geometry.ts';
import { useOnChange } from '../../ui/use-on-change.ts';
import { gripAt, useGrab } from './use-grab.ts';
import { useWeigh } from './use-weigh.ts';
import type { Hold, Pointed } from './grabbing.ts';
import type { Dragging } from './dragging.ts';

/** Two parts of a bar may be next to each other on the screen and a day apart. */
const magnetPx = 10;

/** Holds what is in the hand, by pointer or by keys. */
export function useDrag(scroller: RefObject<HTMLElement | null>, dragging: Dragging) {
  const [drag] = useState(() => new DragState());
  const current = useRef(dragging);
  useLayoutEffect(() => {
    current.current = dragging;
  });

  const weigh = useWeigh(drag, current);
  const spotOf = useSpot(scroller, current);
  const bookingOf = (hold: Hold) => (hold.key === null ? null : (current.current.barOf(hold.key)?.booking ?? null));
  const inHand = useRef<BookingBarFragment | null>(null);

  const { putBack } = useGrab(scroller, {
    holdAt(target, x, y) {
      const element = target.closest<HTMLElement>('[data-bar]');
      const at = spotOf(x, y);
      if (element) return holdOf(element, dragging, at, x);
      if (!dragging.mayCreate || !target.closest('[data-track]') || at.roomId === null) return null;
      return { key: null, grabbed: { grip: 'create', interval: { start: 0, end: 0 }, roomId: at.roomId, at } };
    },
    onGrab(hold) {
      // What the keys had in hand goes back: there is one hand.
      const before = drag.read()?.booking;
      if (before) dragging.onPutBack(before);
      inHand.current = bookingOf(hold);
      if (inHand.current) dragging.onGrab(inHand.current);
    },
    onMove(hold, pointed, from) {
      const booking = inHand.current;
      const to = withinWall(spotOf(pointed.x, pointed.y), hold.grabbed, dragging.rooms);
      const proposal = propose(hold.grabbed, to, mannerOf(current.current, pointed, from));
      drag.set(
        weigh(hold.grabbed, booking, proposal, {
          copies: pointed.ctrlKey && hold.grabbed.grip === 'move',
          pointer: { x: pointed.x, y: pointed.y },
        }),
      );
    },
    onDrop() {
      const last = drag.read();
      drag.set(null);
      if (last) dragging.onDrop(last);
    },
    onPutBack() {
      drag.set(null);
      if (inHand.current) dragging.onPutBack(inHand.current);
    },
  });

  // What others do meanwhile changes what would come of letting go now.
  useEffect(() => {
    const now = drag.read();
    if (now)
      drag.set(weigh(now.grabbed, now.booking, now.proposal, { copies: now.copies, pointer: now.pointer }, null));
  });

  // Another day, week or month: what was in the hand stays in the one it was taken from.
  useOnChange(dragging.geometry.scale.days, putBack);

  return useMemo(() => ({ drag, weigh }), [drag, weigh]);
}

/** Finds the room and the time under a point of the page. */
function useSpot(scroller: RefObject<HTMLElement | null>, current: RefObject<Dragging>) {
  return useCallback(
    (x: number, y: number) => {
      const body = scroller.current?.querySelector('[data-body]')?.getBoundingClientRect();
      const top = scroller.current?.querySelector('[data-top]')?.getBoundingClientRect();
      if (!body || !top) return { roomId: null, fraction: 0 };
      const spot = spotAt(current.current.geometry, x - body.left, y - body.top);
      return y < Math.max(top.bottom, body.top) ? { ...spot, roomId: null } : spot;
    },
    [scroller, current],
  );
}

/** A folded wall stands over all of its parts: from one of them to the next it is still the same room. */
function withinWall(to: Spot, { roomId, at }: Grabbed, rooms: readonly RoomRowFragment[]): Spot {
  const parts = rooms.find(({ id }) => id === roomId)?.parts.map(({ id }) => id) ?? [];
  const isInside = to.roomId !== null && at.roomId !== null && parts.includes(to.roomId) && parts.includes(at.roomId);
  return isInside ? { ...to, roomId: at.roomId } : to;
}

function mannerOf(
  { geometry, timeZone }: Dragging,
  { x, y, altKey, shiftKey }: Pointed,
  from: { x: number; y: number },
): Manner {
  const axis = shiftKey ? (Math.abs(x - from.x) >= Math.abs(y - from.y) ? 'time' : 'rooms') : null;
  return {
    scale: geometry.scale,
    timeZone,
    step: altKey ? fineSnapStep : snapStep,
    axis,
    magnet: altKey ? 0 : magnetPx / geometry.trackWidth,
  };
}

function holdOf(element: HTMLElement, { barOf, mayMove }: Dragging, at: Grabbed['at'], x: number): Hold | null {
  const key = element.dataset['bar'] ?? '';
  const booking = barOf(key)?.booking;
  if (!booking || !mayMove(booking)) return null;
  const interval = intervalOf(booking.startsAt, booking.endsAt);
  const grip = gripAt(element.getBoundingClientRect(), x);
  const roomId = booking.room?.id ?? null;
  return { key, grabbed: { grip: grip === 'move' && roomId === null ? 'assign' : grip, interval, roomId, at } };
}
