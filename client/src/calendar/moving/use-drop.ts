import { useCallback, useLayoutEffect, useRef, type RefObject } from 'react';
import type { BookingBarFragment } from '../../graphql/generated/graphql.ts';
import { trayRow } from './focus.ts';
import type { Drag } from './drag-state.ts';
import type { useGridFocus } from './use-grid-focus.ts';
import type { Proposal } from '../layout/geometry.ts';
import { moveOf, type useMoves } from './use-moves.ts';

type Dropping = {
  moves: ReturnType<typeof useMoves>;
  scroller: RefObject<HTMLDivElement | null>;
  /** Gives ghosts their rooms; for others a room is a wish. */
  mayAssign: boolean;
  onNew(start: Proposal | null, copy?: string): void;
  onDroppedAt(place: { readonly x: number; readonly y: number }): void;
  keyboard: ReturnType<typeof useGridFocus>;
};

const slidesMs = 180;

/** Decides what letting go comes to. */
export function useDrop(dropping: Dropping) {
  const current = useRef(dropping);
  useLayoutEffect(() => {
    current.current = dropping;
  });

  const onGrab = useCallback((booking: BookingBarFragment) => current.current.moves.grab(booking), []);
  const onPutBack = useCallback((booking: BookingBarFragment) => current.current.moves.release(booking.id), []);

  const onDrop = useCallback((drag: Drag) => {
    const { moves, scroller, mayAssign, onNew, onDroppedAt, keyboard } = current.current;
    const { booking, proposal, verdict, copies, pointer } = drag;
    if (!booking) return onNew(proposal);
    if (copies) {
      moves.release(booking.id);
      return onNew(proposal, booking.id);
    }
    const move = moveOf(booking, proposal, mayAssign);
    const { interval, roomId } = proposal;
    if (
      interval.start === move.from.interval.start &&
      interval.end === move.from.interval.end &&
      roomId === move.from.roomId
    ) {
      return moves.release(booking.id);
    }
    const from = boxOfBar(scroller.current, '[data-drag-preview]');
    onDroppedAt(pointer ?? { x: from?.left ?? 0, y: from?.bottom ?? 0 });
    keyboard.setFocus({ row: roomId ?? keyboard.focus.row, at: interval.start, ghost: booking.id });
    // The keyboard goes back along with it: what stood in the way is not what somebody has in mind.
    const slideBack = () => {
      keyboard.setFocus({ row: move.from.roomId ?? trayRow, at: move.from.interval.start, ghost: booking.id });
      slide(scroller.current, booking.id, from);
    };
    if (verdict.kind === 'past' || verdict.kind === 'small') {
      const trouble = { __typename: verdict.kind === 'past' ? 'Past' : 'TooSmall' } as const;
      moves.release(booking.id);
      // Not at once: the browser would take the letting go for a click beside the card, and close it.
      requestAnimationFrame(() => {
        slideBack();
        moves.refuse({ move, trouble });
      });
      return;
    }
    void moves.send(move).then((isDone) => !isDone && requestAnimationFrame(slideBack));
  }, []);

  return { onGrab, onPutBack, onDrop };
}

function boxOfBar(scroller: HTMLElement | null, selector: string): DOMRect | null {
  return scroller?.querySelector(selector)?.getBoundingClientRect() ?? null;
}

/** From where it had been let go to where it stands: one sees that it went back, and where. */
function slide(scroller: HTMLElement | null, bookingId: string, from: DOMRect | null): void {
  const bar = scroller?.querySelector<HTMLElement>(`[data-booking="${CSS.escape(bookingId)}"]`);
  if (!bar || !from || window.matchMedia('(prefers-reduced-motion: reduce)').matches) return;
  const to = bar.getBoundingClientRect();
  const transform = `translate(${from.left - to.left}px, ${from.top - to.top}px)`;
  bar.animate(
    [
      { transform, zIndex: 6 },
      { transform: 'none', zIndex: 6 },
    ],
    { duration: slidesMs, easing: 'cubic-bezier(0.2, 0, 0, 1)' },
  );
}
