import { intoLanes, type Laned } from '../../time/lanes.ts';
import type { CalendarSearch } from '../../links/calendar-search.ts';
import type { Bar } from '../data/bars.ts';

export type TrayState = CalendarSearch['tray'] | 'open';

export type TrayLayout = {
  readonly bars: readonly Laned<Bar>[];
  readonly lanes: number;
};

/** Short ones still need room for a name. */
export const narrowestGhostPx = 92;
const gapPx = 2;

/** Packs what waits so that every one of them can be read. */
export function trayLanes(bars: readonly Bar[], trackWidth: number): TrayLayout {
  const laned = intoLanes(bars, ({ left, width }) => {
    const start = left * trackWidth;
    return { start, end: start + Math.max(narrowestGhostPx, width * trackWidth) + gapPx };
  });
  return { bars: laned, lanes: Math.max(0, ...laned.map(({ lane }) => lane + 1)) };
}

export const trayLanePx = 28;

/** How many of its lanes are drawn. */
export function lanesShown(state: CalendarSearch['tray'], height: number): number {
  return state === 'folded' ? 0 : Math.floor(height / trayLanePx);
}

/** However many wait, the rooms stay where they are; where all of those are wanted, they come before the rooms. */
export function trayHeight(state: TrayState, lanes: number): number {
  if (state === 'folded') return trayLanePx;
  return trayLanePx * (state === 'all' ? Math.max(2, lanes) : 2);
}
