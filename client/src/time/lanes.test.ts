import { describe, expect, it } from 'vitest';
import { overlaps } from './interval.ts';
import { intoLanes } from './lanes.ts';

function at(start: number, end: number) {
  return { start, end };
}

describe('lanes', () => {
  it('hold nothing twice at one time', () => {
    const items = Array.from({ length: 60 }, (_, index) =>
      at((index * 37) % 50, ((index * 37) % 50) + 1 + ((index * 13) % 9)),
    );
    const laned = intoLanes(items, (item) => item);
    expect(laned).toHaveLength(items.length);
    const meetings = laned.flatMap((a) =>
      laned.filter((b) => a !== b && a.lane === b.lane && overlaps(a.item, b.item)),
    );
    expect(meetings).toEqual([]);
  });

  it('are as few as are needed', () => {
    const laned = intoLanes([at(0, 10), at(10, 20), at(5, 15), at(15, 25)], (item) => item);
    expect(Math.max(...laned.map(({ lane }) => lane))).toBe(1);
  });

  it('are shared by what only touches', () => {
    expect(intoLanes([at(0, 10), at(10, 20)], (item) => item).map(({ lane }) => lane)).toEqual([0, 0]);
  });
});
