import { useCallback, useEffect, useRef, type RefObject } from 'react';
import { useLoadedAtLast } from '../../ui/use-loaded.ts';
import type { Grabbed, Grip } from './proposal.ts';

/** What can be taken hold of under a pointer. */
export type Hold = {
  readonly grabbed: Grabbed;
  /** Of the bar; none where something new is drawn. */
  readonly key: string | null;
};

export type Pointed = {
  readonly x: number;
  readonly y: number;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
  readonly ctrlKey: boolean;
};

export type Grabbing = {
  /** What is under the pointer; null for what may not be moved. */
  holdAt(target: Element, x: number, y: number): Hold | null;
  onGrab(hold: Hold): void;
  onMove(hold: Hold, pointed: Pointed, from: { readonly x: number; readonly y: number }): void;
  onDrop(): void;
  onPutBack(): void;
};

/** Fetched along with what stands in the calendar, which is not there any sooner. */
async function loadGrabIn() {
  return (await import('./grab-in.ts')).grabIn;
}

/**
 * Takes hold of what is in the calendar, with mouse, pen or finger. A mouse drags once it has moved a little, a finger
 * once it has rested; Esc puts everything back. While something is held the calendar scrolls when the pointer is at
 * its edge, and a modifier key counts at once.
 */
export function useGrab(scroller: RefObject<HTMLElement | null>, grabbing: Grabbing): { putBack(): void } {
  const current = useRef(grabbing);
  const cancel = useRef(() => {});
  const grabIn = useLoadedAtLast(loadGrabIn);
  useEffect(() => {
    current.current = grabbing;
  });
  useEffect(() => {
    const element = scroller.current;
    if (!element || !grabIn) return undefined;
    const grab = grabIn(element, () => current.current);
    cancel.current = grab.putBack;
    return grab.end;
  }, [scroller, grabIn]);
  return { putBack: useCallback(() => cancel.current(), []) };
}

/** How much of a bar's ends is for its length, not for its place. */
const endPx = 7;
const endsFromPx = 24;

export function gripAt(bar: DOMRect, x: number): Exclude<Grip, 'assign' | 'create'> {
  if (bar.width < endsFromPx) return 'move';
  if (x - bar.left <= endPx) return 'start';
  return bar.right - x <= endPx ? 'end' : 'move';
}
