import { useNavigate } from '@tanstack/react-router';
import { useMemo } from 'react';
import type { PagePath } from './page-path.ts';
import { noDrawer, withoutBlanks, type CalendarSearch, type SearchChange } from './calendar-search.ts';

/** Every way from anywhere to a place on the calendar; the rest of the address stays as it is. */
export type GoTo = {
  /** The division shown in full, on this page; null for all of them. */
  tenant(code: string | null): void;
  page(to: PagePath): void;
  today(): void;
  day(date: string): void;
  room(id: string): void;
  /** `date`: the day on which it starts, on the wall of the facility. */
  booking(id: string, date: string): void;
  newBooking(): void;
  closeRooms(): void;
  plan(): void;
};

export function useGoTo(): GoTo {
  const navigate = useNavigate();
  return useMemo(() => {
    const show = (place: SearchChange) =>
      void navigate({ to: '/calendar', search: (before) => changed(before, place) });
    return {
      tenant: (code) => void navigate({ to: '.', search: (before) => changed(before, { tenant: code ?? undefined }) }),
      // The division stays chosen from page to page; the rest of the address is the page's own.
      page: (to) => void navigate({ to, search: ({ tenant }) => (tenant ? { tenant } : {}) }),
      today: () => show({ date: undefined, at: undefined }),
      day: (date) => show({ date, at: undefined }),
      room: (id) => show({ show: id, offices: undefined, folded: undefined }),
      booking: (id, date) => show({ ...noDrawer, booking: id, date, at: undefined }),
      newBooking: () => show({ ...noDrawer, new: true }),
      plan: () => show({ plan: true }),
      closeRooms: () => show({ ...noDrawer, close: true }),
    };
  }, [navigate]);
}

function changed(before: SearchChange, place: SearchChange): CalendarSearch {
  return withoutBlanks({ ...before, ...place });
}
