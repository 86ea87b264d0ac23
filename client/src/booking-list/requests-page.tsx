import { useSearch } from '@tanstack/react-router';
import { useMemo } from 'react';
import { Page } from '../frame/page.tsx';
import { useHere } from '../people/here.tsx';
import { listFilter, openStatuses } from './list-filter.ts';
import { RequestTable } from './request-table.tsx';
import { useListChanges } from './use-list-changes.ts';
import { useListPage } from './use-list-page.tsx';
import './bookings.css';

/** What one has asked for oneself: how it stands, what it waits for, why it was turned down, and the way to withdraw it. */
export function RequestsPage() {
  const search = useSearch({ from: '/signed-in/requests' });
  const { may } = useHere();
  const { show, open, drawer, newButton } = useListPage('/requests', 'My requests', search);
  return (
    <Page
      title="My requests"
      needs="booking:create"
      divided
      drawer={drawer}
      toolbar={<div className="page-action list-actions">{newButton}</div>}
    >
      {may('booking:create') && (
        <Requests
          tenant={search.tenant}
          selected={search.booking}
          onOpen={open}
          onWithdraw={(booking) => show({ booking, act: 'CANCEL', new: undefined, copy: undefined })}
        />
      )}
    </Page>
  );
}

type RequestsProps = {
  tenant: string | undefined;
  selected: string | undefined;
  onOpen(id: string): void;
  onWithdraw(id: string): void;
};

function Requests({ tenant, ...table }: RequestsProps) {
  const { viewer, facility } = useHere();
  const changes = useListChanges();
  const mine = useMemo(
    () =>
      listFilter(
        { mine: true, tenant, time: 'all' },
        { tenants: viewer.tenants, timeZone: facility.timeZone, today: '' },
      ),
    [tenant, viewer.tenants, facility.timeZone],
  );
  const open = useMemo(() => ({ ...mine, status: openStatuses }), [mine]);
  const over = useMemo(
    () => ({ ...mine, status: ['COMPLETED', 'REJECTED', 'CANCELLED'] satisfies typeof openStatuses }),
    [mine],
  );
  return (
    <div className="page-scroll request-lists" key={tenant}>
      <RequestTable
        title="Open"
        filter={open}
        backwards={false}
        changes={changes}
        empty={
          <>
            <h2>You have no open requests.</h2>
            <p>Use New booking to request a room, and follow it here.</p>
          </>
        }
        {...table}
      />
      <RequestTable
        title="Past"
        filter={over}
        backwards
        changes={changes}
        empty={<p>No past requests yet.</p>}
        {...table}
      />
    </div>
  );
}
