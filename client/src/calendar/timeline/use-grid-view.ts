import { useMemo } from 'react';
import type { Bar } from '../data/bars.ts';
import { lanesShown } from '../layout/tray-lanes.ts';
import { headHeightPx, useTimelineLayout } from '../layout/use-timeline-layout.ts';
import { useVisibleWindow } from '../layout/use-visible-window.ts';
import type { TimelineGridProps } from './timeline-props.ts';

export type GridView = ReturnType<typeof useGridView>;

/** Lays out the calendar, and finds what of it is in sight. */
export function useGridView({ calendar, address, scroller, size, zoom, moves }: TimelineGridProps) {
  const { range, rooms, ended } = calendar;
  const layout = useTimelineLayout({ range, rooms, shown: moves.shown, ended, search: address, size, zoom });
  const { geometry, rows, tray, trayTall } = layout;
  const { items, scale } = geometry;
  // All that wait scroll away with the rooms; two lanes of them stay in sight.
  const top = headHeightPx + trayTall;
  const covered = address.tray === 'all' ? headHeightPx : top;

  const span = useVisibleWindow(scroller, geometry, size, { top, covered });
  const inSight = items.slice(span.first, span.end);
  const { from, to } = span;
  const days = useMemo(
    () => [Math.floor(from * scale.days.length), Math.ceil(to * scale.days.length)] as const,
    [from, to, scale],
  );

  const bars = useMemo(
    () =>
      new Map<string, Bar>(
        [...tray.bars.map(({ item }) => item), ...rows.flatMap((row) => row.bars)].map((bar) => [bar.key, bar]),
      ),
    [tray, rows],
  );
  const drawn = useMemo(
    () => tray.bars.filter(({ lane }) => lane < lanesShown(address.tray, trayTall)),
    [tray, address.tray, trayTall],
  );
  const trayBars = useMemo(() => drawn.map(({ item }) => item), [drawn]);
  const reachable = useMemo(
    () => (address.tray === 'folded' ? [] : tray.bars.map(({ item }) => item)),
    [tray, address.tray],
  );

  return {
    ...layout,
    top,
    /** Height of what is sticky above the rooms. */
    covered,
    span,
    inSight,
    /** From which day to which, by their place in the range. */
    days,
    /** All bars by their key. */
    bars,
    /** Of those that wait, the ones that the tray has a place for. */
    drawn,
    trayBars,
    /** Of those that wait, the ones that the keyboard can go to. */
    reachable,
  };
}
