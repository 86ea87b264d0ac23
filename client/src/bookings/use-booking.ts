import { useEffect } from 'react'
import { useClient, useQuery } from 'urql'
import { graphql } from '../graphql/generated/gql.ts'

const BookingDetail = graphql(`
  query BookingDetail($id: ID!) {
    booking(id: $id) {
      ...BookingFacts
    }
  }
`)

const BookingChanges = graphql(`
  subscription BookingChanges($id: ID!, $after: EventCursor) {
    bookingChanged(id: $id, after: $after) {
      cursor
      booking {
        ...BookingFacts
      }
    }
  }
`)

/** One booking, read once and then kept true. */
export function useBooking(id: string) {
  const client = useClient()
  const [answer, ask] = useQuery({ query: BookingDetail, variables: { id }, requestPolicy: 'cache-and-network' })

  useEffect(() => {
    const stream = client.subscription(BookingChanges, { id }).subscribe(() => undefined)
    return () => stream.unsubscribe()
  }, [client, id])

  return { ...answer, retry: () => ask({ requestPolicy: 'network-only' }) }
}
