import { useEffect } from 'react';
import { FailedDrawer, WaitingDrawer } from '../../forms/unfetched-drawer.tsx';
import { lazyPart } from '../../ui/lazy-part.tsx';
import type { DrawerProps } from './drawer-props.ts';

const OpenDrawer = lazyPart(async () => (await import('./open-drawer.tsx')).OpenDrawer, {
  waiting: WaitingDrawer,
  failed: FailedDrawer,
});
async function fetchAll() {
  return (await import('./open-drawer.tsx')).fetchDrawers();
}

type CalendarDrawerProps = DrawerProps & {
  /** The calendar beside it stands: nothing else is waited for. */
  ready: boolean;
};

/** Shows what stands open beside the calendar, as the address says. */
export function CalendarDrawer({ ready, ...drawer }: CalendarDrawerProps) {
  useEffect(() => {
    if (ready) void Promise.allSettled([fetchAll()]);
  }, [ready]);
  const { booking, closure, new: isNew, close } = drawer.search;
  return booking || closure || isNew || close ? <OpenDrawer {...drawer} /> : null;
}
