import { intoLanes, type Laned } from '../../time/lanes.ts';
import type { Bar } from '../data/bars.ts';

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
