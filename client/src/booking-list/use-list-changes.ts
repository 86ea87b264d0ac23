import { useEffect, useEffectEvent, useMemo, useRef, useState } from 'react';
import { calendarWindow } from '../calendar/data/calendar-window.ts';
import { useLiveWindow } from '../graphql/use-live-window.ts';
import { useHere } from '../people/here.tsx';
import { dateOf } from '../time/day.ts';
import { instantOf } from '../time/local-time.ts';
import { useNow } from '../ui/use-now.ts';

const daysBehind = 31;
const daysAhead = 334;
/** A series is many changes: the list is read once. */
const settledMs = 300;

/**
 * Counts what became different among the bookings of the year around today, whoever changed it; a list that counts along
 * is read anew. What is further away is read anew when somebody comes back to look at it.
 */
export function useListChanges(): number {
  const { timeZone } = useHere().facility;
  const today = dateOf(useNow(), timeZone);
  const [count, setCount] = useState(0);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const year = useMemo(() => {
    const midnight = (days: number) =>
      instantOf({ date: Temporal.PlainDate.from(today).add({ days }).toString(), time: '00:00' }, timeZone) ?? '';
    return { from: midnight(-daysBehind), to: midnight(daysAhead) };
  }, [today, timeZone]);
  function again() {
    clearTimeout(timer.current);
    timer.current = setTimeout(() => setCount((before) => before + 1), settledMs);
  }
  useLiveWindow(calendarWindow, year, {
    requestPolicy: 'network-only',
    // Of others one learns that a room is taken; no list shows that.
    onChange: ({ bookingId, ghost, removedGhostId }) => (bookingId ?? ghost ?? removedGhostId) && again(),
  });

  const looked = useEffectEvent(() => document.visibilityState === 'visible' && again());
  useEffect(() => {
    const listener = () => looked();
    document.addEventListener('visibilitychange', listener);
    return () => {
      document.removeEventListener('visibilitychange', listener);
      clearTimeout(timer.current);
    };
  }, []);

  return count;
}
