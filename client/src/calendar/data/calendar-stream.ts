import { graphql } from '../../graphql/generated/gql.ts';
import type { CalendarChangesSubscription } from '../../graphql/generated/graphql.ts';

/** From where the changes of a window are followed. */
export const CalendarPosition = graphql(`
  query CalendarPosition($from: DateTime!, $to: DateTime!) {
    calendar(from: $from, to: $to) {
      cursor
    }
  }
`);

/** All that a window shows, as it changes: whoever follows it keeps the windows in the cache true. */
export const CalendarChanges = graphql(`
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
