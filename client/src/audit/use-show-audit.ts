import { useNavigate } from '@tanstack/react-router';
import { useCallback } from 'react';
import type { AuditSearch } from './audit-search.ts';

/** Changes what the address says of the audit trail; what is typed is no step to go back to. */
export function useShowAudit(): (change: AuditSearch) => void {
  const navigate = useNavigate();
  return useCallback(
    (change) =>
      void navigate({
        to: '/audit',
        search: (before: AuditSearch) => ({ ...before, ...change }),
        replace: 'search' in change,
      }),
    [navigate],
  );
}
