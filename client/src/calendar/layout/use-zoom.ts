import { useCallback, useEffect, useLayoutEffect, useRef, useState, type RefObject } from 'react';
import { mostZoom } from '../../links/calendar-search.ts';

type Zooming = {
  /** What the address says. */
  readonly zoom: number;
  /** The widest that makes sense: a quarter of an hour as wide as a finger. */
  readonly most: number;
  readonly roomWidth: number;
  /** It is zoomed out from the whole range. */
  onBeyond(): void;
  onSettled(zoom: number): void;
};

const zoomStep = 1.5;
const settlesMs = 250;

type Anchor = {
  /** Of the track. */
  readonly fraction: number;
  /** From the left of the scroller. */
  readonly x: number;
};

/** Closer and further, by keys, by Ctrl and the wheel, or by a pinch; what is under the pointer stays there. */
export function useZoom(scroller: RefObject<HTMLElement | null>, { zoom: addressZoom, ...zooming }: Zooming) {
  const [state, setState] = useState({ addressZoom, zoom: addressZoom });
  const zoom = state.addressZoom === addressZoom ? state.zoom : addressZoom;
  const current = useRef({ ...zooming, addressZoom, zoom });
  const anchor = useRef<Anchor | null>(null);
  useLayoutEffect(() => {
    current.current = { ...zooming, addressZoom, zoom };
  });

  const zoomTo = useCallback(
    (target: number, clientX?: number) => {
      const element = scroller.current;
      const { zoom: now, most, roomWidth, onBeyond } = current.current;
      if (target < 1 && now === 1) return onBeyond();
      const next = Math.min(most, mostZoom, Math.max(1, target));
      if (!element || next === now) return;
      const x =
        clientX === undefined
          ? (element.clientWidth + roomWidth) / 2
          : Math.max(roomWidth, clientX - element.getBoundingClientRect().left);
      const track = element.scrollWidth - roomWidth;
      anchor.current = { fraction: (element.scrollLeft + x - roomWidth) / track, x };
      setState({ addressZoom: current.current.addressZoom, zoom: next });
    },
    [scroller],
  );

  // Before it is painted: the moment under the pointer does not move.
  useLayoutEffect(() => {
    const element = scroller.current;
    const held = anchor.current;
    anchor.current = null;
    if (!element || !held) return;
    const { roomWidth } = current.current;
    element.scrollTo({ left: held.fraction * (element.scrollWidth - roomWidth) + roomWidth - held.x });
  });

  useEffect(() => {
    if (zoom === addressZoom) return undefined;
    const timer = setTimeout(() => current.current.onSettled(zoom), settlesMs);
    return () => clearTimeout(timer);
  }, [zoom, addressZoom]);

  useEffect(() => {
    const element = scroller.current;
    if (!element) return undefined;
    const onWheel = (event: WheelEvent) => {
      // A pinch on a touchpad comes as a wheel with Ctrl.
      if (!event.ctrlKey && !event.metaKey) return;
      event.preventDefault();
      zoomTo(current.current.zoom * Math.exp(-event.deltaY * 0.0035), event.clientX);
    };
    let pinch: { readonly distance: number; readonly zoom: number } | null = null;
    const onTouch = ({ touches: [one, other] }: TouchEvent) => {
      if (!one || !other) return void (pinch = null);
      const distance = Math.hypot(one.clientX - other.clientX, one.clientY - other.clientY);
      pinch ??= { distance, zoom: current.current.zoom };
      zoomTo((pinch.zoom * distance) / pinch.distance, (one.clientX + other.clientX) / 2);
    };
    const listening = new AbortController();
    const { signal } = listening;
    element.addEventListener('wheel', onWheel, { passive: false, signal });
    for (const type of ['touchstart', 'touchmove', 'touchend', 'touchcancel'] as const)
      element.addEventListener(type, onTouch, { passive: true, signal });
    return () => listening.abort();
  }, [scroller, zoomTo]);

  const zoomIn = useCallback(() => zoomTo(current.current.zoom * zoomStep), [zoomTo]);
  const zoomOut = useCallback(
    () => zoomTo(current.current.zoom / zoomStep < 1 && current.current.zoom > 1 ? 1 : current.current.zoom / zoomStep),
    [zoomTo],
  );
  const zoomToFit = useCallback(() => zoomTo(1), [zoomTo]);
  return { zoom, zoomIn, zoomOut, zoomToFit };
}
