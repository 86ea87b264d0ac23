import { useEffect, useRef } from 'react';

/** Runs when a value has become another one, with the one before; not for the first. */
export function useOnChange<Value>(value: Value, run: (before: Value) => void): void {
  const current = useRef(value);
  useEffect(() => {
    const before = current.current;
    if (before === value) return;
    current.current = value;
    run(before);
  });
}
