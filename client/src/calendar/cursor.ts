import { addDays } from '../time/day.ts'
import { contains, HOUR, MINUTE, type Interval } from '../time/interval.ts'
import { sameTimeOn } from '../time/snap.ts'
import type { TimeScale } from '../time/time-scale.ts'

export const TRAY = 'tray'

/** Where the keyboard is: a row, and a moment in it. */
export interface Cursor {
  readonly row: string
  readonly at: number
  /** In the tray, where several may stand at one moment: which of them. */
  readonly ghost?: string
}

export interface Standing {
  readonly key: string
  readonly interval: Interval
}

export interface CursorWorld {
  readonly scale: TimeScale
  readonly timeZone: string
  /** What an arrow moves by. */
  readonly slot: number
  /** From top to bottom. */
  readonly rows: readonly string[]
  /** What stands in a row, by start; in the tray it may overlap. */
  barsIn(row: string): readonly Standing[]
}

const SLOTS = [15 * MINUTE, 30 * MINUTE, HOUR, 2 * HOUR, 3 * HOUR, 6 * HOUR, 12 * HOUR]

/** What an arrow moves by, so that the step can be seen. */
export function slotOf(pixelsPerHour: number): number {
  return SLOTS.find((slot) => (pixelsPerHour * slot) / HOUR >= 12) ?? 12 * HOUR
}

function dayAt({ scale: { days } }: CursorWorld, at: number): number {
  const index = days.findIndex((day) => at < day.end)
  return index < 0 ? days.length - 1 : index
}

/** The stretch of the day that a moment stands for when nothing is there. */
export function slotAt(world: CursorWorld, at: number): Interval {
  const { start, end } = world.scale.shown[dayAt(world, at)]!
  const from = start + Math.max(0, Math.floor((Math.min(at, end - 1) - start) / world.slot)) * world.slot
  return { start: from, end: Math.min(end, from + world.slot) }
}

function after(world: CursorWorld, at: number): number {
  const day = dayAt(world, at)
  const { start, end } = world.scale.shown[day]!
  if (at < start) return start
  if (at < end) return at
  return world.scale.shown[day + 1]?.start ?? slotAt(world, end - 1).start
}

/** What the cursor is on; null where it is on an empty slot. */
export function barUnder(world: Pick<CursorWorld, 'barsIn'>, { row, at, ghost }: Cursor): Standing | null {
  const bars = world.barsIn(row)
  if (row === TRAY) return bars.find(({ key }) => key === ghost) ?? bars.findLast(({ interval }) => interval.start <= at) ?? bars[0] ?? null
  return bars.find(({ interval }) => contains(interval, at)) ?? null
}

function right(world: CursorWorld, cursor: Cursor): number {
  const { at } = cursor
  const on = barUnder(world, cursor)?.interval
  const next = after(world, on ? on.end : slotAt(world, at).end)
  const before = on ? undefined : world.barsIn(cursor.row).find(({ interval }) => interval.start > at && interval.start < next)
  return before ? before.interval.start : next
}

function left(world: CursorWorld, cursor: Cursor): number {
  const { row, at } = cursor
  const on = barUnder(world, cursor)?.interval
  const from = on ? Math.max(on.start, world.scale.days[0]!.start) : slotAt(world, at).start
  const day = dayAt(world, from)
  const opens = world.scale.shown[day]!.start
  const previous = world.scale.shown[day - 1]
  if (from <= opens && !previous) return at
  const to = slotAt(world, from > opens ? from - 1 : previous!.end - 1).start
  const between = world.barsIn(row).findLast(({ interval }) => interval.start < from && interval.end > to)
  return between ? Math.max(between.interval.start, world.scale.days[0]!.start) : to
}

/** In the tray there is no empty place: arrows go from one to the next. */
function inTray(world: CursorWorld, cursor: Cursor, step: number): Cursor {
  const bars = world.barsIn(TRAY)
  const on = bars.findIndex(({ key }) => key === barUnder(world, cursor)?.key)
  const next = bars[Math.max(0, Math.min(bars.length - 1, on + step))]
  return next ? { row: TRAY, at: next.interval.start, ghost: next.key } : cursor
}

function byDays(world: CursorWorld, at: number, days: number): number {
  const { scale, timeZone } = world
  const date = addDays(scale.days[dayAt(world, at)]!.date, days)
  const day = scale.days.find((one) => one.date === date)
  return day ? sameTimeOn(at, day.open, timeZone) : at
}

function otherRow({ rows }: CursorWorld, row: string, step: number): string {
  const index = rows.indexOf(row)
  return rows[Math.max(0, Math.min(rows.length - 1, index + step))] ?? row
}

interface Key {
  readonly key: string
  readonly ctrlKey: boolean
}

const PAGE = 10

/** Where a key leads; null for those that do not move. */
export function moveCursor(cursor: Cursor, { key, ctrlKey }: Key, world: CursorWorld): Cursor | null {
  const { row, at } = cursor
  const { shown } = world.scale
  switch (key) {
    case 'ArrowRight':
      if (row === TRAY) return inTray(world, cursor, 1)
      return { row, at: ctrlKey ? byDays(world, at, 1) : right(world, cursor) }
    case 'ArrowLeft':
      if (row === TRAY) return inTray(world, cursor, -1)
      return { row, at: ctrlKey ? byDays(world, at, -1) : left(world, cursor) }
    case 'ArrowDown':
      return { row: otherRow(world, row, 1), at }
    case 'ArrowUp':
      return { row: otherRow(world, row, -1), at }
    case 'PageDown':
      return { row: otherRow(world, row, PAGE), at }
    case 'PageUp':
      return { row: otherRow(world, row, -PAGE), at }
    case 'Home':
      return { row: ctrlKey ? (world.rows[0] ?? row) : row, at: shown[0]!.start }
    case 'End':
      return { row: ctrlKey ? (world.rows.at(-1) ?? row) : row, at: slotAt(world, shown.at(-1)!.end - 1).start }
    default:
      return null
  }
}
