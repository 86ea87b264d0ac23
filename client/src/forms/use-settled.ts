import { useEffect, useState } from 'react';

/** A value once it has stayed the same for a moment: what is typed is not asked about key by key. */
export function useSettled<T>(value: T, afterMs = 250): T {
  const [settled, setSettled] = useState(value);
  const key = JSON.stringify(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), afterMs);
    return () => clearTimeout(timer);
    // Objects that say the same are the same here.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [key, afterMs]);
  return settled;
}
