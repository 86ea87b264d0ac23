import { useEffect, useState } from 'react';
import { now, onClockSet } from '../time/now.ts';

/** The present, renewed every `everyMs`; a tab that was asleep, or whose clock was off, is set right at once. */
export function useNow(everyMs = 30_000): number {
  const [present, setPresent] = useState(now);
  useEffect(() => {
    const tick = () => setPresent(now());
    const timer = setInterval(tick, everyMs);
    document.addEventListener('visibilitychange', tick);
    const leave = onClockSet(tick);
    return () => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', tick);
      leave();
    };
  }, [everyMs]);
  return present;
}
