import { useEffect, useState, type RefObject } from 'react';
import type { Bar } from '../data/bars.ts';
import { boxOf, type Geometry } from '../layout/geometry.ts';

type GhostOutlineProps = {
  scroller: RefObject<HTMLElement | null>;
  geometry: Geometry;
  bars: ReadonlyMap<string, Bar>;
};

/** Where the ghost under the pointer wishes to be: it stands there as long as one looks at it. */
export function GhostOutline({ scroller, geometry, bars }: GhostOutlineProps) {
  const [key, setKey] = useState<string | null>(null);
  useEffect(() => {
    const element = scroller.current;
    if (!element) return undefined;
    const look = (event: Event) => {
      const bar = (event.target as Element).closest<HTMLElement>('.timeline-tray [data-bar]');
      setKey(event.type === 'pointerleave' ? null : (bar?.dataset['bar'] ?? null));
    };
    element.addEventListener('pointerover', look);
    element.addEventListener('pointerleave', look);
    return () => {
      element.removeEventListener('pointerover', look);
      element.removeEventListener('pointerleave', look);
    };
  }, [scroller]);
  const bar = key === null ? undefined : bars.get(key);
  const box = bar?.booking?.requestedRoom ? boxOf(geometry, bar.booking.requestedRoom.id, bar.interval) : null;
  return box && <div className="ghost-outline" aria-hidden="true" style={{ ...box }} />;
}
