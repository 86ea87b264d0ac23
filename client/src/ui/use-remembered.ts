import { useState } from 'react';

function read<T extends string>(key: string, values: readonly T[]): T | null {
  try {
    const storedValue = localStorage.getItem(key);
    return values.find((value) => value === storedValue) ?? null;
  } catch {
    return null;
  }
}

/** A choice of this machine, not of the account; null until somebody has chosen. `values` is all it can be. */
export function useRemembered<T extends string>(
  key: string,
  values: readonly T[],
): readonly [T | null, (value: T) => void] {
  const [chosen, setChosen] = useState(() => read(key, values));
  function choose(value: T) {
    setChosen(value);
    try {
      localStorage.setItem(key, value);
    } catch {
      // Storage may be forbidden; the choice then lasts as long as the page.
    }
  }
  return [chosen, choose];
}
