import { useMemo, useState } from 'react';
import { useQuery, type CombinedError } from 'urql';
import { graphql } from '../graphql/generated/gql.ts';
import type { FoundBookingFragment } from '../graphql/generated/graphql.ts';
import { useSettled } from '../forms/use-settled.ts';
import { now } from '../time/now.ts';
import { findsBooking } from './found-words.ts';

graphql(`
  fragment FoundBooking on Booking {
    id
    reference
    clientName
    status
    startsAt
    endsAt
    room {
      id
      name
    }
    requestedRoom {
      id
      name
    }
    tenant {
      id
      code
    }
  }
`);

// A client of years has more bookings than fit: what is still to come is asked for first, then what was last.
const SearchBookings = graphql(`
  query SearchBookings($search: String!, $now: DateTime!) {
    ahead: bookings(first: 8, filter: { search: $search, from: $now }) {
      pageInfo {
        hasNextPage
      }
      edges {
        node {
          ...FoundBooking
        }
      }
    }
    behind: bookings(last: 8, filter: { search: $search, to: $now }) {
      pageInfo {
        hasPreviousPage
      }
      edges {
        node {
          ...FoundBooking
        }
      }
    }
  }
`);

/** Fewer letters are in every other name. */
export const fewestLetters = 2;
const mostFound = 8;
const settledMs = 150;

type FoundBookings = {
  /** The next one first, then those that are over, the latest first. */
  readonly bookings: readonly FoundBookingFragment[];
  /** There are others that did not fit. */
  readonly more: boolean;
  /** The answer to what is typed now is still to come. */
  readonly asking: boolean;
  readonly error: CombinedError | undefined;
  retry(): void;
};

/** Bookings of all time by client or reference. While an answer is awaited it keeps those that still fit. */
export function useFoundBookings(typed: string): FoundBookings {
  const search = typed.trim();
  const settled = useSettled(search, settledMs);
  const [openedAt] = useState(() => new Date(now()).toISOString());
  const enough = search.length >= fewestLetters;
  const [answer, ask] = useQuery({
    query: SearchBookings,
    variables: { search: settled, now: openedAt },
    pause: !enough || settled.length < fewestLetters,
    requestPolicy: 'cache-and-network',
  });
  const current = settled === search && answer.operation?.variables.search === search;
  const { data } = answer;
  const { bookings, more } = useMemo(() => {
    const ahead = data?.ahead.edges.map(({ node }) => node) ?? [];
    const behind = data?.behind.edges.map(({ node }) => node).toReversed() ?? [];
    // What runs at this moment is in both.
    const all = [...new Map([...ahead, ...behind].map((node) => [node.id, node])).values()];
    const named = enough ? all.filter((booking) => findsBooking(search, booking)) : [];
    // Found by what is not shown here, such as the serial number of a device: the answer to just this says so.
    const fitting = named.length === 0 && current ? all : named;
    const left = data?.ahead.pageInfo.hasNextPage === true || data?.behind.pageInfo.hasPreviousPage === true;
    return { bookings: fitting.slice(0, mostFound), more: left || fitting.length > mostFound };
  }, [data, search, enough, current]);

  return {
    bookings,
    more: current && more,
    asking: enough && !(current && !answer.fetching && !answer.stale),
    error: enough && current && !answer.fetching ? answer.error : undefined,
    retry: () => ask({ requestPolicy: 'network-only' }),
  };
}
