import type { Cache } from '@urql/exchange-graphcache';
import type { CalendarChange } from './calendar-window.ts';
import { intervalOf, overlaps, type Interval } from '../../time/interval.ts';

type CalendarWindow = Interval & {
  readonly roomIds: readonly string[] | null;
};

type CachedWindow = CalendarWindow & {
  readonly key: string;
  /** The very window the stream was asked for: what it says of a booking is all there is to say. */
  readonly subscribed: boolean;
};

function windowOf(args: unknown): CalendarWindow {
  const { from, to, roomIds } = (args ?? {}) as { from?: string; to?: string; roomIds?: string[] | null };
  return { ...intervalOf(from ?? '', to ?? ''), roomIds: roomIds ?? null };
}

/** The window the stream was asked for, or some of its rooms. */
function isWithin(a: CalendarWindow, b: CalendarWindow): boolean {
  const rooms = b.roomIds;
  return (
    a.start === b.start &&
    a.end === b.end &&
    (rooms === null || (a.roomIds?.every((id) => rooms.includes(id)) ?? false))
  );
}

/** All but those that another stream keeps true: it may be ahead of this one, and tells by itself what comes and goes there. */
function windowsToChange(
  cache: Cache,
  subscribed: CalendarWindow,
  followed: readonly CalendarWindow[],
): readonly CachedWindow[] {
  return cache.inspectFields('Query').flatMap(({ fieldName, arguments: args, fieldKey }) => {
    if (fieldName !== 'calendar') return [];
    const key = cache.resolve('Query', fieldKey);
    if (typeof key !== 'string') return [];
    const window = windowOf(args);
    const isOwn = isWithin(window, subscribed);
    if (!isOwn && followed.some((other) => isWithin(window, other))) return [];
    return [{ ...window, key, subscribed: isOwn }];
  });
}

function linksOf(cache: Cache, entity: string, field: string): readonly string[] {
  const links = cache.resolve(entity, field);
  return Array.isArray(links) ? links.filter((link): link is string => typeof link === 'string') : [];
}

/** Writes a list only where it differs: an unchanged window is not drawn again. */
function relink(
  cache: Cache,
  entity: string,
  field: string,
  before: readonly string[],
  after: readonly string[],
): void {
  if (before.length === after.length && before.every((key, index) => key === after[index])) return;
  cache.link(entity, field, [...after]);
}

function meets(item: { startsAt: string; endsAt: string }, window: CalendarWindow): boolean {
  return overlaps(intervalOf(item.startsAt, item.endsAt), window);
}

const bookings = new WeakMap<Cache, Map<string, string>>();

/** An occupancy never changes whose it is, and there are thousands: asking the cache each time took a third of a change. */
function bookingOf(cache: Cache, occupancy: string): string | undefined {
  let byOccupancy = bookings.get(cache);
  if (!byOccupancy) bookings.set(cache, (byOccupancy = new Map()));
  const found = byOccupancy.get(occupancy) ?? cache.resolve(occupancy, 'booking');
  if (typeof found !== 'string') return undefined;
  byOccupancy.set(occupancy, found);
  return found;
}

function applyOccupancies(cache: Cache, window: CachedWindow, change: CalendarChange): void {
  const removed = new Set(change.removedOccupancyIds.map((id) => `Occupancy:${id}`));
  removed.forEach((key) => bookings.get(cache)?.delete(key));
  const added = change.occupancies
    .filter((item) => meets(item, window) && (window.roomIds?.includes(item.room.id) ?? true))
    .map((item) => `Occupancy:${item.id}`);
  const incoming = new Set(added);
  const booking = window.subscribed && change.bookingId ? `Booking:${change.bookingId}` : null;
  const before = linksOf(cache, window.key, 'occupancies');
  const remaining = before.filter((key) => {
    if (removed.has(key)) return false;
    return booking === null || incoming.has(key) || bookingOf(cache, key) !== booking;
  });
  const staying = new Set(remaining);
  const present = new Set(before);
  relink(
    cache,
    window.key,
    'occupancies',
    before,
    inPlace(
      before,
      staying,
      added.filter((key) => !present.has(key)),
    ),
  );
}

/**
 * The cache compares lists place by place, and everything behind a gap would be another object: what came takes the
 * places of what went, and the last ones fill the rest.
 */
function inPlace(before: readonly string[], staying: ReadonlySet<string>, added: readonly string[]): readonly string[] {
  const coming = [...added];
  const keys: (string | null)[] = before.map((key) => (staying.has(key) ? key : (coming.shift() ?? null)));
  keys.push(...coming);
  for (let gap = keys.indexOf(null); gap >= 0; gap = keys.indexOf(null)) {
    const last = keys.pop();
    if (gap < keys.length) keys[gap] = last ?? null;
  }
  return keys.filter((key) => key !== null);
}

function applyGhost(cache: Cache, window: CachedWindow, change: CalendarChange): void {
  const before = linksOf(cache, window.key, 'ghosts');
  const gone = change.removedGhostId ? `Booking:${change.removedGhostId}` : null;
  const ghost = change.ghost ? `Booking:${change.ghost.id}` : null;
  const remaining = before.filter((key) => key !== gone && key !== ghost);
  if (!ghost || !meets(change.ghost!, window)) return relink(cache, window.key, 'ghosts', before, remaining);
  const place = before.indexOf(ghost);
  // A ghost that only changed keeps its place in the list: nothing jumps.
  relink(cache, window.key, 'ghosts', before, place < 0 ? [...remaining, ghost] : remaining.toSpliced(place, 0, ghost));
}

/**
 * Puts a change into every cached window that it meets and no other stream keeps true: first what went, then what came,
 * then the ghost. It has passed `withoutOldNews`, so nothing in it is older than what the cache shows.
 */
export function applyCalendarChange(
  change: CalendarChange,
  variables: object,
  cache: Cache,
  followed: ReadonlySet<object>,
): void {
  for (const window of windowsToChange(cache, windowOf(variables), [...followed].map(windowOf))) {
    applyOccupancies(cache, window, change);
    applyGhost(cache, window, change);
  }
}
