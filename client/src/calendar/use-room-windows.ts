import { useCallback, useEffect, useMemo, useState } from 'react'
import { useClient, type CombinedError } from 'urql'
import { graphql } from '../graphql/generated/gql.ts'
import type { OccupancyBarFragment, RoomRowFragment } from '../graphql/generated/graphql.ts'

const CalendarOfRooms = graphql(`
  query CalendarOfRooms($from: DateTime!, $to: DateTime!, $roomIds: [ID!]!) {
    calendar(from: $from, to: $to, roomIds: $roomIds) {
      cursor
      occupancies {
        ...OccupancyBar
      }
    }
  }
`)

/**
 * So many rooms are read at a time. In a month of 200 rooms a change then touches some hundred bookings in the cache, not
 * eight thousand: 8 ms instead of 90.
 */
const ROOMS_AT_ONCE = 16
const AT_FIRST = 3

interface Window {
  readonly from: string
  readonly to: string
}

interface RoomWindow {
  readonly occupancies?: readonly OccupancyBarFragment[]
  readonly error?: CombinedError | undefined
  readonly fetching: boolean
}

/** Leaves only: a folded wall is taken where its parts are. */
function chunksOf(rooms: readonly RoomRowFragment[] | undefined): readonly (readonly string[])[] {
  const ids = rooms?.filter(({ parts }) => parts.length === 0).map(({ id }) => id) ?? []
  return Array.from({ length: Math.ceil(ids.length / ROOMS_AT_ONCE) }, (_, index) => ids.slice(index * ROOMS_AT_ONCE, (index + 1) * ROOMS_AT_ONCE))
}

const NOTHING: ReadonlyMap<number, RoomWindow> = new Map()

/** What is taken in a window, in handfuls of rooms from the top; asked for anew when `position` is another. */
export function useRoomWindows({ from, to }: Window, rooms: readonly RoomRowFragment[] | undefined, position: string | null) {
  const client = useClient()
  const chunks = useMemo(() => chunksOf(rooms), [rooms])
  const [attempt, setAttempt] = useState(0)
  const key = `${from} ${to}`
  const [known, setKnown] = useState({ key, windows: NOTHING })

  useEffect(() => {
    const streams: { unsubscribe(): void }[] = []
    const answered = new Set<number>()
    const tell = (index: number, window: RoomWindow) =>
      setKnown((before) => ({ key, windows: new Map(before.key === key ? before.windows : NOTHING).set(index, window) }))
    // Without a position what is known from before is shown, if anything is; whoever asks the server waits for one.
    const requestPolicy = position === null ? 'cache-only' : attempt > 0 ? 'network-only' : 'cache-and-network'
    const follow = (roomIds: readonly string[], index: number) => {
      const stream = client.query(CalendarOfRooms, { from, to, roomIds: [...roomIds] }, { requestPolicy }).subscribe(({ data, error, stale }) => {
        if (data || (error && position !== null)) tell(index, { ...(data ? { occupancies: data.calendar.occupancies } : {}), error, fetching: stale })
        if (stale || answered.has(index)) return
        answered.add(index)
        if (answered.size === AT_FIRST) chunks.slice(AT_FIRST).forEach((rest, further) => follow(rest, AT_FIRST + further))
      })
      streams.push(stream)
    }
    // What is on top of the screen comes first; the rest does not slow it down.
    ;(position === null ? chunks : chunks.slice(0, AT_FIRST)).forEach(follow)
    return () => streams.forEach((stream) => stream.unsubscribe())
  }, [client, chunks, from, to, key, position, attempt])

  const windows = known.key === key ? known.windows : NOTHING
  const occupancies = useMemo(() => joined(windows), [windows])
  const all = [...windows.values()]
  return {
    occupancies: windows.size > 0 && all.some((window) => window.occupancies) ? occupancies : rooms?.length === 0 ? [] : undefined,
    loading: windows.size < chunks.length,
    error: all.find(({ error }) => error)?.error,
    fetching: position === null || all.some(({ fetching }) => fetching),
    again: useCallback(() => setAttempt((before) => before + 1), []),
  }
}

function joined(windows: ReadonlyMap<number, RoomWindow>): readonly OccupancyBarFragment[] {
  return [...windows].toSorted(([a], [b]) => a - b).flatMap(([, window]) => window.occupancies ?? [])
}
