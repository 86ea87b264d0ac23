import { useCallback, useState } from 'react';
import { isOver } from '../../bookings/status.ts';
import type { BookingActionName, BookingBarFragment } from '../../graphql/generated/graphql.ts';
import { noDrawer, type SearchChange } from '../../links/calendar-search.ts';
import { useHere } from '../../people/here.tsx';
import { turnBy, type View } from '../../time/range.ts';
import { useShortcuts } from '../../ui/keys/shortcuts.ts';
import type { Proposal } from '../layout/geometry.ts';
import type { Spotlight } from '../timeline/timeline-props.ts';
import type { OpenCalendar } from './use-open-calendar.ts';
import { useShow } from './use-show.ts';

export type CalendarWays = ReturnType<typeof useCalendarWays>;

/** Knows where buttons, keys and bars of the calendar lead; null for what the person who looks may not do. */
export function useCalendarWays({ search, view, date, range, ghosts, occupancies }: OpenCalendar) {
  const show = useShow();
  const { viewer, may } = useHere();
  const [spotlight, setSpotlight] = useState<Spotlight | null>(null);
  const mayCreate = may('booking:create');
  const close = useCallback(() => {
    show(noDrawer);
    focusGrid();
  }, [show]);
  const discardPlan = useCallback(() => {
    show({ plan: undefined });
    focusGrid();
  }, [show]);
  const mayMove = useCallback(
    (booking: BookingBarFragment & { readonly requester?: { readonly id: string } }) => {
      if (isOver(booking.status)) return false;
      return (
        may('booking:reschedule') ||
        (booking.status === 'PENDING' && mayCreate && booking.requester?.id === viewer.user.id)
      );
    },
    [may, mayCreate, viewer],
  );
  const openBooking = useCallback((booking: string) => show({ ...noDrawer, booking }), [show]);
  // With the day: it is read with the calendar, and a link has to lead to where it is.
  const openClosure = useCallback((closure: string) => show({ ...noDrawer, closure, date }), [show, date]);

  return {
    show,
    spotlight,
    mayCreate,
    mayMove,
    turn: (steps: number) => show({ date: turnBy(range, steps), at: undefined }),
    goToday: () => show({ date: undefined, at: undefined }),
    showView: (next: View) => show({ view: next === 'week' ? undefined : next, date, zoom: undefined, at: undefined }),
    goWider: () => {
      if (view !== 'month') show({ view: view === 'day' ? undefined : 'month', date, zoom: undefined, at: undefined });
    },
    startNew: mayCreate ? () => show({ ...noDrawer, new: true }) : null,
    startNewAt: (start: Proposal | null, copy?: string) =>
      show({ ...noDrawer, new: true, copy, ...(start ? placeOf(start) : {}) }),
    startClosing: may('room:close') ? () => show({ ...noDrawer, close: true }) : null,
    startClosingAt: may('room:close')
      ? (place: Proposal) => show({ ...noDrawer, close: true, ...placeOf(place) })
      : null,
    togglePlan: may('room:assign') ? () => show({ plan: search.plan ? undefined : true }) : null,
    discardPlan,
    close,
    openBooking,
    openClosure,
    act: (booking: string, act: BookingActionName | null) => show({ ...noDrawer, booking, act: act ?? undefined }),
    /** What is gone from here tells in its drawer what became of it. */
    visit: (bookingId: string) => {
      const isHere =
        ghosts.some(({ id }) => id === bookingId) || occupancies.some(({ booking }) => booking?.id === bookingId);
      if (isHere) setSpotlight({ bookingId });
      else openBooking(bookingId);
    },
  };
}

function focusGrid(): void {
  document.querySelector<HTMLElement>('[role=grid]')?.focus({ preventScroll: true });
}

function placeOf({ roomId, interval }: Proposal): SearchChange {
  return {
    room: roomId ?? undefined,
    from: new Date(interval.start).toISOString(),
    to: new Date(interval.end).toISOString(),
  };
}

/** Listens to the keys of the page. */
export function useCalendarKeys({ search, view, phone }: OpenCalendar, ways: CalendarWays): void {
  const { turn, startNew, startClosing, togglePlan, close } = ways;
  useShortcuts(
    {
      t: { words: 'Today', run: ways.goToday },
      j: { words: `Next ${view}`, run: () => turn(1) },
      k: { words: `Previous ${view}`, run: () => turn(-1) },
      ...(phone ? {} : viewKeys(ways.showView)),
      ...(startNew ? { n: { words: 'New booking', run: startNew } } : {}),
      ...(startClosing ? { l: { words: 'Close rooms', run: startClosing } } : {}),
      ...(togglePlan ? { p: { words: 'Plan rooms for all requests', run: togglePlan } } : {}),
      ...(search.booking || search.closure || search.new || search.close
        ? { Escape: { words: 'Close panel', run: close } }
        : {}),
    },
    'Calendar',
  );
}

function viewKeys(show: (view: View) => void) {
  return {
    d: { words: 'Day', run: () => show('day') },
    w: { words: 'Week', run: () => show('week') },
    m: { words: 'Month', run: () => show('month') },
  };
}
