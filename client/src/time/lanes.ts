import type { Interval } from './interval.ts';

export type Laned<T> = {
  readonly item: T;
  readonly lane: number;
};

/** Packs intervals that overlap into as few lanes as possible, earliest first, longest first where they tie. */
export function intoLanes<T>(items: readonly T[], intervalOf: (item: T) => Interval): readonly Laned<T>[] {
  const freeFrom: number[] = [];
  return items
    .map((item) => ({ item, interval: intervalOf(item) }))
    .toSorted((a, b) => a.interval.start - b.interval.start || b.interval.end - a.interval.end)
    .map(({ item, interval }) => {
      const found = freeFrom.findIndex((end) => end <= interval.start);
      const lane = found < 0 ? freeFrom.length : found;
      freeFrom[lane] = interval.end;
      return { item, lane };
    });
}
