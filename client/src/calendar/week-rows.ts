import type { OccupancyBarFragment, RoomRowFragment } from '../graphql/generated/graphql.ts'
import { intervalOf } from '../time/interval.ts'
import type { Span } from '../time/time-scale.ts'
import { barOf, partsTaken, useOf, type Bar, type View } from './bars.ts'

export interface WeekRow {
  readonly room: RoomRowFragment
  readonly bars: readonly Bar[]
  /** Of a room made of others: where only some of them are taken. */
  readonly parts: readonly Span[]
  /** 0 to 1 */
  readonly use: number
  /** Changes exactly when the row is to be drawn anew. */
  readonly signature: string
}

function signatureOf(bars: readonly Bar[], parts: readonly Span[], use: number): string {
  const drawn = bars.map(
    ({ key, left, width, rows, aside, booking }) =>
      `${key}@${booking ? `${booking.version}${booking.status}` : ''}:${left}:${width}:${rows}${aside ? 'a' : ''}`,
  )
  return [...drawn, ...parts.map(({ left, width }) => `${left}+${width}`), use.toFixed(2)].join()
}

function byStart(a: Bar, b: Bar): number {
  return a.interval.start - b.interval.start
}

/** One bar a booking, where two leaves of the same wall carry it. */
function onceEach(occupancies: readonly OccupancyBarFragment[]): readonly OccupancyBarFragment[] {
  const seen = new Set<string>()
  return occupancies.filter(({ id, booking }) => {
    const key = booking?.id ?? id
    return seen.has(key) ? false : (seen.add(key), true)
  })
}

/**
 * The rows of the week, in the order of the rooms. A folded wall is told three times, as it is: one tall bar over its
 * parts where they stand next to each other, and a bar in its own row; there, what takes only a part is a thin strip.
 */
export function weekRows(
  rooms: readonly RoomRowFragment[],
  occupancies: readonly OccupancyBarFragment[],
  view: View,
): readonly WeekRow[] {
  const byLeaf = Map.groupBy(occupancies, ({ room }) => room.id)
  const rows = rooms.map((room) => {
    if (room.parts.length === 0) {
      const own = byLeaf.get(room.id) ?? []
      const bars = own.flatMap((occupancy) => barOf(occupancy, room, view) ?? []).toSorted(byStart)
      return { room, bars, parts: [] as readonly Span[], taken: own }
    }
    const within = room.parts.flatMap(({ id }) => byLeaf.get(id) ?? [])
    const whole = within.filter(({ bookedRoom }) => bookedRoom?.id === room.id)
    const parts = partsTaken(within.filter(({ bookedRoom }) => bookedRoom?.id !== room.id), view.scale)
    const bars = onceEach(whole).flatMap((occupancy) => barOf(occupancy, room, view) ?? []).toSorted(byStart)
    return { room, bars, parts, taken: onceEach(whole) }
  })

  const allBars = rows.map(({ bars }) => bars)
  return rows.map(({ room, bars, parts, taken }, index) => {
    const drawn = joined(bars, allBars, index)
    const intervals = taken.map(({ startsAt, endsAt }) => intervalOf(startsAt, endsAt))
    const use = useOf(intervals, view.scale)
    return { room, bars: drawn, parts, use, signature: signatureOf(drawn, parts, use) }
  })
}

function isTwin(a: Bar, b: Bar): boolean {
  return a.booking !== null && a.booking.id === b.booking?.id && a.bookedRoom !== null && a.left === b.left && a.width === b.width
}

/** A booking of the whole wall reaches over the rows below that it takes too, and is left out there. */
function joined(bars: readonly Bar[], all: readonly (readonly Bar[])[], index: number): readonly Bar[] {
  const isIn = (bar: Bar, row: number) => all[row]?.some((other) => isTwin(bar, other)) ?? false
  return bars.flatMap((bar) => {
    if (bar.bookedRoom === null) return [bar]
    if (isIn(bar, index - 1)) return []
    let rows = 1
    while (isIn(bar, index + rows)) rows++
    return [rows === 1 ? bar : { ...bar, rows }]
  })
}
