import { useEffect } from 'react';
import type { OccupancyBarFragment, RoomRowFragment } from '../../graphql/generated/graphql.ts';
import { FailedDrawer, WaitingDrawer } from '../../forms/unfetched-drawer.tsx';
import type { Range } from '../../time/range.ts';
import { lazyPart } from '../../ui/lazy-part.tsx';
import type { CalendarSearch, SearchChange } from '../../links/calendar-search.ts';

const OpenDrawer = lazyPart(async () => (await import('./open-drawer.tsx')).OpenDrawer, {
  waiting: WaitingDrawer,
  failed: FailedDrawer,
});
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

/** Shows what stands open beside the calendar, as the address says. */
export function CalendarDrawer({ ready, ...drawer }: CalendarDrawerProps) {
  useEffect(() => {
    if (ready) void Promise.allSettled([fetchAll()]);
  }, [ready]);
  const { booking, closure, new: isNew, close } = drawer.search;
  return booking || closure || isNew || close ? <OpenDrawer {...drawer} /> : null;
}
