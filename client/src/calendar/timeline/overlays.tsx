import type { RefObject } from 'react';
import type { CalendarSearch } from '../../links/calendar-search.ts';
import type { Bar } from '../data/bars.ts';
import type { Geometry } from '../layout/geometry.ts';
import { DragLayer } from '../moving/drag-layer.tsx';
import type { DragState } from '../moving/drag-state.ts';
import { DraftOutline } from './draft-outline.tsx';
import { GhostOutline } from './ghost-outline.tsx';

type OverlaysProps = {
  scroller: RefObject<HTMLElement | null>;
  geometry: Geometry;
  bars: ReadonlyMap<string, Bar>;
  address: CalendarSearch;
  drag: DragState;
  timeZone: string;
};

/** Shows what lies over the rooms once somebody points at them, draws in them or carries something. */
export function Overlays({ scroller, geometry, bars, address, drag, timeZone }: OverlaysProps) {
  return (
    <>
      <GhostOutline scroller={scroller} geometry={geometry} bars={bars} />
      <DraftOutline search={address} geometry={geometry} />
      <DragLayer drag={drag} geometry={geometry} timeZone={timeZone} />
    </>
  );
}
