import { describe, expect, it } from 'vitest';
import { overlaps } from '../../time/interval.ts';
import type { Bar } from '../data/bars.ts';
import { trayLanes } from './tray-lanes.ts';

function waiting(key: string, left: number, width: number): Bar {
  const still = {
    room: null,
    booking: null,
    closure: null,
    bookedRoom: null,
    setup: 0,
    teardown: 0,
    rows: 1,
    aside: false,
    conflict: false,
  };
  return { key, left, width, interval: { start: 0, end: 1 }, cut: [], late: false, ...still };
}

/** A bar is drawn at least so wide, that a name can be read. */
const namePx = 92;

function on(trackWidth: number, { left, width }: Bar) {
  return {
    start: left * trackWidth,
    end: left * trackWidth + Math.max(namePx, width * trackWidth),
  };
}

describe('what waits', () => {
  it('never overlaps on the screen, however short and however many', () => {
    for (const trackWidth of [300, 1264, 9000]) {
      const bars = Array.from({ length: 80 }, (_, index) =>
        waiting(`g${index}`, ((index * 37) % 80) / 80, ((index * 13) % 17) / 120),
      );
      const { bars: laned, lanes } = trayLanes(bars, trackWidth);
      expect(laned.map(({ item }) => item.key).toSorted()).toEqual(bars.map(({ key }) => key).toSorted());
      const meetings = laned.flatMap((a) =>
        laned.filter((b) => a !== b && a.lane === b.lane && overlaps(on(trackWidth, a.item), on(trackWidth, b.item))),
      );
      expect(meetings).toEqual([]);
      expect(new Set(laned.map(({ lane }) => lane)).size).toBe(lanes);
    }
  });

  it('shares a lane where there is room for both names, and takes two where there is not', () => {
    const [morning, afternoon] = [waiting('morning', 0, 0.01), waiting('afternoon', 0.1, 0.01)];
    expect(trayLanes([morning, afternoon], 1000).lanes).toBe(1);
    expect(trayLanes([morning, afternoon], 900).lanes).toBe(2);
  });

  it('has as many lanes as wait for one moment, and none where nobody waits', () => {
    expect(trayLanes([waiting('a', 0.2, 0.1), waiting('b', 0.2, 0.1), waiting('c', 0.2, 0.1)], 1000).lanes).toBe(3);
    expect(trayLanes([], 1000)).toEqual({ bars: [], lanes: 0 });
  });
});
