import { useEffect } from 'react'
import { useQuery } from 'urql'
import { graphql } from '../graphql/generated/gql.ts'

export const RoomSuggestions = graphql(`
  query RoomSuggestions($from: DateTime!, $to: DateTime!, $attendees: Int!, $excludeBookingId: ID) {
    roomSuggestions(from: $from, to: $to, attendees: $attendees, excludeBookingId: $excludeBookingId) {
      reason
      spareSeats
      startsAt
      endsAt
      room {
        id
        name
        capacity
        equipment
        setupMinutes
        teardownMinutes
      }
    }
  }
`)

const AGAIN_MS = 8_000

interface Needs {
  readonly from: string
  readonly to: string
  readonly attendees: number
  readonly excludeBookingId: string
}

/** Rooms that would do, best fit first, asked again for as long as somebody looks at them. */
export function useRoomSuggestions(variables: Needs) {
  const [{ data, error, operation }, ask] = useQuery({ query: RoomSuggestions, variables, requestPolicy: 'cache-and-network' })
  useEffect(() => {
    const timer = setInterval(() => document.visibilityState === 'visible' && ask({ requestPolicy: 'network-only' }), AGAIN_MS)
    return () => clearInterval(timer)
  }, [ask])
  const { from, to, attendees } = operation?.variables ?? {}
  const current = from === variables.from && to === variables.to && attendees === variables.attendees
  const suggestions = current ? data?.roomSuggestions : undefined
  return { suggestions, failed: suggestions === undefined && error !== undefined }
}
