import { useCallback, useState } from 'react';

type Listed = {
  readonly id: string;
};

/**
 * A list that does not move under the hand: while it is held, what comes waits to be let in, and what goes keeps its
 * place. As soon as nobody points at it, it is as it is.
 */
export function useSteady<Item extends Listed>(all: readonly Item[], held: boolean) {
  const [shown, setShown] = useState(all);
  const free = !held || shown.length === 0;
  if (free && shown !== all) setShown(all);
  const now = new Map(all.map((item) => [item.id, item]));
  const shownIds = new Set(shown.map(({ id }) => id));
  return {
    entries: shown.map((item) => ({ item: now.get(item.id) ?? item, gone: !now.has(item.id) })),
    /** How many have come since and wait. */
    arrived: all.filter(({ id }) => !shownIds.has(id)).length,
    letIn: useCallback(() => setShown(all), [all]),
  };
}
