import { useEffect, useMemo } from 'react'
import { useClient, useQuery } from 'urql'
import { graphql } from '../graphql/generated/gql.ts'
import type { CalendarChangesSubscription, RoomRowFragment } from '../graphql/generated/graphql.ts'
import type { Interval } from '../time/interval.ts'
import { useRoomWindows } from './use-room-windows.ts'

const CalendarFrame = graphql(`
  query CalendarFrame($from: DateTime!, $to: DateTime!) {
    calendar(from: $from, to: $to) {
      cursor
      ghosts {
        ...BookingBar
      }
    }
  }
`)

const CalendarChanges = graphql(`
  subscription CalendarChanges($from: DateTime!, $to: DateTime!, $after: EventCursor) {
    calendarChanged(from: $from, to: $to, after: $after) {
      cursor
      removedOccupancyIds
      occupancies {
        ...OccupancyBar
      }
      removedGhostId
      ghost {
        ...BookingBar
      }
      bookingId
      version
    }
  }
`)

const RETRY_MS = 4_000

export type CalendarChange = CalendarChangesSubscription['calendarChanged']

/**
 * A window of the calendar, read once and then kept true; `onChange` hears of each change after it was applied. First
 * comes who waits and the position, then the rooms: what they show is never older than where the stream begins.
 */
export function useCalendarWindow(interval: Interval, rooms: readonly RoomRowFragment[] | undefined, onChange: (change: CalendarChange) => void) {
  const client = useClient()
  const from = new Date(interval.start).toISOString()
  const to = new Date(interval.end).toISOString()
  const variables = useMemo(() => ({ from, to }), [from, to])
  const [frame, ask] = useQuery({ query: CalendarFrame, variables, requestPolicy: 'cache-and-network' })
  const current = frame.operation?.variables?.from === from && frame.operation.variables.to === to
  const position = current && frame.data && !frame.stale ? frame.data.calendar.cursor : null
  const taken = useRoomWindows(variables, rooms, position)

  useEffect(() => {
    const stream = client.subscription(CalendarChanges, variables).subscribe(({ data }) => data && onChange(data.calendarChanged))
    return () => stream.unsubscribe()
  }, [client, variables, onChange])

  const error = (current ? frame.error : undefined) ?? taken.error
  const fetching = frame.fetching || taken.fetching
  const { again: askRooms } = taken

  // Whoever looks at an error need not press anything once the way is clear again.
  const lost = error?.networkError !== undefined && !fetching
  useEffect(() => {
    if (!lost) return undefined
    const again = () => {
      ask({ requestPolicy: 'network-only' })
      askRooms()
    }
    const timer = setTimeout(again, RETRY_MS * (0.5 + Math.random()))
    window.addEventListener('online', again)
    return () => {
      clearTimeout(timer)
      window.removeEventListener('online', again)
    }
  }, [lost, ask, askRooms])

  const retry = () => {
    ask({ requestPolicy: 'network-only' })
    askRooms()
  }
  return {
    ghosts: current ? frame.data?.calendar.ghosts : undefined,
    occupancies: taken.occupancies,
    /** Rooms whose window is not known yet. */
    loading: taken.loading,
    error,
    fetching,
    retry,
  }
}
