import { useCallback, useEffect, useLayoutEffect, useRef, type RefObject } from 'react';
import { useLoadedAtLast } from '../../ui/use-loaded.ts';
import type { Grip } from './proposal.ts';
import type { Grabbing } from './grabbing.ts';

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
  useLayoutEffect(() => {
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
