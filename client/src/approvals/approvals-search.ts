import { calendarSearch, type CalendarSearch, type SearchChange } from '../links/calendar-search.ts';

/** The calendar's address, and whom of those who wait it is about. */
export type ApprovalsSearch = CalendarSearch & {
  readonly ghost?: string;
};

export type ApprovalsChange = SearchChange & { readonly ghost?: string | undefined };

export function approvalsSearch(search: Record<string, unknown>): ApprovalsSearch {
  const { ghost } = search;
  // Named even where it is no good: a key that is not there would keep what the address says.
  return {
    ...calendarSearch(search),
    ghost: typeof ghost === 'string' && ghost !== '' ? ghost : undefined,
  } as ApprovalsSearch;
}
