import { graphql } from '../graphql/generated/gql.ts';
import { liveWindow } from '../graphql/live-window.ts';
import './desk-documents.ts';

const DeskPosition = graphql(`
  query DeskPosition {
    deviceRequests(tab: PENDING, first: 1) {
      cursor
    }
  }
`);

const DeskChanges = graphql(`
  subscription DeskChanges($after: EventCursor) {
    deviceQueueChanged(after: $after) {
      cursor
      removedRequestIds
      conflictsChanged
      requests {
        ...DeskRequest
        assignments {
          ...DeskAssignment
        }
      }
      devices {
        id
        status
      }
      rentals {
        id
        dueOn
      }
    }
  }
`);

/**
 * What moves at the desk, whichever list is shown. What changes of a request or an assignment that is there is shown as it
 * is said; who shows a list reads it anew, as only the server knows what belongs to it and in which order.
 */
export const deskChanges = liveWindow({
  read: DeskPosition,
  follow: DeskChanges,
  isHeartbeat: ({ requests, removedRequestIds, devices, rentals, conflictsChanged }) =>
    requests.length + removedRequestIds.length + devices.length + rentals.length === 0 && !conflictsChanged,
});
