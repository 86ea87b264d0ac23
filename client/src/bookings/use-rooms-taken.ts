import { useEffect, useMemo } from 'react';
import { useQuery } from 'urql';
import { graphql } from '../graphql/generated/gql.ts';
import { hourMs, type Interval } from '../time/interval.ts';
import { useSettled } from '../forms/use-settled.ts';
import type { RoomsTaken } from './availability.ts';

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
`);

/** No room needs longer to be set up or cleared. */
const marginMs = 6 * hourMs;
const againMs = 8_000;

/** Not known yet, or not to be known now: hints wait, and nothing else does. */
export type Unknown = 'asking' | 'unreadable';

const longestMs = 365 * 24 * hourMs;

function isReadable(interval: Interval | null): interval is Interval {
  // A year that is being typed passes through those of the Romans.
  return (
    interval !== null &&
    interval.end - interval.start <= longestMs &&
    interval.start > Date.UTC(2000, 0) &&
    interval.end < Date.UTC(3000, 0)
  );
}

/** Reads what is taken around an interval, read again and again for as long as it is looked at. */
export function useRoomsTaken(latest: Interval | null, again = true): RoomsTaken | Unknown {
  const interval = useSettled(latest);
  const pause = !isReadable(interval);
  const [{ data, error, operation }, ask] = useQuery({
    query: RoomsTakenQuery,
    variables: pause ? { from: '', to: '' } : windowAround(interval),
    requestPolicy: 'cache-and-network',
    pause,
  });

  useEffect(() => {
    if (pause || !again) return;
    const timer = setInterval(
      () => document.visibilityState === 'visible' && ask({ requestPolicy: 'network-only' }),
      againMs,
    );
    return () => clearInterval(timer);
  }, [pause, again, ask]);

  // What was read for the interval before this one says nothing about it.
  const current =
    isReadable(latest) &&
    operation?.variables?.from === windowAround(latest).from &&
    operation.variables.to === windowAround(latest).to;
  return useMemo(() => {
    if (!current || !data) return error ? 'unreadable' : 'asking';
    return {
      occupancies: data.calendar.occupancies,
      turnaround: new Map(data.rooms.map(({ id, ...minutes }) => [id, minutes])),
    };
  }, [current, data, error]);
}

function windowAround({ start, end }: Interval): { from: string; to: string } {
  return { from: new Date(start - marginMs).toISOString(), to: new Date(end + marginMs).toISOString() };
}
