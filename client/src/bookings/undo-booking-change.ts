import { graphql } from '../graphql/generated/gql.ts';

/** Takes back what the person who asks did last to a booking, with all that was done in the same go. */
export const UndoBookingChange = graphql(`
  mutation UndoBookingChange($input: BookingRefInput!) {
    undoBookingChange(input: $input) {
      __typename
      ... on UndoBookingChangePayload {
        booking {
          ...BookingDetails
        }
        bookings {
          ...BookingDetails
        }
      }
      ...Refused
    }
  }
`);
