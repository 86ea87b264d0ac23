import { graphql } from '../graphql/generated/gql.ts'

export const AssignRoom = graphql(`
  mutation AssignRoom($input: AssignRoomInput!) {
    assignRoom(input: $input) {
      __typename
      ... on AssignRoomPayload {
        booking {
          ...BookingFacts
        }
        displaced {
          ...BookingBar
        }
      }
      ...Refusal
    }
  }
`)

export const UnassignRoom = graphql(`
  mutation UnassignRoom($input: BookingReasonInput!) {
    unassignRoom(input: $input) {
      __typename
      ... on UnassignRoomPayload {
        booking {
          ...BookingFacts
        }
      }
      ...Refusal
    }
  }
`)

export const ConfirmBooking = graphql(`
  mutation ConfirmBooking($input: BookingRefInput!) {
    confirmBooking(input: $input) {
      __typename
      ... on ConfirmBookingPayload {
        booking {
          ...BookingFacts
        }
      }
      ...Refusal
    }
  }
`)

export const RejectBooking = graphql(`
  mutation RejectBooking($input: BookingReasonInput!) {
    rejectBooking(input: $input) {
      __typename
      ... on RejectBookingPayload {
        booking {
          ...BookingFacts
        }
      }
      ...Refusal
    }
  }
`)

export const CancelBooking = graphql(`
  mutation CancelBooking($input: BookingReasonInput!) {
    cancelBooking(input: $input) {
      __typename
      ... on CancelBookingPayload {
        booking {
          ...BookingFacts
        }
      }
      ...Refusal
    }
  }
`)

export const RescheduleBooking = graphql(`
  mutation RescheduleBooking($input: RescheduleBookingInput!) {
    rescheduleBooking(input: $input) {
      __typename
      ... on RescheduleBookingPayload {
        booking {
          ...BookingFacts
        }
      }
      ...Refusal
    }
  }
`)

export const UpdateBooking = graphql(`
  mutation UpdateBooking($input: UpdateBookingInput!) {
    updateBooking(input: $input) {
      __typename
      ... on UpdateBookingPayload {
        booking {
          ...BookingFacts
        }
      }
      ...Refusal
    }
  }
`)

export const CreateBookings = graphql(`
  mutation CreateBookings($input: CreateBookingsInput!) {
    createBookings(input: $input) {
      __typename
      ... on CreateBookingsPayload {
        bookings {
          ...BookingFacts
        }
      }
      ...Refusal
    }
  }
`)
