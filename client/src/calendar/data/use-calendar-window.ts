import { useEffect, useMemo } from 'react';
import { useClient, useQuery } from 'urql';
import type { RoomRowFragment } from '../../graphql/generated/graphql.ts';
import type { Interval } from '../../time/interval.ts';
import { CalendarChanges, CalendarPosition, type CalendarChange } from './calendar-stream.ts';
import { useCalendarParts } from './use-calendar-parts.ts';

/**
 * A window of the calendar, read once and then kept true; `onChange` hears of each change after it was applied. First
 * comes the position, then what the window shows: that is never older than where the stream begins.
 */
export function useCalendarWindow(
  interval: Interval,
  rooms: readonly RoomRowFragment[] | undefined,
  onChange: (change: CalendarChange) => void,
) {
  const client = useClient();
  const from = new Date(interval.start).toISOString();
  const to = new Date(interval.end).toISOString();
  const variables = useMemo(() => ({ from, to }), [from, to]);
  const [answer, ask] = useQuery({ query: CalendarPosition, variables, requestPolicy: 'network-only' });
  const current = answer.operation?.variables?.from === from && answer.operation.variables.to === to;
  const position = current && answer.data && !answer.stale && !answer.fetching ? answer.data.calendar.cursor : null;
  const parts = useCalendarParts(variables, rooms, position);

  useEffect(() => {
    const stream = client
      .subscription(CalendarChanges, variables)
      .subscribe(({ data }) => data && onChange(data.calendarChanged));
    return () => stream.unsubscribe();
  }, [client, variables, onChange]);

  const error = (current ? answer.error : undefined) ?? parts.error;
  const fetching = answer.fetching || parts.fetching;
  const { ghosts, occupancies, unread, again: askParts } = parts;
  const retry = () => {
    ask({ requestPolicy: 'network-only' });
    askParts();
  };
  return { ghosts, occupancies, unread, error, fetching, retry };
}
