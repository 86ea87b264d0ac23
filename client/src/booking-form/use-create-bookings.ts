import { graphql } from '../graphql/generated/gql.ts';
import { useAttempt } from '../forms/use-attempt.ts';

const CreateBookings = graphql(`
  mutation CreateBookings($input: CreateBookingsInput!) {
    createBookings(input: $input) {
      __typename
      ... on CreateBookingsPayload {
        bookings {
          ...BookingDetails
        }
        repeated
        deleted
      }
      ...Refused
    }
  }
`);

export function useCreateBookings() {
  return useAttempt(CreateBookings, 'createBookings');
}
