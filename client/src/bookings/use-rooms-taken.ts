import { useEffect, useMemo } from 'react'
import { useQuery } from 'urql'
import { graphql } from '../graphql/generated/gql.ts'
import { HOUR, type Interval } from '../time/interval.ts'
import type { RoomsTaken } from './availability.ts'

const RoomsTakenQuery = graphql(`
  query RoomsTaken($from: DateTime!, $to: DateTime!) {
    calendar(from: $from, to: $to) {
      cursor
      occupancies {
        ...StandingOccupancy
      }
    }
    rooms {
      id
      setupMinutes
      teardownMinutes
    }
  }
`)

/** No room needs longer to be set up or cleared. */
const MARGIN = 6 * HOUR
const AGAIN_MS = 8_000

/** What is taken around an interval, read again and again for as long as it is looked at; null until it is known. */
export function useRoomsTaken(interval: Interval | null): RoomsTaken | null {
  const pause = interval === null || interval.end <= interval.start || interval.end - interval.start > 365 * 24 * HOUR
  const from = new Date((interval?.start ?? 0) - MARGIN).toISOString()
  const to = new Date((interval?.end ?? 1) + MARGIN).toISOString()
  const [{ data, operation }, ask] = useQuery({
    query: RoomsTakenQuery,
    variables: { from, to },
    requestPolicy: 'cache-and-network',
    pause,
  })

  useEffect(() => {
    if (pause) return
    const timer = setInterval(() => document.visibilityState === 'visible' && ask({ requestPolicy: 'network-only' }), AGAIN_MS)
    return () => clearInterval(timer)
  }, [pause, ask])

  // What was read for the interval before this one says nothing about it.
  const current = operation?.variables?.from === from && operation.variables.to === to
  return useMemo(() => {
    if (pause || !current || !data) return null
    return {
      occupancies: data.calendar.occupancies,
      turnaround: new Map(data.rooms.map(({ id, ...minutes }) => [id, minutes])),
    }
  }, [pause, current, data])
}
