import { graphql } from '../graphql/generated/gql.ts';

graphql(`
  fragment RefusedInBulk on BulkRefusedError {
    message
    refusals {
      index
      bookingId
      kind
      message
      collidesWith
      taken {
        index
        alternatives {
          startsAt
          endsAt
          reason
          room {
            id
            name
          }
        }
      }
    }
  }
`);

export const AssignRooms = graphql(`
  mutation AssignRooms($input: AssignRoomsInput!) {
    assignRooms(input: $input) {
      __typename
      ... on AssignRoomsPayload {
        bookings {
          ...BookingDetails
        }
      }
      ...RefusedInBulk
      ...Refused
    }
  }
`);

export const ConfirmBookings = graphql(`
  mutation ConfirmBookings($input: ConfirmBookingsInput!) {
    confirmBookings(input: $input) {
      __typename
      ... on ConfirmBookingsPayload {
        bookings {
          ...BookingDetails
        }
      }
      ...RefusedInBulk
      ...Refused
    }
  }
`);

export const RejectBookings = graphql(`
  mutation RejectBookings($input: RejectBookingsInput!) {
    rejectBookings(input: $input) {
      __typename
      ... on RejectBookingsPayload {
        bookings {
          ...BookingDetails
        }
      }
      ...RefusedInBulk
      ...Refused
    }
  }
`);
