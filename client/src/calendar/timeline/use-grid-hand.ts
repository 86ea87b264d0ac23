import { useCallback, useMemo, type MouseEvent } from 'react';
import { hourMs } from '../../time/interval.ts';
import { now } from '../../time/now.ts';
import { trayRow } from '../moving/focus.ts';
import { useGridFocus } from '../moving/use-grid-focus.ts';
import { useHand } from '../moving/use-hand.ts';
import type { TimelineGridProps } from './timeline-props.ts';
import type { GridView } from './use-grid-view.ts';
import { useReveal } from './use-reveal.ts';
import { useTimelineKeys } from './use-timeline-keys.ts';

/** Holds what pointer and keyboard do in the grid: where the keyboard is, what is in the hand, and what a click opens. */
export function useGridHand(props: TimelineGridProps, view: GridView) {
  const { calendar, address, rights, on, scroller, moves } = props;
  const { range, timeZone, rooms, unread } = calendar;
  const { onShow, onAct, onClosure } = on;
  const { geometry, rows, tray, trayBars, bars, inSight } = view;
  const { scale } = geometry;
  const start = useMemo(() => startOf(range, scale.shown[0]!.start), [range, scale]);
  const keyboard = useGridFocus(geometry, view.reachable, timeZone, start);
  const reveal = useReveal({
    scroller,
    geometry,
    top: view.top,
    covered: view.covered,
    keyboard,
    spotlight: props.spotlight,
    show: address.show,
    onShown: () => onShow({ show: undefined }),
    onHidden: () => onShow({ tray: 'all' }),
    selected: address.booking ?? address.closure ?? null,
    rows,
    tray: trayBars,
    waiting: tray.bars,
  });

  const hand = useHand({
    ...rights,
    scroller,
    calendar: {
      geometry,
      rooms,
      shown: moves.shown,
      byLeaf: view.byLeaf,
      turnaround: view.turnaround,
      unread,
      roomsInSight: inSight.flatMap(({ kind, id }) => (kind === 'room' ? id : [])),
      timeZone,
      mayAssign: rights.mayAssign,
    },
    bars,
    keyboard,
    byDays: keyboard.world.slot > 2 * hourMs,
    moves,
    onNew: on.onNew,
    onDroppedAt: props.onDroppedAt,
    reveal,
    say: props.say,
  });
  const keys = useTimelineKeys({
    ...on,
    mayCreate: rights.mayCreate,
    search: address,
    isDrawn: (key) => trayBars.some((bar) => bar.key === key),
    keyboard,
    items: geometry.items,
    hand,
    reveal,
  });

  const onClick = useCallback(
    (event: MouseEvent) => {
      const target = event.target as Element;
      const bar = bars.get(target.closest<HTMLElement>('[data-bar]')?.dataset['bar'] ?? '');
      const room = target.closest<HTMLElement>('[data-room]')?.dataset['room'];
      if (bar) {
        keyboard.setFocus({ row: room ?? trayRow, at: Math.max(bar.interval.start, range.start), ghost: bar.key });
        if (bar.booking) onAct(bar.booking.id, null);
        else if (bar.closure) onClosure(bar.closure.id);
      } else if (room && target.closest('[data-track]')) {
        const track = target.closest('[data-track]')!.getBoundingClientRect();
        keyboard.setFocus({ row: room, at: scale.instantAt((event.clientX - track.left) / track.width) });
      }
    },
    [bars, keyboard, onAct, onClosure, scale, range],
  );

  return { keyboard, keys, onClick };
}

/** Finds where the keyboard begins: now, where that is in sight. */
function startOf({ start, end }: TimelineGridProps['calendar']['range'], opens: number): number {
  const present = now();
  return present >= start && present < end ? present : opens;
}
