import 'temporal-polyfill/global';
import { describe, expect, it } from 'vitest';
import type { RoomRowFragment } from '../../graphql/generated/graphql.ts';
import { hourMs, minuteMs } from '../../time/interval.ts';
import { rangeOf } from '../../time/range.ts';
import { timeScale } from '../../time/time-scale.ts';
import { boxOf, groupHeightPx, roomAt, spotAt, topsOf, type Geometry, type TimelineItem } from './geometry.ts';
import { johannesburg } from '../../../test/facility.ts';

/** Summer time of an hour, of half an hour, and none: each with Sundays on which clocks change, or might. */
const zones: readonly (readonly [zone: string, sundays: readonly string[]])[] = [
  ['Europe/Vienna', ['2026-03-29', '2026-10-25']],
  ['Australia/Lord_Howe', ['2026-04-05', '2026-10-04']],
  ['Africa/Johannesburg', ['2026-03-29']],
];

describe.each(zones)('in %s', (ZONE, SUNDAYS) => {
  function line(id: string): TimelineItem {
    const room: RoomRowFragment = {
      id,
      name: id,
      capacity: 20,
      position: 1,
      active: true,
      longTerm: false,
      version: 1,
      equipment: [],
      setupMinutes: 0,
      teardownMinutes: 0,
      parts: [],
    };
    return { kind: 'room', id, row: { room, bars: [], parts: [], use: 0 } };
  }

  const heading = (id: string, folded = false): TimelineItem => ({
    kind: 'group',
    id,
    label: id,
    count: 1,
    use: 0,
    folded,
  });

  const rowHeight = 36;
  const week = rangeOf('week', SUNDAYS.at(-1)!, ZONE, johannesburg);

  function laid(items: readonly TimelineItem[], hours: 'open' | 'all' = 'open'): Geometry {
    return {
      scale: timeScale(week.days, hours),
      items,
      tops: topsOf(items, rowHeight),
      roomWidth: 176,
      trackWidth: 1264,
    };
  }

  const grouped = laid([
    heading('rooms'),
    line('r1'),
    line('r2'),
    heading('walls', true),
    heading('offices'),
    line('r5'),
  ]);

  describe('the room at a height', () => {
    it('is the one whose row it is, to the pixel', () => {
      const plain = laid([line('r1'), line('r2'), line('r3')]);
      expect(
        [0, rowHeight - 1, rowHeight, 2 * rowHeight - 1, 2 * rowHeight, 3 * rowHeight - 1].map((y) => roomAt(plain, y)),
      ).toEqual(['r1', 'r1', 'r2', 'r2', 'r3', 'r3']);
    });

    it('is the one above a heading, and the first one over the first heading', () => {
      const below = groupHeightPx + 2 * rowHeight;
      expect([0, groupHeightPx - 1, groupHeightPx].map((y) => roomAt(grouped, y))).toEqual(['r1', 'r1', 'r1']);
      expect(
        [below - 1, below, below + groupHeightPx, below + 2 * groupHeightPx].map((y) => roomAt(grouped, y)),
      ).toEqual(['r2', 'r2', 'r2', 'r5']);
    });

    it('beyond the last row is the last one, above the first the first, and none where there is none', () => {
      expect([-50, 10_000].map((y) => roomAt(grouped, y))).toEqual(['r1', 'r5']);
      expect(roomAt(laid([line('r1'), heading('offices', true)]), 10_000)).toBe('r1');
      expect([-1, 0, 10].map((y) => roomAt(laid([]), y))).toEqual([null, null, null]);
      expect(roomAt(laid([heading('rooms', true)]), 5)).toBeNull();
    });
  });

  describe('where something is drawn', () => {
    it.each(['open', 'all'] as const)('is where it is found again: %s', (hours) => {
      const geometry = laid(grouped.items, hours);
      for (const roomId of ['r1', 'r2', 'r5']) {
        for (const { start, end } of geometry.scale.shown) {
          for (let from = start; from + 2 * hourMs <= end; from += 45 * minuteMs) {
            const box = boxOf(geometry, roomId, { start: from, end: from + 2 * hourMs })!;
            const spots = [0, box.height - 1].map((down) => spotAt(geometry, box.left, box.top + down));
            expect(spots.map((spot) => spot.roomId)).toEqual([roomId, roomId]);
            expect(geometry.scale.instantAt(spots[0]!.fraction)).toBe(from);
            // A box ends a millisecond early: an end at midnight belongs to the day before it.
            expect(
              Math.abs(
                geometry.scale.endAt(spotAt(geometry, box.left + box.width, box.top).fraction) - from - 2 * hourMs,
              ),
            ).toBeLessThanOrEqual(1);
          }
        }
      }
    });

    it('has the height of its row and the place of its time', () => {
      const monday = week.days[0]!;
      expect(boxOf(grouped, 'r2', { start: monday.open, end: monday.close })).toEqual({
        left: 176,
        top: groupHeightPx + rowHeight,
        width: expect.closeTo(1264 / 7, 2),
        height: rowHeight,
      });
    });

    it('can be seen, however short it is', () => {
      const { open } = week.days[2]!;
      expect(boxOf(grouped, 'r1', { start: open, end: open + minuteMs })!.width).toBe(8);
    });

    it('is nowhere for a room or a time that is not shown', () => {
      const { open, close } = week.days[0]!;
      expect(boxOf(grouped, 'r9', { start: open, end: close })).toBeNull();
      expect(boxOf(grouped, null, { start: open, end: close })).toBeNull();
      expect(boxOf(grouped, 'walls', { start: open, end: close })).toBeNull();
      expect(boxOf(grouped, 'r1', { start: week.end, end: week.end + hourMs })).toBeNull();
    });
  });

  it('a spot is a fraction of the track, whatever stands left of it', () => {
    expect(spotAt(grouped, 176, 40).fraction).toBe(0);
    expect(spotAt(grouped, 176 + 1264, 40).fraction).toBe(1);
    expect(spotAt(grouped, 0, 40).fraction).toBeLessThan(0);
  });
});
