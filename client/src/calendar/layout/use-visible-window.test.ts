import { describe, expect, it } from 'vitest';
import { visibleWindow } from './use-visible-window.ts';

/** The same numbers each time, and no pattern in them. */
function dice(seed: number): (sides: number) => number {
  let state = seed * 7919;
  return (sides) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * sides);
  };
}

/** Rows of 36 px, with headings of 26 between them. */
function stacked(count: number): readonly number[] {
  const tops = [0];
  for (let index = 0; index < count; index++) tops.push(tops.at(-1)! + (index % 7 === 3 ? 26 : 36));
  return tops;
}

type Look = {
  readonly scrolled: Parameters<typeof visibleWindow>[0];
  readonly tops: readonly number[];
  readonly trackWidth: number;
};

function anyLook(seed: number): Look {
  const roll = dice(seed);
  const tops = stacked(roll(220));
  const [width, height] = [200 + roll(3000), 100 + roll(1500)];
  const trackWidth = width + (roll(3) === 0 ? 0 : roll(40) * roll(width));
  const left = roll(Math.max(1, trackWidth - width + 1)) + (roll(2) === 0 ? 0.5 : 0);
  // Some browsers let one scroll beyond the edges, and spring back.
  const top = roll(Math.max(1, tops.at(-1)! - height + 1)) - (roll(10) === 0 ? 60 : 0);
  return { scrolled: { left, top, width, height }, tops, trackWidth };
}

const looks = Array.from({ length: 2000 }, (_, seed) => anyLook(seed));

describe('what is drawn', () => {
  it('is all that is in sight', () => {
    for (const { scrolled, tops, trackWidth } of looks) {
      const { left, top, width, height } = scrolled;
      const { first, end, from, to } = visibleWindow(scrolled, { tops, trackWidth });
      const inSight = tops
        .slice(0, -1)
        .flatMap((start, index) => (start < top + height && tops[index + 1]! > top ? index : []));
      expect(inSight.filter((index) => index < first || index >= end)).toEqual([]);
      expect(from * trackWidth).toBeLessThanOrEqual(Math.max(0, left) + 1e-6);
      expect(to * trackWidth).toBeGreaterThanOrEqual(Math.min(trackWidth, left + width) - 1e-6);
    }
  });

  it('is the row above too: a folded wall reaches down out of it', () => {
    for (const { scrolled, tops, trackWidth } of looks) {
      const { first } = visibleWindow(scrolled, { tops, trackWidth });
      const top = tops.findIndex((start, index) => start <= scrolled.top && tops[index + 1]! > scrolled.top);
      expect(first).toBeLessThanOrEqual(Math.max(0, top - 1));
    }
  });

  it('stays within what there is', () => {
    for (const { scrolled, tops, trackWidth } of looks) {
      const { first, end, from, to } = visibleWindow(scrolled, { tops, trackWidth });
      expect([first >= 0, first <= end, end <= tops.length - 1, from >= 0, from < to, to <= 1]).not.toContain(false);
    }
  });

  it('is little more than what is in sight', () => {
    for (const { scrolled, tops, trackWidth } of looks) {
      const { first, end, from, to } = visibleWindow(scrolled, { tops, trackWidth });
      expect((end - first) * 26).toBeLessThan(scrolled.height + 44 * 36);
      expect((to - from) * trackWidth).toBeLessThanOrEqual((scrolled.width * 7) / 3 + 1e-6);
    }
  });

  it('is the same for most of scrolling', () => {
    const tops = stacked(200);
    const drawn = new Set<string>();
    for (let top = 0; top < 3000; top++)
      drawn.add(
        JSON.stringify(visibleWindow({ left: 0, top, width: 1000, height: 800 }, { tops, trackWidth: 20_000 })),
      );
    // Less than once in twenty pixels.
    expect(drawn.size).toBeLessThan(150);
    drawn.clear();
    for (let left = 0; left < 3000; left++)
      drawn.add(
        JSON.stringify(visibleWindow({ left, top: 0, width: 1000, height: 800 }, { tops, trackWidth: 20_000 })),
      );
    // Less than once in a hundred.
    expect(drawn.size).toBeLessThan(30);
  });

  it('is everything where nearly everything is in sight, and nothing where there is nothing', () => {
    const scrolled = { left: 0, top: 0, width: 1000, height: 800 };
    expect(visibleWindow(scrolled, { tops: stacked(10), trackWidth: 1400 })).toEqual({
      first: 0,
      end: 10,
      from: 0,
      to: 1,
      lead: 0,
    });
    expect(visibleWindow(scrolled, { tops: [0], trackWidth: 1000 })).toEqual({
      first: 0,
      end: 0,
      from: 0,
      to: 1,
      lead: 0,
    });
  });
});
