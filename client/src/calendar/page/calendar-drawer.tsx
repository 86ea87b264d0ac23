import { useEffect } from 'react';
import type { OccupancyBarFragment, RoomRowFragment } from '../../graphql/generated/graphql.ts';
import type { Range } from '../../time/range.ts';
import { useLoaded } from '../../ui/use-loaded.ts';
import type { CalendarSearch, SearchChange } from '../../links/calendar-search.ts';
import { Unfetched } from './unfetched-drawer.tsx';

async function loadOpenDrawer() {
  return (await import('./open-drawer.tsx')).OpenDrawer;
}
async function fetchAll() {
  return (await import('./open-drawer.tsx')).fetchDrawers();
}

type CalendarDrawerProps = {
  search: CalendarSearch;
  rooms: readonly RoomRowFragment[];
  range: Range;
  occupancies: readonly OccupancyBarFragment[];
  /** The calendar beside it stands: nothing else is waited for. */
  ready: boolean;
  /** Of all rooms it is known what stands in them. */
  complete: boolean;
  onShow(change: SearchChange): void;
  onClose(): void;
};

export type DrawerProps = Omit<CalendarDrawerProps, 'ready'>;

/** What stands open beside the calendar, as the address says. */
export function CalendarDrawer({ ready, ...drawer }: CalendarDrawerProps) {
  useEffect(() => {
    if (ready) void Promise.allSettled([fetchAll()]);
  }, [ready]);
  const { booking, closure, new: isNew, close } = drawer.search;
  return booking || closure || isNew || close ? <Opened {...drawer} /> : null;
}

function Opened(drawer: DrawerProps) {
  const { part, retry } = useLoaded(loadOpenDrawer);
  if (part === null || part === 'failed') return <Unfetched failed={part === 'failed'} onRetry={retry} />;
  const OpenDrawer = part.loaded;
  return <OpenDrawer {...drawer} />;
}
