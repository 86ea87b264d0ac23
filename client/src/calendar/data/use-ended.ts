import { useQuery } from 'urql';
import { graphql } from '../../graphql/generated/gql.ts';
import type { BookingBarFragment } from '../../graphql/generated/graphql.ts';
import type { Interval } from '../../time/interval.ts';

const EndedBookings = graphql(`
  query EndedBookings($from: DateTime!, $to: DateTime!) {
    bookings(filter: { from: $from, to: $to, status: [CANCELLED, REJECTED] }, first: 100) {
      edges {
        node {
          ...BookingBar
        }
      }
    }
  }
`);

const noBookings: readonly BookingBarFragment[] = [];

/** Reads what was cancelled or rejected in a window, the first hundred of them; read when somebody wants to see it. */
export function useEnded({ start, end }: Interval, enabled: boolean): readonly BookingBarFragment[] {
  const variables = { from: new Date(start).toISOString(), to: new Date(end).toISOString() };
  const [{ data }] = useQuery({ query: EndedBookings, variables, requestPolicy: 'cache-and-network', pause: !enabled });
  return enabled
    ? (data?.bookings.edges
        .map(({ node }) => node)
        .filter(({ status }) => status === 'CANCELLED' || status === 'REJECTED') ?? noBookings)
    : noBookings;
}
