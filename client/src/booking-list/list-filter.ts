import type { BookingFilter, BookingStatus } from '../graphql/generated/graphql.ts';
import { instantOf } from '../time/local-time.ts';
import type { BookingsSearch, ListTime } from './bookings-search.ts';

export type Around = {
  readonly tenants: readonly { readonly id: string; readonly code: string }[];
  readonly timeZone: string;
  /** On the wall of the facility. */
  readonly today: string;
};

export const openStatuses: BookingStatus[] = ['PENDING', 'ROOM_ASSIGNED', 'CONFIRMED'];

/** A client is looked for over all time, unless the address says otherwise; without a search one wants what is to come. */
export function timeOf({ time, search, from, to }: BookingsSearch): ListTime {
  return time ?? (from || to ? 'days' : search ? 'all' : 'ahead');
}

/** Tells whether the list begins with its end: of what was, the latest comes first. */
export function isBackwards(search: BookingsSearch): boolean {
  const time = timeOf(search);
  return time === 'past' || time === 'all';
}

/** Finds what the address says, as the server is asked for it: days become moments, the last one included. */
export function listFilter(search: BookingsSearch, { tenants, timeZone, today }: Around): BookingFilter {
  const midnight = (date: string | undefined) =>
    date === undefined ? null : instantOf({ date, time: '00:00' }, timeZone);
  const after = (date: string | undefined) => date && Temporal.PlainDate.from(date).add({ days: 1 }).toString();
  const time = timeOf(search);
  const { status, room, mine } = search;
  const filter: { readonly [Key in keyof BookingFilter]: BookingFilter[Key] } = {
    search: search.search ?? null,
    from: time === 'ahead' ? midnight(today) : time === 'days' ? midnight(search.from) : null,
    to: time === 'past' ? midnight(today) : time === 'days' ? midnight(after(search.to)) : null,
    status: status === 'OPEN' ? openStatuses : status ? [status] : null,
    roomIds: room ? [room] : null,
    tenantId: tenants.find(({ code }) => code === search.tenant)?.id ?? null,
    mine: mine ?? null,
  };
  return Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== null));
}

/** The same filter as the address of the sheet. */
export function sheetAddress({ search, from, to, status, roomIds, tenantId, mine }: BookingFilter): string {
  const query = new URLSearchParams();
  const list = (value: readonly string[] | string | null | undefined) => (value == null ? [] : [value].flat());
  for (const one of list(status)) query.append('status', one);
  for (const one of list(roomIds)) query.append('room', one);
  for (const [name, value] of Object.entries({ search, from, to, division: tenantId }))
    if (value) query.set(name, value);
  if (mine) query.set('mine', 'true');
  return `/export/bookings.csv?${query.toString()}`;
}
