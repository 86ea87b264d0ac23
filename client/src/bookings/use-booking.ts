import { useQuery, useSubscription } from 'urql';
import { graphql } from '../graphql/generated/gql.ts';

graphql(`
  fragment BookingDetails on Booking {
    ...BookingFacts
    ...BookingHead
    ...StillMissing
    ...BookingActions
    ...BookingOrigin
  }
`);

export const BookingById = graphql(`
  query BookingById($id: ID!) {
    booking(id: $id) {
      ...BookingDetails
    }
  }
`);

const BookingChanges = graphql(`
  subscription BookingChanges($id: ID!, $after: EventCursor) {
    bookingChanged(id: $id, after: $after) {
      cursor
      booking {
        ...BookingDetails
      }
    }
  }
`);

/** One booking, read and then kept true by its stream; `booking` is null once it is gone or no longer ours to see. */
export function useBooking(id: string) {
  const [{ data, error, fetching, stale }, ask] = useQuery({
    query: BookingById,
    variables: { id },
    requestPolicy: 'cache-and-network',
  });
  useSubscription({ query: BookingChanges, variables: { id } });
  return {
    booking: data?.booking,
    error,
    fetching,
    settled: !fetching && !stale,
    retry: () => ask({ requestPolicy: 'network-only' }),
  };
}
