import { useCallback, useMemo, useState } from 'react';
import { hourMs } from '../../time/interval.ts';
import type { Bar } from '../data/bars.ts';
import { barUnder, moveFocus, slotOf, trayRow, type Focus, type FocusWorld } from './focus.ts';
import type { Geometry } from '../layout/geometry.ts';

const noBars: readonly Bar[] = [];

/** Holds where the keyboard is in the calendar. One tab stop: the grid keeps the focus, and points at the place. */
export function useGridFocus(geometry: Geometry, tray: readonly Bar[], timeZone: string, start: number) {
  const { scale, items, trackWidth } = geometry;
  const [chosen, setFocus] = useState<Focus | null>(null);

  const world = useMemo<FocusWorld & { barsIn(row: string): readonly Bar[] }>(() => {
    const byRow = new Map<string, readonly Bar[]>(
      items.flatMap((item) => (item.kind === 'room' ? [[item.id, item.row.bars] as const] : [])),
    );
    const waiting = tray.toSorted((a, b) => a.interval.start - b.interval.start);
    byRow.set(trayRow, waiting);
    const { start: first, end } = scale.shown[0]!;
    const pixelsPerHour = trackWidth / scale.days.length / ((end - first) / hourMs);
    return {
      scale,
      timeZone,
      slot: slotOf(pixelsPerHour),
      rows: [...(waiting.length > 0 ? [trayRow] : []), ...items.map(({ id }) => id)],
      barsIn: (row) => byRow.get(row) ?? noBars,
    };
  }, [items, tray, scale, timeZone, trackWidth]);

  const firstRoom = items.find(({ kind }) => kind === 'room')?.id ?? trayRow;
  const inRange = chosen && chosen.at >= scale.days[0]!.start && chosen.at < scale.days.at(-1)!.end;
  const focus = useMemo<Focus>(() => {
    if (!chosen) return { row: firstRoom, at: start };
    const row = world.rows.includes(chosen.row) ? chosen.row : firstRoom;
    return { ...chosen, row, at: inRange ? chosen.at : start };
  }, [chosen, inRange, world, firstRoom, start]);

  const on = useMemo(() => (barUnder(world, focus) as Bar | null) ?? null, [world, focus]);
  const move = useCallback(
    (event: { key: string; ctrlKey: boolean }) => moveFocus(focus, event, world),
    [focus, world],
  );
  return { focus, on, world, move, setFocus };
}
