import { useSearch } from '@tanstack/react-router';
import { useMemo, useRef } from 'react';
import { Page } from '../frame/page.tsx';
import { useHere } from '../people/here.tsx';
import { dateOf } from '../time/day.ts';
import { useShortcuts } from '../ui/keys/shortcuts.ts';
import { useNow } from '../ui/use-now.ts';
import { BookingTable } from './booking-table.tsx';
import { BookingsBar } from './bookings-bar.tsx';
import { isBackwards, listFilter, sheetAddress } from './list-filter.ts';
import { SheetButton } from './sheet-button.tsx';
import { useListChanges } from './use-list-changes.ts';
import { moveInList } from './use-list-keys.ts';
import { useListPage } from './use-list-page.tsx';
import './bookings.css';

/** Every booking there ever was, as far as one may see it, by whatever is known of it. */
export function BookingsPage() {
  const search = useSearch({ from: '/signed-in/bookings' });
  const { viewer, facility, may } = useHere();
  const { timeZone } = facility;
  const today = dateOf(useNow(), timeZone);
  const filter = useMemo(
    () => listFilter(search, { tenants: viewer.tenants, timeZone, today }),
    [search, viewer.tenants, timeZone, today],
  );
  const key = JSON.stringify(filter);
  const field = useRef<HTMLInputElement>(null);
  const { show, open, drawer, newButton } = useListPage('/bookings', 'Bookings', search);
  useShortcuts({ s: { words: 'Search bookings', run: () => field.current?.focus() } }, 'Bookings');
  return (
    <Page
      title="Bookings"
      needs="calendar:read"
      divided
      drawer={drawer}
      toolbar={
        <div className="page-action list-actions">
          {viewer.via !== 'DISPLAY' && <SheetButton address={sheetAddress(filter)} />}
          {newButton}
        </div>
      }
    >
      <BookingsBar search={search} field={field} onShow={show} onDown={() => moveInList(1)} />
      {may('calendar:read') && (
        <Live key={key} filter={filter} backwards={isBackwards(search)} selected={search.booking} onOpen={open} />
      )}
    </Page>
  );
}

function Live(table: Omit<Parameters<typeof BookingTable>[0], 'changes'>) {
  return <BookingTable {...table} changes={useListChanges()} />;
}
