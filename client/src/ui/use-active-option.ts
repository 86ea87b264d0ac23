import { useState } from 'react';

/**
 * The option of a list that the keyboard is on, by its key: where another list comes meanwhile, nobody else is chosen in
 * its place. -1 for none.
 */
export function useActiveOption(
  keys: readonly string[],
): readonly [active: number, setActive: (index: number) => void] {
  const [activeKey, setActiveKey] = useState<string | null>(null);
  const active = activeKey === null ? -1 : keys.indexOf(activeKey);
  return [active, (index) => setActiveKey(keys[index] ?? null)];
}
