import { useCallback, useEffect, useLayoutEffect, useRef, type RefObject } from 'react';
import type { Interval } from '../../time/interval.ts';
import type { Laned } from '../../time/lanes.ts';
import { subjectOf, type Bar } from '../data/bars.ts';
import { trayRow } from '../moving/focus.ts';
import type { Geometry } from '../layout/geometry.ts';
import type { RoomRow } from '../data/room-rows.ts';
import type { Spotlight } from './timeline-props.ts';
import { trayLanePx } from '../layout/tray-lanes.ts';
import type { useGridFocus } from '../moving/use-grid-focus.ts';

type Revealing = {
  readonly scroller: RefObject<HTMLElement | null>;
  readonly geometry: Geometry;
  /** Where the rooms begin. */
  readonly top: number;
  /** Height of what is sticky there. */
  readonly covered: number;
  readonly keyboard: ReturnType<typeof useGridFocus>;
  readonly spotlight: Spotlight | null;
  /** The room that the address asks for, until it has been shown. */
  readonly show: string | undefined;
  onShown(): void;
  readonly selected: string | null;
  readonly rows: readonly RoomRow[];
  readonly tray: readonly Bar[];
  /** All that wait, also those that the tray has no place for. */
  readonly waiting: readonly Laned<Bar>[];
  /** One of those is asked for. */
  onHidden(): void;
};

const marginPx = 24;

function bringIn(element: HTMLElement, covered: number, from: number, to: number): void {
  if (from - covered < element.scrollTop) element.scrollTop = from - covered;
  else if (to > element.scrollTop + element.clientHeight) element.scrollTop = to - element.clientHeight;
}

/** Brings places into sight: where the keyboard goes, what a link names, what somebody asks to be shown. */
export function useReveal(revealing: Revealing) {
  const current = useRef(revealing);
  useLayoutEffect(() => {
    current.current = revealing;
  });

  const reveal = useCallback((row: string | null, interval: Interval | null) => {
    const { scroller, geometry, top, covered, waiting } = current.current;
    const element = scroller.current;
    if (!element) return;
    const { items, tops, scale, roomWidth, trackWidth } = geometry;
    const index = items.findIndex(({ id }) => id === row);
    if (index >= 0) {
      bringIn(element, covered, top + tops[index]!, top + tops[index + 1]!);
    } else if (row === trayRow) {
      const lane = waiting.find(({ item }) => item.interval === interval)?.lane ?? 0;
      bringIn(element, covered, covered + lane * trayLanePx, covered + (lane + 1) * trayLanePx);
    }
    const span = interval && scale.span(interval);
    if (!span) return;
    const [left, right] = [span.left * trackWidth, (span.left + span.width) * trackWidth];
    const width = element.clientWidth - roomWidth;
    if (left < element.scrollLeft || right - left > width) element.scrollLeft = left - marginPx;
    else if (right > element.scrollLeft + width) element.scrollLeft = right - width + marginPx;
  }, []);

  // Once for each that is asked for, as soon as it is known.
  const { spotlight, show, selected, rows, tray } = revealing;
  const done = useRef<{ spotlight: Spotlight | null; selected: string | null }>({ spotlight: null, selected: null });
  useEffect(() => {
    const { keyboard } = current.current;
    const goTo = (bookingId: string): boolean => {
      const row = rows.find(({ bars }) => bars.some((bar) => subjectOf(bar) === bookingId));
      const bar = row?.bars.find((one) => subjectOf(one) === bookingId) ?? tray.find(({ key }) => key === bookingId);
      if (!bar) {
        if (current.current.waiting.some(({ item }) => item.key === bookingId)) current.current.onHidden();
        return false;
      }
      reveal(row?.room.id ?? trayRow, bar.interval);
      keyboard.setFocus({
        row: row?.room.id ?? trayRow,
        at: Math.max(bar.interval.start, current.current.geometry.scale.days[0]!.start),
        ghost: bar.key,
      });
      return true;
    };
    if (selected !== done.current.selected && (selected === null || goTo(selected))) done.current.selected = selected;
    if (show !== undefined && rows.some(({ room }) => room.id === show)) {
      reveal(show, null);
      keyboard.setFocus({ row: show, at: keyboard.focus.at });
      current.current.onShown();
    }
    if (spotlight && spotlight !== done.current.spotlight && goTo(spotlight.bookingId))
      done.current.spotlight = spotlight;
  }, [spotlight, show, selected, rows, tray, reveal]);

  return reveal;
}
