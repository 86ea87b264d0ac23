import { hourMs, minuteMs, type Interval } from './interval.ts';

/** Steps that people count in, the finest first. */
const tickSteps = [15 * minuteMs, 30 * minuteMs, hourMs, 2 * hourMs, 3 * hourMs, 6 * hourMs];

/**
 * How far apart the lines of a day may stand so that each has `room` pixels; null where not even the coarsest fits.
 * `width` is that of the day.
 */
export function tickStep({ start, end }: Interval, width: number, room: number): number | null {
  return tickSteps.find((step) => (width * step) / (end - start) >= room) ?? null;
}

/** The instants of a day's lines, its first moment included and its last left out. */
export function ticksOf({ start, end }: Interval, step: number): readonly number[] {
  return Array.from({ length: Math.ceil((end - start) / step) }, (_, index) => start + index * step);
}
