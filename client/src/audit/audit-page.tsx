import { useSearch } from '@tanstack/react-router';
import { RotateCw } from 'lucide-react';
import { useMemo, useState } from 'react';
import { Page } from '../frame/page.tsx';
import { useHere } from '../people/here.tsx';
import { Button } from '../ui/button.tsx';
import { useShortcuts } from '../ui/keys/shortcuts.ts';
import { AuditBar } from './audit-bar.tsx';
import { auditFilter } from './audit-filter.ts';
import { AuditTable } from './audit-table.tsx';
import { useShowAudit } from './use-show-audit.ts';

/** Who did what to what, newest first, as nobody can rewrite it. */
export function AuditPage() {
  const search = useSearch({ from: '/signed-in/audit' });
  const { viewer, facility } = useHere();
  const show = useShowAudit();
  const [read, setRead] = useState(0);
  const filter = useMemo(
    () => auditFilter(search, { tenants: viewer.tenants, timeZone: facility.timeZone }),
    [search, viewer.tenants, facility.timeZone],
  );
  const again = () => setRead((before) => before + 1);
  useShortcuts({ r: { words: 'Refresh', run: again } }, 'Audit trail');
  return (
    <Page
      title="Audit trail"
      needs="audit:read"
      divided
      toolbar={
        <Button className="page-action" title="Refresh (R)" aria-keyshortcuts="R" onClick={again}>
          <RotateCw aria-hidden="true" />
          <span>Refresh</span>
        </Button>
      }
    >
      <AuditBar search={search} onShow={show} />
      <AuditTable key={`${JSON.stringify(filter)} ${read}`} filter={filter} onShow={show} />
    </Page>
  );
}
