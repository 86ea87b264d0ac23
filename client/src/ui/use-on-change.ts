import { useEffect, useRef } from 'react';

/** Runs when a value has become another one; not for the first. */
export function useOnChange(value: unknown, run: () => void): void {
  const before = useRef(value);
  useEffect(() => {
    if (before.current === value) return;
    before.current = value;
    run();
  });
}
