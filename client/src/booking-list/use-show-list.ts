import { useNavigate } from '@tanstack/react-router';
import { useCallback } from 'react';
import type { BookingsSearch } from './bookings-search.ts';

const historySteps: ReadonlySet<string> = new Set(['booking', 'new', 'tenant']);

export type ListPath = '/bookings' | '/requests';

/** Changes what the address of a list says; a drawer is a step to go back to, a letter typed is not. */
export function useShowList(to: ListPath): (change: BookingsSearch) => void {
  const navigate = useNavigate();
  return useCallback(
    (change) => {
      const replace = !Object.keys(change).some((name) => historySteps.has(name));
      void navigate({ to, search: (before: BookingsSearch) => ({ ...before, ...change }), replace });
    },
    [navigate, to],
  );
}
