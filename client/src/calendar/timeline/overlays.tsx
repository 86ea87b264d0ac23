import type { RefObject } from 'react';
import type { CalendarSearch } from '../../links/calendar-search.ts';
import type { Bar } from '../data/bars.ts';
import type { Geometry } from '../layout/geometry.ts';
import { DragLayer } from '../moving/drag-layer.tsx';
import type { Hand } from '../moving/hand-state.ts';
import type { Watched } from '../moving/watched.ts';
import { DraftOutline } from './draft-outline.tsx';
import { GhostOutline } from './ghost-outline.tsx';

type OverlaysProps = {
  scroller: RefObject<HTMLElement | null>;
  geometry: Geometry;
  bars: ReadonlyMap<string, Bar>;
  address: CalendarSearch;
  hand: Watched<Hand>;
  timeZone: string;
};

/** Shows what lies over the rooms once somebody points at them, draws in them or carries something. */
export function Overlays({ scroller, geometry, bars, address, hand, timeZone }: OverlaysProps) {
  return (
    <>
      <GhostOutline scroller={scroller} geometry={geometry} bars={bars} />
      <DraftOutline search={address} geometry={geometry} />
      <DragLayer hand={hand} geometry={geometry} timeZone={timeZone} />
    </>
  );
}
