import { useEffect, useRef, useState } from 'react';
import { useConnection } from '../../graphql/connection-context.tsx';
import type { CalendarChange } from './calendar-window.ts';

const glowsMs = 1_600;
const noGlow: ReadonlySet<string> = new Set();

/** Tells which bars somebody else has just changed: bookings by id, closures and what is only busy by their occupancies. */
export function useGlow() {
  const { isOwnChange } = useConnection();
  const [glowing, setGlowing] = useState(noGlow);
  const timers = useRef(new Set<ReturnType<typeof setTimeout>>());

  useEffect(() => {
    const pending = timers.current;
    return () => pending.forEach(clearTimeout);
  }, []);

  function glow(keys: readonly string[]) {
    if (keys.length === 0) return;
    setGlowing((before) => new Set([...before, ...keys]));
    const timer = setTimeout(() => {
      timers.current.delete(timer);
      setGlowing((before) => {
        const after = new Set([...before].filter((key) => !keys.includes(key)));
        return after.size === 0 ? noGlow : after;
      });
    }, glowsMs);
    timers.current.add(timer);
  }

  function onChange({ bookingId, version, occupancies }: CalendarChange) {
    if (!bookingId || version == null)
      glow(occupancies.flatMap(({ id, closure }) => (closure && isOwnChange(closure.id, closure.version) ? [] : id)));
    else if (!isOwnChange(bookingId, version)) glow([bookingId]);
  }

  return { glowing, onChange };
}
