import { isDate } from '../time/day.ts';
import type { View } from '../time/range.ts';
import type { Grouping } from '../rooms/facts/room-groups.ts';

type Density = 'comfortable' | 'default' | 'compact';

/** What of the calendar is in its address: a link shows the same view to whoever opens it. */
export type CalendarSearch = {
  /** A week where it does not say. */
  readonly view?: Exclude<View, 'week'>;
  /** Any day of what is shown; today without it. */
  readonly date?: string;
  /** How many times wider than the screen. */
  readonly zoom?: number;
  /** While it is wider: the moment at its left, `2026-11-17T10:15` on the wall of the facility. */
  readonly at?: string;
  /** All hours of the day, not just the open ones. */
  readonly hours?: 'all';
  readonly rows?: Exclude<Density, 'default'>;
  readonly group?: Exclude<Grouping, 'none'>;
  /** Ids of the groups that are folded, with commas. */
  readonly folded?: string;
  /** Code of the only division shown in full. */
  readonly tenant?: string;
  readonly offices?: 'hidden';
  readonly tray?: 'folded' | 'all';
  /** Bookings that were cancelled or rejected. */
  readonly ended?: 'shown';
  /** The booking in the drawer. */
  readonly booking?: string;
  /** What is about to be done with it. */
  readonly act?: string;
  /** The closure in the drawer. */
  readonly closure?: string;
  /** The drawer holds the form for a new booking. */
  readonly new?: true;
  /** The drawer holds the form that closes rooms. */
  readonly close?: true;
  /** A plan for what is shown lies over it. */
  readonly plan?: true;
  /** Where these forms begin: UTC, and the room or the wish. */
  readonly from?: string;
  readonly to?: string;
  readonly room?: string;
  /** The booking that it begins as a copy of. */
  readonly copy?: string;
  /** The room to bring into sight. */
  readonly show?: string;
};

function oneOf<T extends string>(value: unknown, allowed: readonly T[]): T | undefined {
  return allowed.find((one) => one === value);
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

function instant(value: unknown): string | undefined {
  if (typeof value !== 'string') return undefined;
  try {
    Temporal.Instant.from(value);
    return value;
  } catch {
    return undefined;
  }
}

export const mostZoom = 64;

function zoomOf(value: unknown): number | undefined {
  const zoom = Number(value);
  return zoom > 1 && zoom <= mostZoom ? zoom : undefined;
}

function localTime(value: unknown): string | undefined {
  if (typeof value !== 'string') return undefined;
  const [date, time = ''] = value.split('T');
  return isDate(date) && /^([01]\d|2[0-3]):[0-5]\d$/.test(time) ? value : undefined;
}

/** What is no good is left out in so many words: a key that is not there would keep what the address says. */
export function calendarSearch(search: Record<string, unknown>): CalendarSearch {
  const { date } = search;
  const read: { readonly [Key in keyof CalendarSearch]: CalendarSearch[Key] | undefined } = {
    view: oneOf(search['view'], ['day', 'month'] as const),
    date: isDate(date) ? date : undefined,
    zoom: zoomOf(search['zoom']),
    at: localTime(search['at']),
    hours: oneOf(search['hours'], ['all'] as const),
    rows: oneOf(search['rows'], ['comfortable', 'compact'] as const),
    group: oneOf(search['group'], ['seats', 'kind'] as const),
    folded: text(search['folded']),
    tenant: text(search['tenant']),
    offices: oneOf(search['offices'], ['hidden'] as const),
    tray: oneOf(search['tray'], ['folded', 'all'] as const),
    ended: oneOf(search['ended'], ['shown'] as const),
    booking: text(search['booking']),
    act: text(search['act']),
    closure: text(search['closure']),
    new: search['new'] === true ? true : undefined,
    close: search['close'] === true ? true : undefined,
    plan: search['plan'] === true ? true : undefined,
    from: instant(search['from']),
    to: instant(search['to']),
    room: text(search['room']),
    copy: text(search['copy']),
    show: text(search['show']),
  };
  return read as CalendarSearch;
}

export type SearchChange = { readonly [Key in keyof CalendarSearch]?: CalendarSearch[Key] | undefined };

export function withoutBlanks(search: SearchChange): CalendarSearch {
  return Object.fromEntries(Object.entries(search).filter(([, value]) => value !== undefined)) as CalendarSearch;
}

/** Nothing stands open beside the calendar. */
export const noDrawer = {
  booking: undefined,
  act: undefined,
  closure: undefined,
  new: undefined,
  close: undefined,
  from: undefined,
  to: undefined,
  room: undefined,
  copy: undefined,
} satisfies SearchChange;
