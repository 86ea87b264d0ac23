import { useCallback, useEffect, useMemo, useRef } from 'react'
import { useQuery } from 'urql'
import { useCalendarWindow, type CalendarChange } from '../calendar/use-calendar-window.ts'
import { graphql } from '../graphql/generated/gql.ts'
import type { RoomRowFragment } from '../graphql/generated/graphql.ts'
import { useHere } from '../people/here.tsx'
import { dateOf, dayOf } from '../time/day.ts'
import { useNow } from '../ui/use-now.ts'
import { byUrgency, DAY, type Waiting } from './waiting.ts'

const BookingsToConfirm = graphql(`
  query BookingsToConfirm($filter: BookingFilter!) {
    bookings(filter: $filter, first: 100) {
      edges {
        node {
          ...GhostBar
        }
      }
    }
  }
`)

const NO_ROOMS: readonly RoomRowFragment[] = []
const NOBODY: readonly Waiting[] = []
const ignore = () => undefined

/** As far as a window of the calendar reaches: overdue for six weeks, and most of a year ahead. */
function useReach() {
  const { facility } = useHere()
  const { timeZone } = facility
  const today = dateOf(useNow(), timeZone)
  return useMemo(() => {
    const start = dayOf(today, timeZone, facility).start - 42 * DAY
    return { start, end: start + 365 * DAY }
  }, [today, timeZone, facility])
}

/** Everybody who waits for a room, the most urgent first, kept true by the stream. */
export function useGhosts(onChange: (change: CalendarChange) => void = ignore) {
  const { ghosts, error, fetching, retry } = useCalendarWindow(useReach(), NO_ROOMS, onChange)
  const waiting = useMemo(() => ghosts && byUrgency(ghosts), [ghosts])
  return { ghosts: waiting, error, fetching, retry }
}

const SOON_MS = 400

/** Those who wait for a room, and those who have one and wait to be confirmed. */
export function useWaiting() {
  const { start } = useReach()
  const variables = useMemo(() => ({ filter: { status: ['ROOM_ASSIGNED' as const], from: new Date(start).toISOString() } }), [start])
  const [{ data, error }, ask] = useQuery({ query: BookingsToConfirm, variables, requestPolicy: 'cache-and-network' })
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  useEffect(() => () => clearTimeout(timer.current), [])
  // Several changes of a moment are one look.
  const onChange = useCallback(() => {
    clearTimeout(timer.current)
    timer.current = setTimeout(() => ask({ requestPolicy: 'network-only' }), SOON_MS)
  }, [ask])
  const waiting = useGhosts(onChange)
  const placed = useMemo(() => (data ? byUrgency(data.bookings.edges.map(({ node }) => node).filter(({ status }) => status === 'ROOM_ASSIGNED')) : NOBODY), [data])
  return { ...waiting, placed, error: waiting.error ?? error }
}
