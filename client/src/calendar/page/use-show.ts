import { useNavigate } from '@tanstack/react-router';
import { useCallback } from 'react';
import { withoutBlanks, type SearchChange } from '../../links/calendar-search.ts';

/** What is looked at is a step to go back to; how it is looked at is not. */
const historySteps: ReadonlySet<string> = new Set([
  'date',
  'view',
  'booking',
  'closure',
  'new',
  'close',
  'plan',
  'tenant',
]);

/** Changes what the address says, and nothing else of it. */
export function useShow(): (change: SearchChange) => void {
  const navigate = useNavigate();
  return useCallback(
    (change) => {
      void navigate({
        to: '/calendar',
        search: (before: SearchChange) => withoutBlanks({ ...before, ...change }),
        replace: !Object.keys(change).some((name) => historySteps.has(name)),
      });
    },
    [navigate],
  );
}
