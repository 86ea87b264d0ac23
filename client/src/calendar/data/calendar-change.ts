type Change = {
  readonly bookingId?: string | null;
  readonly version?: number | null;
  readonly removedOccupancyIds: readonly string[];
  readonly removedGhostId?: string | null;
  readonly occupancies: readonly unknown[];
  readonly ghost?: unknown;
};

export function isHeartbeat(change: unknown): boolean {
  const { removedOccupancyIds, occupancies, removedGhostId, ghost } = change as Change;
  return !removedOccupancyIds.length && !occupancies.length && !removedGhostId && !ghost;
}

/**
 * A change that tells of an older version than the one shown. What it takes away stays away (ids of occupancies are
 * never used twice); what it puts in, or says of the ghost, is old.
 */
export function withoutOldNews(change: unknown, versionOf: (id: string) => number): unknown {
  const { bookingId, version } = change as Change;
  if (!bookingId || version == null || version >= versionOf(bookingId)) return change;
  return { ...(change as Change), occupancies: [], removedGhostId: null, ghost: null };
}
