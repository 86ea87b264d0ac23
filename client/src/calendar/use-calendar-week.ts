import { useEffect } from 'react'
import { useClient, useQuery } from 'urql'
import { graphql } from '../graphql/generated/gql.ts'
import type { CalendarChangesSubscription } from '../graphql/generated/graphql.ts'
import type { Interval } from '../time/interval.ts'

const CalendarWindow = graphql(`
  query CalendarWindow($from: DateTime!, $to: DateTime!) {
    calendar(from: $from, to: $to) {
      cursor
      occupancies {
        ...OccupancyBar
      }
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

/** A window of the calendar, read once and then kept true; `onChange` hears of each change after it was applied. */
export function useCalendarWeek(interval: Interval, onChange: (change: CalendarChange) => void) {
  const client = useClient()
  const from = new Date(interval.start).toISOString()
  const to = new Date(interval.end).toISOString()
  const [answer, ask] = useQuery({
    query: CalendarWindow,
    variables: { from, to },
    requestPolicy: 'cache-and-network',
  })

  useEffect(() => {
    const stream = client
      .subscription(CalendarChanges, { from, to })
      .subscribe(({ data }) => data && onChange(data.calendarChanged))
    return () => stream.unsubscribe()
  }, [client, from, to, onChange])

  // Whoever looks at an error need not press anything once the way is clear again.
  const lost = answer.error?.networkError !== undefined && !answer.fetching
  useEffect(() => {
    if (!lost) return
    const again = () => ask({ requestPolicy: 'network-only' })
    const timer = setTimeout(again, RETRY_MS * (0.5 + Math.random()))
    window.addEventListener('online', again)
    return () => {
      clearTimeout(timer)
      window.removeEventListener('online', again)
    }
  }, [lost, ask])

  return { ...answer, retry: () => ask({ requestPolicy: 'network-only' }) }
}
