import type { Day } from './day.ts';
import type { Interval } from './interval.ts';

/** Where an interval lies on the axis, as fractions of its whole width. */
export type Span = {
  readonly left: number;
  readonly width: number;
};

/** Which hours of a day have a place on the axis. */
export type ShownHours = 'open' | 'all';

/**
 * Time to place and back. Each day takes the same share of the width; what happens in hours that are not shown is
 * drawn on the edge of its day. Lengths come from the day's own instants, so a day of 23 or 25 hours needs no
 * special case.
 */
export type TimeScale = {
  readonly days: readonly Day[];
  /** What of each day has a place. */
  readonly shown: readonly Interval[];
  /** 0 at the first moment shown, 1 at the last. */
  place(instant: number): number;
  /** The instant at a place; the inverse of `place` within the hours shown. */
  instantAt(fraction: number): number;
  /** The same for an end: between two days it is the close of the first, not the opening of the next. */
  endAt(fraction: number): number;
  /** Null where nothing of it falls into the days shown. */
  span(interval: Interval): Span | null;
};

// Far below a pixel: only what rounding puts on the wrong side of a border.
const rounding = 1e-9;

function clamp(value: number, low: number, high: number): number {
  return Math.min(high, Math.max(low, value));
}

export function timeScale(days: readonly Day[], hours: ShownHours = 'open'): TimeScale {
  const share = 1 / days.length;
  const shown = days.map((day) =>
    hours === 'open' ? { start: day.open, end: day.close } : { start: day.start, end: day.end },
  );

  function place(instant: number): number {
    const index = days.findIndex((day) => instant < day.end);
    if (index < 0) return 1;
    const { start, end } = shown[index]!;
    return (index + clamp((instant - start) / (end - start), 0, 1)) * share;
  }

  function at(index: number, position: number): number {
    const { start, end } = shown[index]!;
    return Math.round(start + clamp(position - index, 0, 1) * (end - start));
  }

  return {
    days,
    shown,
    place,
    instantAt(fraction) {
      const position = clamp(fraction, 0, 1) / share;
      return at(Math.min(days.length - 1, Math.floor(position + rounding)), position);
    },
    endAt(fraction) {
      const position = clamp(fraction, 0, 1) / share;
      return at(Math.max(0, Math.ceil(position - rounding) - 1), position);
    },
    span(interval) {
      if (interval.end <= days[0]!.start || interval.start >= days.at(-1)!.end) return null;
      const left = place(interval.start);
      // An end at midnight belongs to the day that ends there, not to the opening of the next one.
      return { left, width: Math.max(0, place(interval.end - 1) - left) };
    },
  };
}
