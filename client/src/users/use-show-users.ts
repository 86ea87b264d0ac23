import { useNavigate } from '@tanstack/react-router';
import { useCallback } from 'react';
import type { UsersSearch } from './users-search.ts';

const historySteps: ReadonlySet<string> = new Set(['user', 'invite']);

/** Changes what the address says of the list of people; a drawer is a step to go back to, a letter typed is not. */
export function useShowUsers(): (change: UsersSearch) => void {
  const navigate = useNavigate();
  return useCallback(
    (change) => {
      const replace = !Object.keys(change).some((name) => historySteps.has(name));
      void navigate({ to: '/users', search: (before: UsersSearch) => ({ ...before, ...change }), replace });
    },
    [navigate],
  );
}
