import { useEffect, useMemo, useRef } from 'react';
import { useCalendarWindow } from '../calendar/data/use-calendar-window.ts';
import type { RoomRowFragment } from '../graphql/generated/graphql.ts';
import { useHere } from '../people/here.tsx';
import { dateOf, dayOf } from '../time/day.ts';
import { useNow } from '../ui/use-now.ts';
import { useOnChange } from '../ui/use-on-change.ts';
import { useAllBookings } from './use-all-bookings.ts';
import { intervalOf, overlaps } from '../time/interval.ts';
import { byUrgency, dayMs } from './waiting.ts';

const noRooms: readonly RoomRowFragment[] = [];

/** As far as a window of the calendar reaches: six weeks back, and most of a year ahead. */
function useReach() {
  const { facility } = useHere();
  const { timeZone } = facility;
  const today = dateOf(useNow(), timeZone);
  return useMemo(() => {
    const start = dayOf(today, timeZone, facility).start - 42 * dayMs;
    return { start, end: start + 365 * dayMs };
  }, [today, timeZone, facility]);
}

const pendingFilter = { status: ['PENDING' as const] };

/**
 * Everybody who waits for a room, the most urgent first. Those of the year around today are kept true by the stream;
 * those who have been overdue for longer, or begin later, are read anew every half minute.
 */
export function useGhosts(onChange?: () => void) {
  const reach = useReach();
  const { ghosts, error, fetching, retry } = useCalendarWindow(reach, noRooms, onChange);
  const [before, after] = useMemo(
    () => [
      { ...pendingFilter, to: new Date(reach.start).toISOString() },
      { ...pendingFilter, from: new Date(reach.end).toISOString() },
    ],
    [reach],
  );
  const overdue = useAllBookings(before);
  const far = useAllBookings(after);
  const lookAgain = () => {
    overdue.again();
    far.again();
  };
  useOnChange(useNow(), () => document.visibilityState === 'visible' && lookAgain());

  const waiting = useMemo(() => {
    if (!ghosts) return undefined;
    const beyond = [...overdue.pages, ...far.pages]
      .flat()
      .filter(({ status, startsAt, endsAt }) => status === 'PENDING' && !overlaps(reach, intervalOf(startsAt, endsAt)));
    return byUrgency([...ghosts, ...beyond]);
  }, [ghosts, overdue.pages, far.pages, reach]);
  return {
    ghosts: waiting,
    error: error ?? overdue.error ?? far.error,
    fetching,
    retry: () => {
      retry();
      lookAgain();
    },
  };
}

const soonMs = 400;

/** Those who wait for a room, and those who have one and wait to be confirmed. */
export function useWaiting() {
  const { start } = useReach();
  const filter = useMemo(() => ({ status: ['ROOM_ASSIGNED' as const], from: new Date(start).toISOString() }), [start]);
  const { pages, error, again } = useAllBookings(filter);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  // Several changes of a moment are one look.
  const waiting = useGhosts(() => {
    clearTimeout(timer.current);
    timer.current = setTimeout(again, soonMs);
  });
  const placed = useMemo(() => byUrgency(pages.flat().filter(({ status }) => status === 'ROOM_ASSIGNED')), [pages]);
  return { ...waiting, placed, error: waiting.error ?? error };
}
