import { useQuery } from 'urql';
import { graphql } from '../graphql/generated/gql.ts';
import type { SeriesOfBookingQuery } from '../graphql/generated/graphql.ts';

graphql(`
  fragment WholeSeries on Series {
    id
    rule
    bookings {
      id
      version
      status
      startsAt
      endsAt
      room {
        id
        name
      }
    }
    leftOut {
      date
      startsAt
      endsAt
    }
  }
`);

const SeriesOfBooking = graphql(`
  query SeriesOfBooking($id: ID!) {
    booking(id: $id) {
      id
      version
      series {
        ...WholeSeries
      }
    }
  }
`);

export type Series = NonNullable<NonNullable<SeriesOfBookingQuery['booking']>['series']>;

/** The series of a booking; null where it follows no rule, undefined while that is not known. */
export function useSeries({ id, seriesId }: { readonly id: string; readonly seriesId?: string | null }) {
  const pause = seriesId == null;
  const [{ data, error }, ask] = useQuery({
    query: SeriesOfBooking,
    variables: { id },
    requestPolicy: 'cache-and-network',
    pause,
  });
  return {
    series: pause ? null : (data?.booking?.series ?? (data ? null : undefined)),
    error,
    again: () => ask({ requestPolicy: 'network-only' }),
  };
}
