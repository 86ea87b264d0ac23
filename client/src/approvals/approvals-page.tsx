import { useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback, useMemo } from 'react';
import { noDrawer, withoutBlanks } from '../links/calendar-search.ts';
import { Frame } from '../frame/frame.tsx';
import { useHere } from '../people/here.tsx';
import { FailurePanel } from '../ui/failure-panel.tsx';
import { usePageTitle } from '../ui/use-page-title.ts';
import type { ApprovalsChange } from './approvals-search.ts';
import { OpenApprovals } from './open-approvals.tsx';
import './approvals.css';

/** The desk of whoever decides who gets which room. */
export function ApprovalsPage() {
  usePageTitle('Approvals');
  const search = useSearch({ from: '/signed-in/approvals' });
  const show = useShow();
  const { may } = useHere();
  const closed = useCallback(() => show(noDrawer), [show]);
  // The timeline marks the one that was chosen, as if it stood open.
  const marked = useMemo(() => ({ ...search, booking: search.booking ?? search.ghost }), [search]);
  if (!may('room:assign')) {
    return (
      <Frame toolbar={<h1 className="page-title">Approvals</h1>} divided={false}>
        <FailurePanel
          title="You can’t assign rooms."
          advice="The Room Boss does that. Your own requests are in the calendar."
        />
      </Frame>
    );
  }
  return <OpenApprovals search={search} marked={withoutBlanks(marked)} onShow={show} onClose={closed} />;
}

/** Changes what the address says, and nothing else of it. */
function useShow(): (change: ApprovalsChange) => void {
  const navigate = useNavigate();
  return useCallback(
    (change) => {
      void navigate({
        to: '/approvals',
        search: (before: ApprovalsChange) => withoutBlanks({ ...before, ...change }),
        replace: !('ghost' in change || 'booking' in change),
      });
    },
    [navigate],
  );
}
