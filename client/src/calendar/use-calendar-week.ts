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

  return { ...answer, retry: () => ask({ requestPolicy: 'network-only' }) }
}
