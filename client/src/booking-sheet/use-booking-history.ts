import { useEffect, useRef } from 'react';
import { useQuery, type UseQueryExecute, type UseQueryState } from 'urql';
import { graphql } from '../graphql/generated/gql.ts';

// Without the booking's version, which would make the rest of what is known of it look newer than it is.
const BookingHistory = graphql(`
  query BookingHistory($booking: ID!) {
    booking(id: $booking) {
      id
      history(first: 100) {
        ...HistoryEntry
      }
    }
  }
`);

const BookingLastChange = graphql(`
  query BookingLastChange($booking: ID!) {
    booking(id: $booking) {
      id
      lastChange {
        ...HistoryEntry
      }
    }
  }
`);

/** The most that is asked for, and that the server gives. */
export const mostEntries = 100;

type VersionedBooking = {
  readonly id: string;
  readonly version: number;
};

/** All that is kept of what happened to a booking, newest first; undefined as long as it is not known. */
export function useBookingHistory({ id, version }: VersionedBooking) {
  const [answer, ask] = useQuery({ query: BookingHistory, variables: { booking: id } });
  // While another one is asked for, urql still shows the one before.
  const entries = answer.data?.booking?.id === id ? answer.data.booking.history : undefined;
  useReadAgain(version, entries?.[0]?.version, answer, ask);
  return {
    entries,
    error: answer.error,
    fetching: answer.fetching,
    retry: () => ask({ requestPolicy: 'network-only' }),
  };
}

/** The newest change of a booking; null where there is none that is known. */
export function useLastChange({ id, version }: VersionedBooking) {
  const [answer, ask] = useQuery({ query: BookingLastChange, variables: { booking: id } });
  const entry = answer.data?.booking?.id === id ? answer.data.booking.lastChange : undefined;
  useReadAgain(version, entry?.version, answer, ask);
  return entry && entry.version >= version ? entry : null;
}

const mostTries = 3;

/** What happened does not change; only more of it comes: it is read again where the booking is newer than its last line. */
function useReadAgain(
  version: number,
  newest: number | undefined,
  { fetching, stale, error }: UseQueryState,
  ask: UseQueryExecute,
): void {
  const tried = useRef({ version, times: 0 });
  const behind = newest !== undefined && newest < version;
  useEffect(() => {
    // Where one is under way, urql drops the next: its answer brings us here again.
    if (!behind || fetching || stale) return;
    if (tried.current.version !== version) tried.current = { version, times: 0 };
    if (tried.current.times++ < (error ? 1 : mostTries)) ask({ requestPolicy: 'network-only' });
  }, [behind, version, fetching, stale, error, ask]);
}
