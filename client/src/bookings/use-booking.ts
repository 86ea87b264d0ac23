import { graphql } from '../graphql/generated/gql.ts';
import { liveWindow } from '../graphql/live-window.ts';
import { useLiveWindow } from '../graphql/use-live-window.ts';

graphql(`
  fragment BookingDetails on Booking {
    ...BookingFacts
    ...BookingHead
    ...StillMissing
    ...BookingActions
    ...BookingOrigin
    ...BookingDevices
  }
`);

export const BookingById = graphql(`
  query BookingById($id: ID!) {
    booking(id: $id) {
      ...BookingDetails
    }
  }
`);

const BookingChanges = graphql(`
  subscription BookingChanges($id: ID!, $after: EventCursor) {
    bookingChanged(id: $id, after: $after) {
      cursor
      booking {
        ...BookingDetails
      }
    }
  }
`);

export const bookingWindow = liveWindow({
  read: BookingById,
  follow: BookingChanges,
  // One that is gone, or no longer ours to see, is not shown on as it was; one that may be seen again is.
  update: ({ booking }, { id }, cache) => cache.link('Query', 'booking', { id }, booking && `Booking:${id}`),
});

/** One booking, kept true; `booking` is null once it is gone or no longer ours to see. */
export function useBooking(id: string) {
  const { data, error, fetching, isSettled, retry } = useLiveWindow(bookingWindow, { id });
  return { booking: data?.booking, error, fetching, settled: isSettled, retry };
}
