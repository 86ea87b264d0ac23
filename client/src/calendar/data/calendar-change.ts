import type { CalendarChange } from './calendar-stream.ts';

export function isHeartbeat(change: unknown): boolean {
  const { removedOccupancyIds, occupancies, removedGhostId, ghost } = change as CalendarChange;
  return !removedOccupancyIds.length && !occupancies.length && !removedGhostId && !ghost;
}

/**
 * A change that tells of an older version than the one shown. What it takes away stays away (ids of occupancies are
 * never used twice); what it puts in, or says of the ghost, is old.
 */
export function withoutOldNews(change: unknown, versionOf: (id: string) => number): unknown {
  const { bookingId, version } = change as CalendarChange;
  if (!bookingId || version == null || version >= versionOf(bookingId)) return change;
  return { ...(change as CalendarChange), occupancies: [], removedGhostId: null, ghost: null };
}
