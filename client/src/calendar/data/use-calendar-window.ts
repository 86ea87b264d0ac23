import { useMemo } from 'react';
import type { RoomRowFragment } from '../../graphql/generated/graphql.ts';
import type { Interval } from '../../time/interval.ts';
import { useLiveWindow } from '../../graphql/use-live-window.ts';
import { calendarWindow, type CalendarChange } from './calendar-window.ts';
import { useCalendarParts } from './use-calendar-parts.ts';

/**
 * A window of the calendar, read once and then kept true; `onChange` hears of each change after it was applied. First
 * comes the position, then what the window shows: that is never older than where the stream begins.
 */
export function useCalendarWindow(
  interval: Interval,
  rooms: readonly RoomRowFragment[] | undefined,
  onChange?: (change: CalendarChange) => void,
) {
  const from = new Date(interval.start).toISOString();
  const to = new Date(interval.end).toISOString();
  const variables = useMemo(() => ({ from, to }), [from, to]);
  const window = useLiveWindow(calendarWindow, variables, { onChange, requestPolicy: 'network-only' });
  const position = window.isSettled ? (window.data?.calendar.cursor ?? null) : null;
  const parts = useCalendarParts(variables, rooms, position);
  const { ghosts, occupancies, unread, again } = parts;
  const retry = () => {
    window.retry();
    again();
  };
  const error = window.error ?? parts.error;
  return { ghosts, occupancies, unread, error, fetching: window.fetching || parts.fetching, retry };
}
