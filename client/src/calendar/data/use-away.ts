import { useCallback, useEffect, useRef, useState } from 'react';
import { useConnection, useLiveStatus } from '../../graphql/connection-context.tsx';
import type { CalendarChange } from './calendar-window.ts';

/** Collects what others changed while the line was gone, by booking, in the order it came; what is only busy is not counted. */
export function useAway() {
  const { isOwnChange } = useConnection();
  const { state } = useLiveStatus();
  const [changes, setChanges] = useState<readonly string[]>([]);
  const isAway = useRef(false);

  useEffect(() => {
    if (state === 'offline') isAway.current = true;
    if (state === 'live') isAway.current = false;
  }, [state]);

  function onChange({ bookingId, version }: CalendarChange) {
    if (!isAway.current || !bookingId || version == null || isOwnChange(bookingId, version)) return;
    setChanges((before) => (before.includes(bookingId) ? before : [...before, bookingId]));
  }
  const clear = useCallback(() => setChanges([]), []);
  return { changes, onChange, clear };
}
