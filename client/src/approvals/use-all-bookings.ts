import { useCallback, useEffect, useRef, useState } from 'react';
import { useClient, type CombinedError } from 'urql';
import { graphql } from '../graphql/generated/gql.ts';
import type { BookingFilter } from '../graphql/generated/graphql.ts';
import type { Waiting } from './waiting.ts';

const WaitingBookings = graphql(`
  query WaitingBookings($filter: BookingFilter!, $after: String) {
    bookings(filter: $filter, first: 100, after: $after) {
      edges {
        node {
          ...GhostBar
          kind
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
`);

type Read = {
  readonly pages: readonly (readonly Waiting[])[];
  readonly error: CombinedError | undefined;
};

/** All of a filter that need a room, however many, page after page; read anew when asked. */
export function useAllBookings(filter: BookingFilter) {
  const client = useClient();
  const [{ pages, error }, setRead] = useState<Read>({ pages: [], error: undefined });
  const begin = useRef(() => {});

  useEffect(() => {
    let streams: { unsubscribe(): void }[] = [];
    const end = () => {
      for (const stream of streams) stream.unsubscribe();
      streams = [];
    };
    const read = (index: number, after: string | null) => {
      const stream = client
        .query(WaitingBookings, { filter, after }, { requestPolicy: 'cache-and-network' })
        .subscribe(({ data, error: failed }) => {
          if (!data) return setRead((before) => ({ ...before, error: failed }));
          const { edges, pageInfo } = data.bookings;
          // Devices alone need no room.
          const page = edges.flatMap(({ node }) => (node.kind === 'ROOM' ? node : []));
          setRead((before) => ({
            pages: [
              ...before.pages.slice(0, index),
              page,
              ...(pageInfo.hasNextPage ? before.pages.slice(index + 1) : []),
            ],
            error: failed,
          }));
          if (pageInfo.hasNextPage && streams.length === index + 1) read(index + 1, pageInfo.endCursor);
        });
      streams[index] = stream;
    };
    begin.current = () => {
      end();
      read(0, null);
    };
    begin.current();
    return end;
  }, [client, filter]);

  const again = useCallback(() => begin.current(), []);
  return { pages, error, again };
}
