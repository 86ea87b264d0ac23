import type { Day } from './day.ts'
import type { Interval } from './interval.ts'

/** Where an interval lies on the axis, as fractions of its whole width. */
export interface Span {
  readonly left: number
  readonly width: number
}

/**
 * Time to place and back. Each day takes the same share of the width and shows only its open hours; what happens
 * while the house is closed is drawn on the edge of its day. Lengths come from the day's own instants, so a day
 * of 23 or 25 hours needs no special case.
 */
export interface TimeScale {
  readonly days: readonly Day[]
  /** 0 at the first opening, 1 at the last closing. */
  place(instant: number): number
  /** The instant at a place; the inverse of `place` within open hours. */
  instantAt(fraction: number): number
  /** Null where nothing of it falls into the days shown. */
  span(interval: Interval): Span | null
}

function clamp(value: number, low: number, high: number): number {
  return Math.min(high, Math.max(low, value))
}

export function timeScale(days: readonly Day[]): TimeScale {
  const share = 1 / days.length

  function place(instant: number): number {
    const index = days.findIndex((day) => instant < day.end)
    if (index < 0) return 1
    const { open, close } = days[index]!
    return (index + clamp((instant - open) / (close - open), 0, 1)) * share
  }

  return {
    days,
    place,
    instantAt(fraction) {
      const position = clamp(fraction, 0, 1) / share
      const index = Math.min(days.length - 1, Math.floor(position))
      const { open, close } = days[index]!
      return Math.round(open + (position - index) * (close - open))
    },
    span(interval) {
      if (interval.end <= days[0]!.start || interval.start >= days.at(-1)!.end) return null
      const left = place(interval.start)
      return { left, width: Math.max(0, endPlace(interval, left) - left) }
    },
  }

  // An end at midnight belongs to the day that ends there, not to the opening of the next one.
  function endPlace(interval: Interval, left: number): number {
    return Math.max(left, place(interval.end - 1))
  }
}
