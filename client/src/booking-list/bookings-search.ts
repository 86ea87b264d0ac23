import type { BookingStatus } from '../graphql/generated/graphql.ts';
import { statusFacts } from '../bookings/status.ts';
import { isDate } from '../time/day.ts';

const listTimes = ['ahead', 'past', 'all', 'days'] as const;
export type ListTime = (typeof listTimes)[number];

/** What stands open beside a list, as its address says. */
export type DrawerSearch = {
  readonly booking?: string | undefined;
  /** What is about to be done with it. */
  readonly act?: string | undefined;
  /** The drawer holds the form for a new booking. */
  readonly new?: true | undefined;
  /** The booking that it begins as a copy of. */
  readonly copy?: string | undefined;
  /** The division chosen elsewhere: it comes along. */
  readonly tenant?: string | undefined;
};

/** What of the list of bookings is in its address: a link shows the same filter to whoever opens it. */
export type BookingsSearch = DrawerSearch & {
  readonly search?: string | undefined;
  /** Where it does not say: what is to come, or all time while something is searched for. */
  readonly time?: ListTime | undefined;
  /** First and last of the days, on the wall of the facility. */
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  /** `OPEN`: all of which something is still to happen. */
  readonly status?: BookingStatus | 'OPEN' | undefined;
  readonly room?: string | undefined;
  readonly mine?: true | undefined;
};

function text(value: unknown) {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
function day(value: unknown) {
  return isDate(value) ? value : undefined;
}
function oneOf<T extends string>(value: unknown, allowed: readonly T[]) {
  return allowed.find((one) => one === value);
}

/** What is no good is left out in so many words: a key that is not there would keep what the address says. */
export function drawerSearch(search: Record<string, unknown>): DrawerSearch {
  return {
    booking: text(search['booking']),
    act: text(search['act']),
    new: search['new'] === true ? true : undefined,
    copy: text(search['copy']),
    tenant: text(search['tenant']),
  };
}

export function bookingsSearch(search: Record<string, unknown>): BookingsSearch {
  return {
    ...drawerSearch(search),
    // A name may be a number: the router reads it as one.
    search: typeof search['search'] === 'number' ? String(search['search']) : text(search['search']),
    time: oneOf(search['time'], listTimes),
    from: day(search['from']),
    to: day(search['to']),
    status: oneOf(search['status'], ['OPEN', ...(Object.keys(statusFacts) as BookingStatus[])]),
    room: text(search['room']),
    mine: search['mine'] === true ? true : undefined,
  };
}

/** Nothing stands open beside the list. */
export const noDrawer = { booking: undefined, act: undefined, new: undefined, copy: undefined } satisfies DrawerSearch;
