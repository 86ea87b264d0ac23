import { graphql } from '../../graphql/generated/gql.ts';
import type { CalendarChangesSubscription } from '../../graphql/generated/graphql.ts';
import { liveWindow } from '../../graphql/live-window.ts';
import { applyCalendarChange } from './apply-calendar-change.ts';

const CalendarPosition = graphql(`
  query CalendarPosition($from: DateTime!, $to: DateTime!) {
    calendar(from: $from, to: $to) {
      cursor
    }
  }
`);

const CalendarChanges = graphql(`
  subscription CalendarChanges($from: DateTime!, $to: DateTime!, $after: EventCursor) {
    calendarChanged(from: $from, to: $to, after: $after) {
      cursor
      removedOccupancyIds
      occupancies {
        ...OccupancyBar
      }
      removedGhostId
      ghost {
        ...GhostBar
      }
      bookingId
      version
    }
  }
`);

export type CalendarChange = CalendarChangesSubscription['calendarChanged'];

/**
 * All that a period shows. Only the position is read here: who follows it reads as much of the period as is shown, after
 * the position, and the stream keeps all of that true.
 */
export const calendarWindow = liveWindow({
  read: CalendarPosition,
  follow: CalendarChanges,
  update: applyCalendarChange,
  isHeartbeat: ({ removedOccupancyIds, occupancies, removedGhostId, ghost }) =>
    !removedOccupancyIds.length && !occupancies.length && !removedGhostId && !ghost,
  withoutOldNews,
});

/**
 * A change that tells of an older version than the one shown. What it takes away stays away (ids of occupancies are
 * never used twice); what it puts in, or says of the ghost, is old.
 */
function withoutOldNews(change: CalendarChange, versionOf: (id: string) => number): CalendarChange {
  const { bookingId, version } = change;
  if (!bookingId || version == null || version >= versionOf(bookingId)) return change;
  return { ...change, occupancies: [], removedGhostId: null, ghost: null };
}
